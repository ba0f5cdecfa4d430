package org.openmmbg.dynamics;

/** What walkers were before a move, to go back to. */
final class Backup {

    private double[] positions = new double[0];
    private double[] velocities = new double[0];
    private double[] gradients = new double[0];
    private double[] energies = new double[0];

    /** Whether a walker's move has failed. */
    private boolean[] failed = new boolean[0];

    /** Makes room for walkers. */
    void fit(Walkers walkers) {
        if (positions.length < walkers.positions.length || energies.length < walkers.count()) {
            positions = new double[walkers.positions.length];
            velocities = new double[walkers.positions.length];
            gradients = new double[walkers.positions.length];
            energies = new double[walkers.count()];
            failed = new boolean[walkers.count()];
        }
    }

    double[] positions() {
        return positions;
    }

    double[] velocities() {
        return velocities;
    }

    double energy(int walker) {
        return energies[walker];
    }

    boolean hasFailed(int walker) {
        return failed[walker];
    }

    void fail(int walker) {
        failed[walker] = true;
    }

    void keepPositions(Walkers walkers, int walker) {
        copy(walkers.positions, positions, walkers, walker);
    }

    void restorePositions(Walkers walkers, int walker) {
        copy(positions, walkers.positions, walkers, walker);
    }

    void keep(Walkers walkers, int walker) {
        keepPositions(walkers, walker);
        copy(walkers.velocities, velocities, walkers, walker);
        copy(walkers.gradients, gradients, walkers, walker);
        energies[walker] = walkers.energies[walker];
        failed[walker] = false;
    }

    void restore(Walkers walkers, int walker) {
        restorePositions(walkers, walker);
        copy(velocities, walkers.velocities, walkers, walker);
        copy(gradients, walkers.gradients, walkers, walker);
        walkers.energies[walker] = energies[walker];
    }

    private static void copy(double[] from, double[] to, Walkers walkers, int walker) {
        int dimension = walkers.dimension();
        System.arraycopy(from, walker * dimension, to, walker * dimension, dimension);
    }
}
