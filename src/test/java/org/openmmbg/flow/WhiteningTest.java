package org.openmmbg.flow;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WhiteningTest extends BijectorContract {
    @Override
    protected Bijector create(ParameterSet parameters) {
        return new Whitening(
                4, new int[] {3, 0, 2}, new double[] {1, -2, 0.5}, new double[] {4, 1, 0.5, 1, 2, -0.3, 0.5, -0.3, 1});
    }

    @Override
    protected boolean mixes() {
        return true;
    }

    @Override
    protected boolean periodic(int column) {
        return column == 1;
    }

    @Test
    void aCovarianceThatIsNotPositiveDefiniteIsRefused() {
        assertThatThrownBy(() -> new Whitening(2, new int[] {0, 1}, new double[2], new double[] {1, 2, 2, 1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not positive definite at row 1");
    }
}
