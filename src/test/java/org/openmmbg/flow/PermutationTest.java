package org.openmmbg.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PermutationTest extends BijectorContract {
    @Override
    protected Bijector create(ParameterSet parameters) {
        return new Permutation(List.of(2, 0, 3, 1));
    }

    @Override
    protected boolean periodic(int column) {
        return false;
    }

    @Test
    void columnsMove() {
        double[] x = new double[4];
        Permutation permutation = new Permutation(List.of(2, 0, 3, 1));
        permutation.forward(permutation.newTape(1), 1, new double[] {10, 11, 12, 13}, x, new double[1]);
        assertThat(x).containsExactly(12, 10, 13, 11);
    }

    @Test
    void everyColumnMustAppearOnce() {
        for (List<Integer> wrong : List.of(List.of(0, 0), List.of(0, 2), List.of(-1, 0))) {
            assertThatThrownBy(() -> new Permutation(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no order of columns 0 to 1");
        }
    }
}
