package org.openmmbg.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openmmbg.kernel.Activation;
import org.openmmbg.kernel.Precision;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

/** Linear tails, conditioned by a residual network; the contract's points fall on both sides of the bounds. */
class SplineCouplingTest extends BijectorContract {
    private static final double BOUND = 1.7;

    @Override
    protected Bijector create(ParameterSet parameters) {
        Coupling.Split split = new Coupling.Split(4, List.of(0, 2), List.of(1), List.of(3), 2);
        return Coupling.spline(
                split,
                5,
                BOUND,
                new NetworkShape.Residual(6, 2, Activation.TANH),
                parameters,
                "spline",
                new RandomStream(1, Purpose.TEST, 0));
    }

    @Override
    protected boolean periodic(int column) {
        return column == 3;
    }

    @Test
    void theTailsAreTheIdentityAndTheMapIsContinuousAtTheBounds() {
        ParameterSet parameters = new ParameterSet(Precision.FLOAT64);
        Bijector coupling = create(parameters);
        RandomStream random = new RandomStream(2, Purpose.TEST, 0);
        for (Parameter parameter : parameters.all()) {
            for (int i = 0; i < parameter.value().size(); i++) {
                parameter.value().set(i, random.nextGaussian());
            }
        }
        double[] z = {BOUND + 3, 0.3, -BOUND - 0.1, 1, BOUND - 1e-12, 0.3, -BOUND + 1e-12, 1};
        double[] x = new double[8];
        double[] logDet = new double[2];
        coupling.forward(coupling.newTape(2), 2, z, x, logDet);
        assertThat(x[0]).isEqualTo(z[0]);
        assertThat(x[2]).isEqualTo(z[2]);
        assertThat(logDet[0]).isCloseTo(0, within(1e-14));
        assertThat(x[4]).isCloseTo(BOUND, within(1e-10));
        assertThat(x[6]).isCloseTo(-BOUND, within(1e-10));
        assertThat(logDet[1]).as("slope 1 at the bounds").isCloseTo(0, within(1e-5));
    }
}
