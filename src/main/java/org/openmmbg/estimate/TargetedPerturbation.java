package org.openmmbg.estimate;

import java.util.Arrays;
import org.openmmbg.flow.Bijector;
import org.openmmbg.flow.Tape;
import org.openmmbg.potential.ReducedPotential;

/**
 * Free-energy differences with an invertible map M that takes configurations of A near to those of B: the work of a draw x
 * of A is Φ(x) = u_B(M(x)) − u_A(x) − log|det ∂M/∂x| (Jarzynski, Phys. Rev. E 65 (2002) 046122, equation 8), that of a draw
 * of B the same for the inverse map. {@link ExponentialAveraging} takes the works of one side, {@link
 * BennettAcceptanceRatio} those of both (Hahn and Then, Phys. Rev. E 79 (2009) 011113). Both are right for any map; a
 * better one makes the work more even.
 */
public final class TargetedPerturbation {

    // Rows that the map takes at once.
    private static final int CHUNK = 1024;

    private final Bijector map;
    private final ReducedPotential a;
    private final ReducedPotential b;

    /**
     * Makes a perturbation.
     *
     * @param map its forward direction takes configurations of A to B
     * @param a energies of A
     * @param b energies of B
     * @throws IllegalArgumentException if the dimensions differ
     */
    public TargetedPerturbation(Bijector map, ReducedPotential a, ReducedPotential b) {
        if (map.dimension() != a.dimension() || map.dimension() != b.dimension()) {
            throw new IllegalArgumentException(
                    "a map of dimension " + map.dimension() + " for potentials of dimensions " + a.dimension() + " and "
                            + b.dimension() + ": expected three of the same");
        }
        this.map = map;
        this.a = a;
        this.b = b;
    }

    /**
     * Returns the works of draws of A on their way to B, kT, [N]; NaN where an energy failed.
     *
     * @param draws independent configurations of A, row-major [N, dimension]. Not modified.
     */
    public double[] forwardWork(double[] draws) {
        return work(draws, a, b, true);
    }

    /**
     * Returns the works of draws of B on their way to A, kT, [N]; NaN where an energy failed.
     *
     * @param draws independent configurations of B, row-major [N, dimension]. Not modified.
     */
    public double[] reverseWork(double[] draws) {
        return work(draws, b, a, false);
    }

    private double[] work(double[] draws, ReducedPotential from, ReducedPotential to, boolean forward) {
        int dimension = map.dimension();
        if (draws.length % dimension != 0) {
            throw new IllegalArgumentException(
                    draws.length + " numbers for draws of dimension " + dimension + ": expected a multiple");
        }
        int rows = draws.length / dimension;
        double[] mapped = new double[draws.length];
        double[] logDet = new double[rows];
        Tape tape = map.newTape(CHUNK);
        for (int first = 0; first < rows; first += CHUNK) {
            int count = Math.min(CHUNK, rows - first);
            double[] in = Arrays.copyOfRange(draws, first * dimension, (first + count) * dimension);
            double[] out = new double[in.length];
            double[] logDets = new double[count];
            if (forward) {
                map.forward(tape, count, in, out, logDets);
            } else {
                map.inverse(tape, count, in, out, logDets);
            }
            System.arraycopy(out, 0, mapped, first * dimension, out.length);
            System.arraycopy(logDets, 0, logDet, first, count);
        }
        double[] here = new double[rows];
        double[] there = new double[rows];
        from.evaluate(rows, draws, here, null);
        to.evaluate(rows, mapped, there, null);
        return work(here, there, logDet);
    }

    /**
     * Returns works from their parts, kT, [N]: for draws of A on their way to B, or of B on their way to A.
     *
     * @param here the draws' energies in their own ensemble, kT, [N]. Not modified.
     * @param there the mapped draws' energies in the other, kT, [N]; +∞ outside it, NaN where failed. Not modified.
     * @param logDet log|det| of the map's Jacobian at the draws, [N]. Not modified.
     */
    public static double[] work(double[] here, double[] there, double[] logDet) {
        if (here.length != there.length || here.length != logDet.length) {
            throw new IllegalArgumentException(here.length + " energies, " + there.length + " mapped energies and "
                    + logDet.length + " determinants: expected as many of each");
        }
        double[] work = new double[here.length];
        for (int i = 0; i < work.length; i++) {
            work[i] = there[i] - here[i] - logDet[i];
        }
        return work;
    }
}
