package org.openmmbg.dynamics;

import java.util.Arrays;

/**
 * The state of many independent walkers of one system: all that {@link Dynamics} needs to go on, to the same bits. The arrays are live: read them, do not write them, and copy what is to be kept.
 */
public final class Walkers {

    private final int count;
    private final int dimension;
    private final long firstNumber;
    final double[] positions;
    final double[] velocities;
    final double[] energies;
    final double[] gradients;
    final long[] deathSteps;
    final long[] proposals;
    final long[] acceptances;
    long step;
    long evaluations;
    long walkerSteps;

    /**
     * Restores a saved state; each argument is what the accessor of its name gave.
     *
     * @param count number of walkers W
     * @param firstNumber number of the first walker
     * @param positions [W, dimension]. Not modified.
     * @param velocities [W, dimension]. Not modified.
     * @param energies [W]. Not modified.
     * @param gradients [W, dimension]. Not modified.
     * @param deathSteps [W]. Not modified.
     * @param proposals [W]. Not modified.
     * @param acceptances [W]. Not modified.
     * @throws IllegalArgumentException if the lengths do not agree
     */
    public Walkers(
            int count,
            long firstNumber,
            double[] positions,
            double[] velocities,
            double[] energies,
            double[] gradients,
            long[] deathSteps,
            long step,
            long evaluations,
            long walkerSteps,
            long[] proposals,
            long[] acceptances) {
        if (count < 1 || positions.length % count != 0) {
            throw new IllegalArgumentException(positions.length + " positions of " + count
                    + " walkers: expected at least one walker and as many positions each");
        }
        if (velocities.length != positions.length
                || gradients.length != positions.length
                || energies.length != count
                || deathSteps.length != count
                || proposals.length != count
                || acceptances.length != count) {
            throw new IllegalArgumentException("the arrays of " + count + " walkers differ in length");
        }
        if (step < 0 || evaluations < 0 || walkerSteps < 0) {
            throw new IllegalArgumentException("the counters of walkers: expected at least 0");
        }
        this.count = count;
        this.dimension = positions.length / count;
        this.firstNumber = firstNumber;
        this.positions = positions.clone();
        this.velocities = velocities.clone();
        this.energies = energies.clone();
        this.gradients = gradients.clone();
        this.deathSteps = deathSteps.clone();
        this.proposals = proposals.clone();
        this.acceptances = acceptances.clone();
        this.step = step;
        this.evaluations = evaluations;
        this.walkerSteps = walkerSteps;
    }

    /** Returns walkers of the same state, which go on apart from these. */
    public Walkers copy() {
        return new Walkers(
                count,
                firstNumber,
                positions,
                velocities,
                energies,
                gradients,
                deathSteps,
                step,
                evaluations,
                walkerSteps,
                proposals,
                acceptances);
    }

    /**
     * Puts a walker elsewhere, such as at an accepted draw of a generator; it lives from then on, and keeps its
     * velocities. The caller counts the evaluation.
     *
     * @param walker index of the walker
     * @param x positions, at the offset. Not modified.
     * @param energy their energy, kT, finite
     * @param gradient their gradient, at the offset. Not modified.
     * @throws IllegalArgumentException if the energy is not finite
     */
    public void place(int walker, double[] x, double energy, double[] gradient, int offset) {
        if (!Double.isFinite(energy)) {
            throw new IllegalArgumentException("a walker placed at energy " + energy + ": expected a finite one");
        }
        System.arraycopy(x, offset, positions, walker * dimension, dimension);
        System.arraycopy(gradient, offset, gradients, walker * dimension, dimension);
        energies[walker] = energy;
        deathSteps[walker] = -1;
    }

    /** Returns the number of walkers W. */
    public int count() {
        return count;
    }

    /** Returns the number of coordinates of a walker. */
    public int dimension() {
        return dimension;
    }

    /** Returns the number of the first walker; walker w draws its noise from block firstNumber + w. */
    public long firstNumber() {
        return firstNumber;
    }

    /** Returns the positions, [W, dimension]; live. */
    public double[] positions() {
        return positions;
    }

    /** Returns the velocities at the same time as the positions, per ps, [W, dimension]; live. 0 for the dead. */
    public double[] velocities() {
        return velocities;
    }

    /** Returns the energies, kT, [W]; live. NaN for the dead. */
    public double[] energies() {
        return energies;
    }

    /** Returns the gradients, kT per unit of position, [W, dimension]; live. 0 for the dead. */
    public double[] gradients() {
        return gradients;
    }

    /** Returns the step in which each walker died, or −1 of the living, [W]; live. Step 0 is the start. */
    public long[] deathSteps() {
        return deathSteps;
    }

    /** Returns the number of Metropolis tests of each walker since the start, [W]; live. */
    public long[] proposals() {
        return proposals;
    }

    /** Returns the number of tests that accepted, [W]; live. */
    public long[] acceptances() {
        return acceptances;
    }

    /** Returns the share of Metropolis tests that accepted, of all walkers; NaN without any. */
    public double acceptanceRatio() {
        return (double) Arrays.stream(acceptances).sum()
                / Arrays.stream(proposals).sum();
    }

    /** Tells whether a walker's energy or forces failed; it then stands where they last did not. */
    public boolean isDead(int walker) {
        return deathSteps[walker] >= 0;
    }

    /** Returns the number of dead walkers. */
    public int deadCount() {
        return (int) Arrays.stream(deathSteps).filter(death -> death >= 0).count();
    }

    /** Returns the number of steps done since the start. */
    public long step() {
        return step;
    }

    /** Returns the number of configurations evaluated since the start, the first ones and those of the dead included. */
    public long evaluations() {
        return evaluations;
    }

    /** Returns the number of steps done by living walkers, summed over walkers. */
    public long walkerSteps() {
        return walkerSteps;
    }
}
