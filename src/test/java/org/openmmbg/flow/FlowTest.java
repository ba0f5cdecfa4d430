package org.openmmbg.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openmmbg.kernel.Precision;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

class FlowTest extends BijectorContract {
    private static final BaseDistribution BASE = new BaseDistribution(new boolean[] {true, true, false, false});

    @Override
    protected Flow create(ParameterSet parameters) {
        RandomStream random = new RandomStream(1, Purpose.TEST, 0);
        return new Flow(
                BASE,
                parameters,
                List.of(
                        Coupling.circularSpline(
                                new Coupling.Split(4, List.of(0), List.of(), List.of(1), 2),
                                4,
                                0.3,
                                NetworkShape.dense(List.of(5)),
                                parameters,
                                "t0",
                                random),
                        Coupling.circularSpline(
                                new Coupling.Split(4, List.of(1), List.of(), List.of(0), 2),
                                4,
                                -0.9,
                                NetworkShape.dense(List.of(5)),
                                parameters,
                                "t1",
                                random),
                        Coupling.affine(
                                new Coupling.Split(4, List.of(2), List.of(3), List.of(0, 1), 1),
                                NetworkShape.dense(List.of(5)),
                                parameters,
                                "a0",
                                random),
                        new Whitening(
                                4, new int[] {2, 3}, new double[] {0.1, 0.2}, new double[] {0.5, 0.2, 0.2, 0.3})));
    }

    @Override
    protected int layers() {
        return 4;
    }

    @Override
    protected boolean mixes() {
        return true;
    }

    @Override
    protected boolean periodic(int column) {
        return column < 2;
    }

    /** At a fresh start the couplings are the identity, so the density is known in closed form. */
    @Test
    void densityAndScoreOfTheIdentityAreThoseOfTheBase() {
        Flow flow = create(new ParameterSet(Precision.FLOAT64));
        double[] x = {0.4, -2, 0.3, 0.5};
        double[] z = new double[4];
        double[] logDensity = new double[1];
        Tape tape = flow.newTape(1);
        flow.logDensity(tape, 1, x, z, logDensity);
        // Bivariate normal of mean (0.1, 0.2) and covariance ((0.5, 0.2), (0.2, 0.3)), times the uniform on two
        // circles.
        double determinant = 0.5 * 0.3 - 0.2 * 0.2;
        double dx = 0.2;
        double dy = 0.3;
        double square = (0.3 * dx * dx - 2 * 0.2 * dx * dy + 0.5 * dy * dy) / determinant;
        double expected =
                -0.5 * square - Math.log(2 * Math.PI) - 0.5 * Math.log(determinant) - 2 * Math.log(2 * Math.PI);
        assertThat(logDensity[0]).isCloseTo(expected, within(1e-12));
        double[] score = new double[4];
        flow.score(tape, 1, z, score, null);
        assertThat(score[0]).isCloseTo(0, within(1e-14));
        assertThat(score[2]).isCloseTo(-(0.3 * dx - 0.2 * dy) / determinant, within(1e-12));
        assertThat(score[3]).isCloseTo(-(0.5 * dy - 0.2 * dx) / determinant, within(1e-12));
    }
}
