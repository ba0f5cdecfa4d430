package org.openmmbg.coordinates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

class InternalCoordinatesTest {

    private static final long SEED = 5;
    private static final int ROWS = 11;

    static Stream<InternalCoordinates> molecules() {
        return Stream.of(Molecules.TRIATOMIC, Molecules.CHAIN, Molecules.DIPEPTIDE)
                .map(InternalCoordinates::new);
    }

    private static double[] draw(InternalCoordinates coordinates, int rows) {
        return Molecules.draw(coordinates, rows, new RandomStream(SEED, Purpose.TEST, coordinates.dimension()));
    }

    @Test
    void layoutIsBondsAnglesTorsions() {
        InternalCoordinates coordinates = new InternalCoordinates(Molecules.DIPEPTIDE);
        assertThat(coordinates.dimension()).isEqualTo(60);
        assertThat(coordinates.cartesianDimension()).isEqualTo(66);
        assertThat(coordinates.bondCount()).isEqualTo(21).isEqualTo(coordinates.angleOffset());
        assertThat(coordinates.angleCount()).isEqualTo(20);
        assertThat(coordinates.torsionOffset()).isEqualTo(41);
        assertThat(coordinates.torsionCount()).isEqualTo(19);
    }

    @Test
    void chainIsPlacedAsStated() {
        InternalCoordinates coordinates = new InternalCoordinates(Molecules.CHAIN);
        double right = Math.PI / 2;
        double[] x = new double[12];
        coordinates.toCartesian(0, 1, new double[] {1, 2, 3, right, right, right}, x, null);
        // Looking from atom 1 to atom 2 (+y), atom 0 is at −x; a quarter turn clockwise from there is +z.
        double[] expected = {0, 0, 0, 1, 0, 0, 1, 2, 0, 1, 2, 3};
        for (int i = 0; i < 12; i++) {
            assertThat(x[i]).isCloseTo(expected[i], within(1e-14));
        }
    }

    @ParameterizedTest
    @MethodSource("molecules")
    void roundTripInBothDirections(InternalCoordinates coordinates) {
        double[] q = draw(coordinates, ROWS);
        double[] before = q.clone();
        double[] x = new double[ROWS * coordinates.cartesianDimension()];
        double[] logDet = new double[ROWS];
        Arrays.fill(logDet, 3);
        coordinates.toCartesian(0, ROWS, q, x, logDet);
        double[] back = new double[q.length];
        coordinates.toInternal(0, ROWS, x, back, logDet);
        assertThat(q).isEqualTo(before);
        for (int i = 0; i < q.length; i++) {
            assertThat(back[i]).isCloseTo(q[i], within(1e-10));
        }
        for (double value : logDet) {
            assertThat(value).isCloseTo(3, within(1e-10));
        }
        double[] again = new double[x.length];
        coordinates.toCartesian(0, ROWS, back, again, null);
        for (int i = 0; i < x.length; i++) {
            assertThat(again[i]).isCloseTo(x[i], within(1e-10));
        }
    }

    @Test
    void rigidMotionsDoNotMatter() {
        InternalCoordinates coordinates = new InternalCoordinates(Molecules.DIPEPTIDE);
        double[] q = draw(coordinates, 1);
        double[] x = new double[66];
        coordinates.toCartesian(0, 1, q, x, null);
        double cos = Math.cos(1.1);
        double sin = Math.sin(1.1);
        for (int i = 0; i < 66; i += 3) {
            double turned = cos * x[i] - sin * x[i + 2];
            double z = sin * x[i] + cos * x[i + 2];
            x[i] = x[i + 1] + 5;
            x[i + 1] = z - 2;
            x[i + 2] = turned + 1;
        }
        double[] back = new double[60];
        coordinates.toInternal(0, 1, x, back, null);
        for (int i = 0; i < 60; i++) {
            assertThat(back[i]).isCloseTo(q[i], within(1e-10));
        }
    }

    @Test
    void onlyTheRowsAskedForAreTouched() {
        InternalCoordinates coordinates = new InternalCoordinates(Molecules.CHAIN);
        double[] q = draw(coordinates, 5);
        double[] whole = new double[60];
        double[] parts = new double[60];
        coordinates.toCartesian(0, 5, q, whole, null);
        coordinates.toCartesian(2, 4, q, parts, null);
        assertThat(Arrays.copyOfRange(parts, 24, 48)).isEqualTo(Arrays.copyOfRange(whole, 24, 48));
        assertThat(Arrays.copyOfRange(parts, 0, 24)).containsOnly(0);
        assertThat(Arrays.copyOfRange(parts, 48, 60)).containsOnly(0);
    }

    @Test
    void straightTorsionIsPlusPi() {
        InternalCoordinates coordinates = new InternalCoordinates(Molecules.CHAIN);
        double[] q = new double[6];
        for (double sign : new double[] {0.0, -0.0}) {
            coordinates.toInternal(0, 1, new double[] {0, 0, 0, 1, 0, 0, 1, 1, 0, 2, 1, sign}, q, null);
            assertThat(q[5]).isEqualTo(Math.PI);
        }
    }

    @ParameterizedTest
    @MethodSource("molecules")
    void logDetIsThatOfTheNumericalJacobianWithRigidMotions(InternalCoordinates coordinates) {
        CoordinateMapChecks.logDetIsThatOfTheNumericalJacobianWithRigidMotions(coordinates, draw(coordinates, 1));
    }

    @ParameterizedTest
    @MethodSource("molecules")
    void vectorJacobianProductEqualsFiniteDifferences(InternalCoordinates coordinates) {
        CoordinateMapChecks.vectorJacobianProductEqualsFiniteDifferences(
                coordinates, ROWS, draw(coordinates, ROWS), new RandomStream(SEED, Purpose.TEST, 99), 0);
    }

    @Test
    void smallAnglesSurviveTheRoundTrip() {
        InternalCoordinates coordinates = new InternalCoordinates(Molecules.CHAIN);
        for (double theta : new double[] {1e-3, 1e-6, Math.PI - 1e-3, Math.PI - 1e-6}) {
            double[] q = {0.15, 0.15, 0.1, 1.9, theta, 0.7};
            double[] x = new double[12];
            double[] logDet = new double[1];
            coordinates.toCartesian(0, 1, q, x, logDet);
            assertThat(logDet[0])
                    .isCloseTo(
                            Math.log(0.15 * 0.15 * 0.15 * 0.15 * 0.1 * 0.1 * Math.sin(1.9) * Math.sin(theta)),
                            within(1e-12));
            double[] back = new double[6];
            coordinates.toInternal(0, 1, x, back, null);
            assertThat(back[4]).isCloseTo(theta, within(1e-14));
            assertThat(back[5]).isCloseTo(0.7, within(1e-14 / Math.sin(theta)));
        }
    }
}
