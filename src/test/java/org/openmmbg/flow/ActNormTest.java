package org.openmmbg.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openmmbg.kernel.Precision;

class ActNormTest extends BijectorContract {
    @Override
    protected Bijector create(ParameterSet parameters) {
        return new ActNorm(4, List.of(3, 1), parameters, "norm");
    }

    @Override
    protected boolean periodic(int column) {
        return column == 0;
    }

    @Test
    void fittedSamplesHaveMeanZeroAndVarianceOne() {
        ActNorm norm = new ActNorm(2, List.of(0), new ParameterSet(Precision.FLOAT64), "norm");
        double[] x = {1, 5, 3, 5, 8, 5};
        norm.fit(3, x);
        double[] z = new double[6];
        double[] logDet = new double[3];
        norm.inverse(norm.newTape(3), 3, x, z, logDet);
        assertThat(z[0] + z[2] + z[4]).isCloseTo(0, within(1e-14));
        assertThat((z[0] * z[0] + z[2] * z[2] + z[4] * z[4]) / 3).isCloseTo(1, within(1e-14));
        assertThat(z[1]).isEqualTo(5);
        // Mean 4, variance (9 + 1 + 16)/3.
        assertThat(logDet[0]).isCloseTo(-0.5 * Math.log(26.0 / 3), within(1e-14));
    }
}
