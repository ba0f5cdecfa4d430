package org.openmmbg.hybrid;

import java.util.Arrays;
import org.openmmbg.flow.BoltzmannGenerator;
import org.openmmbg.flow.Tape;

/**
 * The map from one ensemble to another through two generators that share a latent distribution: x′ = F_B(F_A⁻¹(x)). It is
 * between canonical forms, and a bijection of those configurations of A's domain that arrive in B's; all others have no
 * partner. For one thread at a time.
 */
public final class GeneratorMap implements LearnedExchange.ConfigurationMap {
    private final End a;
    private final End b;

    /** One ensemble's generator. */
    private static final class End {
        final BoltzmannGenerator generator;
        final CanonicalCoordinates coordinates;
        final int dimension;

        End(BoltzmannGenerator generator, CanonicalForm form) {
            this.generator = generator;
            this.coordinates = new CanonicalCoordinates(generator, form);
            this.dimension = generator.flow().dimension();
        }
    }

    /**
     * Makes a map.
     *
     * @param a generator of ensemble A
     * @param b generator of ensemble B, over the same coordinates and domain
     * @param form the labels of identical particles that both draw
     * @throws IllegalArgumentException if the dimensions differ
     */
    public GeneratorMap(BoltzmannGenerator a, BoltzmannGenerator b, CanonicalForm form) {
        if (a.flow().dimension() != b.flow().dimension()) {
            throw new IllegalArgumentException("generators of dimension "
                    + a.flow().dimension() + " and " + b.flow().dimension() + ": expected the same");
        }
        this.a = new End(a, form);
        this.b = new End(b, form);
    }

    @Override
    public void map(boolean forward, int count, double[] from, double[] to, double[] logDet) {
        map(forward ? a : b, forward ? b : a, count, from, to, logDet);
    }

    private static void map(End source, End target, int count, double[] from, double[] to, double[] logDet) {
        int n = source.dimension;
        double[] q = new double[count * n];
        double[] z = new double[count * n];
        // −log|J| of the source's coordinates, log|det| of both flows, and log|J| of the target's, added up in turn.
        source.coordinates.of(count, from, 0, q, logDet);
        boolean[] usable = new boolean[count];
        for (int row = 0; row < count; row++) {
            usable[row] = source.coordinates.inDomain(q, row);
        }
        Tape back = source.generator.flow().newTape(count);
        source.generator.flow().inverse(back, count, q, z, logDet);
        Tape on = target.generator.flow().newTape(count);
        target.generator.flow().forward(on, count, z, q, logDet);
        for (int row = 0; row < count; row++) {
            usable[row] &= target.coordinates.inDomain(q, row);
        }
        double[] logJacobian = new double[count];
        target.generator.coordinates().toCartesian(0, count, q, to, logJacobian);
        Arrays.setAll(logJacobian, row -> usable[row] ? logJacobian[row] : Double.NaN);
        for (int row = 0; row < count; row++) {
            logDet[row] += logJacobian[row];
        }
    }
}
