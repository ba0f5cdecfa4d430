package org.openmmbg.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which columns move together. */
class FlowArchitectureTest {

    private static List<Integer> columns(int count) {
        return IntStream.range(0, count).map(i -> 10 + 3 * i).boxed().toList();
    }

    private static boolean parted(List<Integer> columns, int layer, int i, int j) {
        List<Integer> half = FlowArchitecture.half(columns, layer);
        return half.contains(columns.get(i)) != half.contains(columns.get(j));
    }

    @Test
    void aSplitIsFollowedByItsComplementAndLeavesNoHalfEmpty() {
        for (int count = 2; count <= 60; count++) {
            List<Integer> columns = columns(count);
            for (int layer = 0; layer < 12; layer += 2) {
                List<Integer> half = FlowArchitecture.half(columns, layer);
                List<Integer> other = FlowArchitecture.half(columns, layer + 1);
                assertThat(half).isNotEmpty().doesNotContainAnyElementsOf(other);
                assertThat(other).isNotEmpty();
                assertThat(half.size() + other.size()).isEqualTo(count);
            }
        }
    }

    /** With each layer the two learn of each other: φ and ψ of a residue stand in neighbouring places. */
    @Test
    void neighboursAreAlwaysParted() {
        List<Integer> columns = columns(11);
        for (int layer = 0; layer < 8; layer++) {
            for (int i = 0; i + 1 < columns.size(); i += 2) {
                assertThat(parted(columns, layer, i, i + 1))
                        .as("columns %d and %d in layer %d", i, i + 1, layer)
                        .isTrue();
            }
        }
    }

    /** As many pairs of layers as places have bits are enough. */
    @Test
    void allAreParted() {
        for (int count = 2; count <= 60; count++) {
            List<Integer> columns = columns(count);
            int levels = 32 - Integer.numberOfLeadingZeros(count - 1);
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < i; j++) {
                    int first = i;
                    int second = j;
                    assertThat(IntStream.range(0, levels).anyMatch(level -> parted(columns, 2 * level, first, second)))
                            .as("columns %d and %d of %d", i, j, count)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void aColumnAloneMovesInEveryLayer() {
        assertThat(FlowArchitecture.half(List.of(7), 0)).containsExactly(7);
        assertThat(FlowArchitecture.half(List.of(7), 1)).containsExactly(7);
    }
}
