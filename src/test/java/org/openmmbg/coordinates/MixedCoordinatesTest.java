package org.openmmbg.coordinates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openmmbg.coordinates.ZMatrix.Row;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

class MixedCoordinatesTest {

    private static final long SEED = 11;
    private static final int ROWS = 7;
    private static final int EXAMPLES = 200;

    /** Alanine dipeptide with its backbone placed by positions, among others the three atoms of its Z-matrix's frame. */
    private static final MixedZMatrix DIPEPTIDE = mixed(Molecules.DIPEPTIDE, Set.of(1, 4, 6, 8, 14, 16, 18));

    private static final MixedZMatrix ONE_ROW = mixed(Molecules.CHAIN, Set.of(0, 1, 2));
    private static final MixedZMatrix NO_ROW = mixed(Molecules.CHAIN, Set.of(0, 1, 2, 3));

    /** What is fitted, and the internal coordinates of the same molecule. */
    record Case(MixedCoordinates mixed, InternalCoordinates internal) {}

    static Stream<Case> molecules() {
        return Stream.of(
                fitted(DIPEPTIDE, Molecules.DIPEPTIDE),
                fitted(ONE_ROW, Molecules.CHAIN),
                fitted(NO_ROW, Molecules.CHAIN));
    }

    private static MixedZMatrix mixed(ZMatrix zMatrix, Set<Integer> cartesian) {
        List<Row> rows = zMatrix.rows().stream()
                .filter(row -> !cartesian.contains(row.atom()))
                .toList();
        return new MixedZMatrix(cartesian.stream().sorted().toList(), rows);
    }

    /** Fits to configurations far apart. */
    private static Case fitted(MixedZMatrix zMatrix, ZMatrix whole) {
        InternalCoordinates internal = new InternalCoordinates(whole);
        double[] x = positions(internal, EXAMPLES, 0);
        double[] reference = Arrays.copyOf(x, internal.cartesianDimension());
        return new Case(new MixedCoordinates(zMatrix, reference, EXAMPLES, x), internal);
    }

    private static double[] positions(InternalCoordinates internal, int count, int block) {
        double[] q = Molecules.draw(internal, count, new RandomStream(SEED, Purpose.TEST, block));
        double[] x = new double[count * internal.cartesianDimension()];
        internal.toCartesian(0, count, q, x, null);
        return x;
    }

    private static double[] draw(Case molecule) {
        double[] q = new double[ROWS * molecule.mixed.dimension()];
        molecule.mixed.toInternal(0, ROWS, positions(molecule.internal, ROWS, 1), q, null);
        return q;
    }

    @ParameterizedTest
    @MethodSource("molecules")
    void anyConfigurationComesBackUpToRigidMotion(Case molecule) {
        double[] x = positions(molecule.internal, ROWS, 1);
        double[] logDet = new double[ROWS];
        double[] q = new double[ROWS * molecule.mixed.dimension()];
        molecule.mixed.toInternal(0, ROWS, x, q, logDet);
        double[] back = new double[x.length];
        molecule.mixed.toCartesian(0, ROWS, q, back, logDet);
        double[] again = new double[q.length];
        molecule.mixed.toInternal(0, ROWS, back, again, null);
        double[] bonds = new double[ROWS * molecule.internal.dimension()];
        double[] bondsBack = new double[bonds.length];
        molecule.internal.toInternal(0, ROWS, x, bonds, null);
        molecule.internal.toInternal(0, ROWS, back, bondsBack, null);
        for (int i = 0; i < bonds.length; i++) {
            assertThat(bondsBack[i]).isCloseTo(bonds[i], within(1e-10));
        }
        for (int i = 0; i < q.length; i++) {
            assertThat(again[i]).isCloseTo(q[i], within(1e-9));
        }
        for (double value : logDet) {
            assertThat(value).isCloseTo(0, within(1e-10));
        }
        for (int row = 0; row < ROWS; row++) {
            assertThat(molecule.mixed.liesBest(q, row * molecule.mixed.dimension()))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("molecules")
    void singlePrecisionIsEnoughForPositions(Case molecule) {
        double[] q = draw(molecule);
        double[] x = new double[ROWS * molecule.mixed.cartesianDimension()];
        double[] rounded = new double[x.length];
        molecule.mixed.toCartesian(0, ROWS, q, x, null);
        molecule.mixed.toCartesian(
                0, ROWS, Arrays.stream(q).map(value -> (float) value).toArray(), rounded, null);
        for (int i = 0; i < x.length; i++) {
            assertThat(rounded[i]).isCloseTo(x[i], within(1e-5));
        }
    }

    @ParameterizedTest
    @MethodSource("molecules")
    void logDetIsThatOfTheNumericalJacobianWithRigidMotions(Case molecule) {
        double[] q = Arrays.copyOf(draw(molecule), molecule.mixed.dimension());
        CoordinateMapChecks.logDetIsThatOfTheNumericalJacobianWithRigidMotions(molecule.mixed, q);
    }

    /** Both kinds of coordinates know the whole volume, so their log|J| differ by that of the map between them. */
    @ParameterizedTest
    @MethodSource("molecules")
    void volumeAgreesWithThatOfInternalCoordinates(Case molecule) {
        int dimension = molecule.mixed.dimension();
        double[] x = Arrays.copyOf(positions(molecule.internal, 1, 2), molecule.internal.cartesianDimension());
        double[] difference = new double[1];
        double[] q = new double[dimension];
        double[] bonds = new double[dimension];
        molecule.mixed.toInternal(0, 1, x, q, difference);
        difference[0] = -difference[0];
        molecule.internal.toInternal(0, 1, x, bonds, difference);
        RealMatrix jacobian = new Array2DRowRealMatrix(dimension, dimension);
        double h = 1e-6;
        for (int k = 0; k < dimension; k++) {
            double[] plus = internalOf(molecule, q, k, h);
            double[] minus = internalOf(molecule, q, k, -h);
            for (int i = 0; i < dimension; i++) {
                jacobian.setEntry(i, k, Math.IEEEremainder(plus[i] - minus[i], 2 * Math.PI) / (2 * h));
            }
        }
        assertThat(difference[0]).isCloseTo(CoordinateMapChecks.logAbsDet(jacobian), within(1e-6));
    }

    private static double[] internalOf(Case molecule, double[] q, int k, double h) {
        double[] moved = q.clone();
        moved[k] += h;
        double[] x = new double[molecule.mixed.cartesianDimension()];
        double[] bonds = new double[q.length];
        molecule.mixed.toCartesian(0, 1, moved, x, null);
        molecule.internal.toInternal(0, 1, x, bonds, null);
        return bonds;
    }

    @ParameterizedTest
    @MethodSource("molecules")
    void vectorJacobianProductEqualsFiniteDifferences(Case molecule) {
        CoordinateMapChecks.vectorJacobianProductEqualsFiniteDifferences(
                molecule.mixed, ROWS, draw(molecule), new RandomStream(SEED, Purpose.TEST, 99), 1);
    }

    @Test
    void examplesAreWhite() {
        Case molecule = fitted(DIPEPTIDE, Molecules.DIPEPTIDE);
        int dimension = molecule.mixed.dimension();
        double[] q = new double[EXAMPLES * dimension];
        molecule.mixed.toInternal(0, EXAMPLES, positions(molecule.internal, EXAMPLES, 0), q, null);
        for (int i = 0; i < molecule.mixed.bondOffset(); i++) {
            for (int j = 0; j <= i; j++) {
                double mean = 0;
                double product = 0;
                for (int example = 0; example < EXAMPLES; example++) {
                    mean += q[example * dimension + i] / EXAMPLES;
                    product += q[example * dimension + i] * q[example * dimension + j] / EXAMPLES;
                }
                assertThat(mean).isCloseTo(0, within(1e-9));
                assertThat(product).isCloseTo(i == j ? 1 : 0, within(1e-3));
            }
        }
    }

    /**
     * The partition function of a chain with harmonic bonds and angles and a three-fold torsion, against quadrature: a
     * constant or a factor that is wrong in the volume shows.
     */
    @Test
    void logZIsThatOfQuadrature() {
        int examples = 2000;
        double[] internal = ThreeFoldRotor.examples(examples, new RandomStream(SEED, Purpose.TEST, 3));
        double[] x = new double[12 * examples];
        new InternalCoordinates(Molecules.CHAIN).toCartesian(0, examples, internal, x, null);
        MixedCoordinates coordinates = new MixedCoordinates(ONE_ROW, Arrays.copyOf(x, 12), examples, x);
        MixedDomain domain = new MixedDomain(coordinates, List.of(TorsionRange.periodic()));
        RandomStream stream = new RandomStream(SEED, Purpose.TEST, 4);
        double[] widths = {
            1.2,
            1.2,
            1.2,
            1.1 / Math.sqrt(ThreeFoldRotor.BOND_STIFFNESS),
            1.1 / Math.sqrt(ThreeFoldRotor.ANGLE_STIFFNESS)
        };
        double[] centres = {0, 0, 0, ThreeFoldRotor.BOND, ThreeFoldRotor.ANGLE};
        double[] q = new double[6];
        double[] place = new double[12];
        double[] logDet = new double[1];
        int draws = 200_000;
        double sum = 0;
        double squares = 0;
        for (int draw = 0; draw < draws; draw++) {
            double logProposal = -Math.log(2 * Math.PI);
            for (int i = 0; i < 5; i++) {
                double z = stream.nextGaussian();
                q[i] = centres[i] + widths[i] * z;
                logProposal -= 0.5 * z * z + Math.log(widths[i] * Math.sqrt(2 * Math.PI));
            }
            q[5] = Math.PI * (2 * stream.nextDouble() - 1);
            if (domain.contains(q, 0)) {
                logDet[0] = 0;
                coordinates.toCartesian(0, 1, q, place, logDet);
                double weight = Math.exp(-ThreeFoldRotor.energy(place) + logDet[0] - logProposal);
                sum += weight;
                squares += weight * weight;
            }
        }
        double error = Math.sqrt(squares / sum / sum);
        double expected = ThreeFoldRotor.quadrature();
        double logZ = Math.log(sum / draws);
        System.out.printf("seed %d: log Z %.5f +- %.5f, quadrature %.5f%n", SEED, logZ, error, expected);
        assertThat(error).isLessThan(0.01);
        assertThat(logZ).isCloseTo(expected, within(4 * error));
    }

    @Test
    void domainRefusesWhatWouldCountTwice() {
        Case molecule = fitted(DIPEPTIDE, Molecules.DIPEPTIDE);
        int dimension = molecule.mixed.dimension();
        List<TorsionRange> ranges = Collections.nCopies(DIPEPTIDE.rows().size(), TorsionRange.periodic());
        MixedDomain domain = new MixedDomain(molecule.mixed, ranges);
        double[] q = Arrays.copyOf(draw(molecule), dimension);
        domain.wrap(q, 0);
        assertThat(domain.contains(q, 0)).isTrue();
        double[] turned = q.clone();
        turned[dimension - 1] += 2 * Math.PI;
        assertThat(domain.contains(turned, 0)).isFalse();
        assertThat(domain.isPeriodic(dimension - 1)).isTrue();
        assertThat(domain.isPeriodic(0)).isFalse();
        double[] bent = q.clone();
        bent[molecule.mixed.angleOffset()] = -0.1;
        assertThat(domain.contains(bent, 0)).isFalse();
        assertThat(domain.penalty(bent, 0, null)).isPositive();
    }

    /** Of the four rotations that bring positions into the frame, one is in the domain: what is measured again. */
    @Test
    void domainHoldsOneOfTheFourRotationsIntoTheFrame() {
        Case molecule = fitted(NO_ROW, Molecules.CHAIN);
        MixedDomain domain = new MixedDomain(molecule.mixed, List.of());
        int draws = 1000;
        double[] q = new double[6 * draws];
        new RandomStream(SEED, Purpose.TEST, 5).fillGaussian(q, 0, q.length);
        for (int i = 0; i < q.length; i++) {
            q[i] *= 4;
        }
        double[] x = new double[12 * draws];
        double[] again = new double[q.length];
        molecule.mixed.toCartesian(0, draws, q, x, null);
        molecule.mixed.toInternal(0, draws, x, again, null);
        int inside = 0;
        for (int draw = 0; draw < draws; draw++) {
            double change = 0;
            for (int i = 6 * draw; i < 6 * draw + 6; i++) {
                change = Math.max(change, Math.abs(again[i] - q[i]));
            }
            assertThat(domain.contains(q, 6 * draw)).isEqualTo(change < 1e-6);
            assertThat(domain.contains(again, 6 * draw)).isTrue();
            inside += change < 1e-6 ? 1 : 0;
        }
        assertThat(inside).isBetween(draws / 20, 19 * draws / 20);
    }

    @Test
    void zMatrixNamesWhatIsWrong() {
        assertThatThrownBy(() -> new MixedZMatrix(List.of(0, 1), List.of(new Row(2, 1, 0, 3))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 3");
        assertThatThrownBy(() -> new MixedZMatrix(List.of(0, 1, 2), List.of(new Row(3, 2, 1, 4))))
                .hasMessageContaining("not an atom of an earlier row");
        assertThatThrownBy(() -> new MixedZMatrix(List.of(0, 1, 2), List.of(new Row(1, 2, 0, 3))))
                .hasMessageContaining("placed twice");
        assertThatThrownBy(() -> new MixedZMatrix(List.of(0, 2, 1), List.of(new Row(3, 2, 1, 0))))
                .hasMessageContaining("ascending");
    }
}
