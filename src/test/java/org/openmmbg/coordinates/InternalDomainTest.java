package org.openmmbg.coordinates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openmmbg.coordinates.ZMatrix.Row;

class InternalDomainTest {

    private static final InternalCoordinates FIVE = new InternalCoordinates(new ZMatrix(List.of(
            new Row(0, -1, -1, -1),
            new Row(1, 0, -1, -1),
            new Row(2, 1, 0, -1),
            new Row(3, 2, 1, 0),
            new Row(4, 3, 2, 1))));

    // Four bonds, three angles, a periodic torsion and one on a half circle around π.
    private static final InternalDomain DOMAIN =
            new InternalDomain(FIVE, List.of(TorsionRange.periodic(), TorsionRange.confined(Math.PI, Math.PI / 2)));

    private static double[] inside() {
        return new double[] {0.1, 0.1, 0.1, 0.1, 1, 2, 3, -3, 3.5};
    }

    @Test
    void insideCostsNothing() {
        double[] gradient = new double[9];
        assertThat(DOMAIN.contains(inside(), 0)).isTrue();
        assertThat(DOMAIN.penalty(inside(), 0, gradient)).isZero();
        assertThat(gradient).containsOnly(0);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "3, -0.02, 4",
        "4, 0, 0",
        "5, -0.1, 1",
        "6, 3.3415926535897932, 4",
        "7, 3.15, 0",
        "7, -3.15, 0",
        "8, 1.4707963267948966, 1",
        "8, 4.8123889803846896, 1",
        "0, NaN, NaN",
        "4, NaN, NaN",
        "8, NaN, NaN"
    })
    void outsideIsFoundAndPenalised(int coordinate, double value, double penalty) {
        double[] q = inside();
        q[coordinate] = value;
        assertThat(DOMAIN.contains(q, 0)).isFalse();
        double cost = DOMAIN.penalty(q, 0, null);
        if (Double.isNaN(penalty)) {
            assertThat(cost).isNaN();
        } else {
            assertThat(cost).isCloseTo(penalty, within(1e-12));
        }
    }

    @Test
    void infiniteBondIsOutside() {
        double[] q = inside();
        q[0] = Double.POSITIVE_INFINITY;
        assertThat(DOMAIN.contains(q, 0)).isFalse();
    }

    @Test
    void penaltyGradientIsAddedAtTheOffset() {
        double[] q = new double[18];
        System.arraycopy(new double[] {-0.01, 0.1, 0.1, 0.1, -0.2, 2, 3.3, 9, 5}, 0, q, 9, 9);
        double[] gradient = new double[18];
        gradient[9] = 7;
        DOMAIN.penalty(q, 9, gradient);
        double h = 1e-6;
        for (int i = 9; i < 18; i++) {
            double[] plus = q.clone();
            double[] minus = q.clone();
            plus[i] += h;
            minus[i] -= h;
            double slope = (DOMAIN.penalty(plus, 9, null) - DOMAIN.penalty(minus, 9, null)) / (2 * h);
            assertThat(gradient[i] - (i == 9 ? 7 : 0)).isCloseTo(slope, within(1e-5));
        }
        assertThat(gradient[0]).isZero();
    }

    @ParameterizedTest
    @CsvSource({"-3, -3", "3.5, -2.7831853071795862", "-9, -2.7168146928204138", "100, -0.53096491487338"})
    void periodicTorsionsAreWrapped(double value, double wrapped) {
        double[] q = inside();
        q[7] = value;
        DOMAIN.wrap(q, 0);
        assertThat(q[7]).isCloseTo(wrapped, within(1e-12));
        assertThat(DOMAIN.contains(q, 0)).isTrue();
    }

    @Test
    void seamBelongsToTheDomainOnce() {
        double[] q = inside();
        for (double value :
                new double[] {Math.PI, -Math.PI, 3 * Math.PI, Math.nextUp(Math.PI), Math.nextDown(-Math.PI)}) {
            q[7] = value;
            DOMAIN.wrap(q, 0);
            assertThat(q[7]).isGreaterThanOrEqualTo(-Math.PI).isLessThan(Math.PI);
            assertThat(Math.cos(q[7])).isCloseTo(-1, within(1e-12));
        }
    }

    @Test
    void confinedTorsionsAreWrappedAroundTheirCentre() {
        double[] q = inside();
        q[8] = -2.5;
        assertThat(DOMAIN.contains(q, 0)).isFalse();
        DOMAIN.wrap(q, 0);
        assertThat(q[8]).isCloseTo(2 * Math.PI - 2.5, within(1e-12));
        assertThat(DOMAIN.contains(q, 0)).isTrue();
        q[8] = 0.1;
        DOMAIN.wrap(q, 0);
        assertThat(DOMAIN.contains(q, 0)).isFalse();
    }

    @Test
    void intervalsLongerThanTheCircleAreRefused() {
        assertThatThrownBy(() -> TorsionRange.confined(0, 2 * Math.PI)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new InternalDomain(FIVE, List.of(TorsionRange.periodic())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 2");
    }
}
