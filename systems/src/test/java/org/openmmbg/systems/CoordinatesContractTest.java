package org.openmmbg.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openmmbg.coordinates.InternalCoordinates;
import org.openmmbg.coordinates.InternalDomain;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

/** The internal coordinates of every molecular built-in and of 200 random peptides: there and back, and derivatives. */
class CoordinatesContractTest {
    private static final long SEED = 20261123;
    private static final int PEPTIDES = 200;

    /** The whole Jacobian of one peptide in so many. */
    private static final int WHOLE_JACOBIAN = 20;

    private static final double STEP = 1e-5;

    @ParameterizedTest
    @MethodSource("molecules")
    void builtIns(String name) {
        MolecularSystem molecule = SystemRegistry.builtIn().load(name);
        RandomStream random = new RandomStream(SEED, Purpose.TEST, 1);
        Subject subject = new Subject(name, molecule.layout(), molecule.referencePositions());
        subject.comesBack();
        subject.comesBackInSinglePrecision();
        subject.derivativesAreThoseOfDifferences(random);
        if (molecule.topology().atomCount() < 100) {
            subject.logDetIsThatOfDifferences();
        }
    }

    static List<String> molecules() {
        return SystemRegistry.builtIn().molecules().stream()
                .map(SystemRegistry.Summary::name)
                .filter(name -> SystemRegistry.builtIn().load(name).topology().atomCount() < 300)
                .toList();
    }

    @Test
    void randomPeptides() throws IOException {
        System.out.println("random peptides from seed " + SEED);
        RandomPeptides peptides = new RandomPeptides(SEED);
        RandomStream random = new RandomStream(SEED, Purpose.TEST, 2);
        Set<String> residues = new HashSet<>();
        int bridges = 0;
        for (int i = 0; i < PEPTIDES; i++) {
            RandomPeptides.Peptide peptide = peptides.next();
            residues.addAll(Arrays.asList(peptide.name().split("-", -1)));
            bridges += peptide.topology().disulfides().size();
            double[] x = peptide.array();
            assertThat(TargetRule.of(peptide.topology()).accepts(x, 0))
                    .as(peptide.name())
                    .isTrue();
            InternalLayout layout = ZMatrixBuilder.build(peptide.topology(), x, false);
            Subject subject = new Subject(peptide.name(), layout, moved(x, random));
            if (!peptide.name().contains("PRO")) {
                subject.liesInItsDomain();
            }
            subject.comesBack();
            subject.comesBackInSinglePrecision();
            subject.derivativesAreThoseOfDifferences(random);
            if (i % WHOLE_JACOBIAN == 0) {
                subject.logDetIsThatOfDifferences();
            }
        }
        assertThat(residues).hasSize(21);
        assertThat(bridges).isGreaterThan(20);
    }

    /** Turned and shifted. */
    private static double[] moved(double[] x, RandomStream random) {
        double[] u = new double[4];
        random.fillGaussian(u, 0, 4);
        double norm = Math.sqrt(u[0] * u[0] + u[1] * u[1] + u[2] * u[2] + u[3] * u[3]);
        double w = u[0] / norm;
        double[] v = {u[1] / norm, u[2] / norm, u[3] / norm};
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i += 3) {
            double[] t = cross(v, new double[] {x[i], x[i + 1], x[i + 2]});
            double[] tt = cross(v, t);
            for (int d = 0; d < 3; d++) {
                y[i + d] = x[i + d] + 2 * (w * t[d] + tt[d]) + u[d];
            }
        }
        return y;
    }

    private static double[] cross(double[] a, double[] b) {
        return new double[] {
            a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0],
        };
    }

    /** A molecule at some positions. */
    private static final class Subject {
        private final String name;
        private final InternalLayout layout;
        private final InternalCoordinates coordinates;
        private final double[] x;
        private final double[] q;
        private final double logDet;

        Subject(String name, InternalLayout layout, double[] x) {
            this.name = name;
            this.layout = layout;
            this.x = x;
            coordinates = new InternalCoordinates(layout.zMatrix());
            q = new double[coordinates.dimension()];
            double[] sum = new double[1];
            coordinates.toInternal(0, 1, x, q, sum);
            logDet = -sum[0];
        }

        void liesInItsDomain() {
            InternalDomain domain = new InternalDomain(coordinates, layout.torsions());
            double[] wrapped = q.clone();
            domain.wrap(wrapped, 0);
            assertThat(domain.contains(wrapped, 0)).as(name).isTrue();
        }

        void comesBack() {
            double[] back = new double[x.length];
            double[] sum = new double[1];
            coordinates.toCartesian(0, 1, q, back, sum);
            assertThat(sum[0]).as(name).isEqualTo(logDet, within(1e-9 * q.length));
            assertThat(Distances.largestDifference(x, back)).as(name).isLessThan(1e-10);
            // Distances do not see a mirror image, torsions do.
            double[] again = new double[q.length];
            coordinates.toInternal(0, 1, back, again, null);
            for (int i = 0; i < q.length; i++) {
                assertThat(Math.IEEEremainder(again[i] - q[i], 2 * Math.PI))
                        .as(name)
                        .isEqualTo(0, within(1e-10));
            }
        }

        void comesBackInSinglePrecision() {
            double[] rounded = new double[q.length];
            for (int i = 0; i < q.length; i++) {
                rounded[i] = (float) q[i];
            }
            double[] back = new double[x.length];
            coordinates.toCartesian(0, 1, rounded, back, null);
            for (int i = 0; i < back.length; i++) {
                back[i] = (float) back[i];
            }
            assertThat(Distances.largestDifference(x, back)).as(name).isLessThan(1e-5);
        }

        /** f = w · x(q) + c log|J(q)| along a random direction. */
        void derivativesAreThoseOfDifferences(RandomStream random) {
            double[] w = new double[x.length];
            random.fillGaussian(w, 0, w.length);
            double[] direction = new double[q.length];
            random.fillGaussian(direction, 0, direction.length);
            double norm = Math.sqrt(Arrays.stream(direction).map(d -> d * d).sum());
            double c = 1 + random.nextDouble();
            double difference = 0;
            // Richardson's extrapolation of central differences.
            double[] weights = {-1.0 / 6, 8.0 / 6, -8.0 / 6, 1.0 / 6};
            double[] steps = {2, 1, -1, -2};
            for (int k = 0; k < 4; k++) {
                double[] shifted = q.clone();
                for (int i = 0; i < shifted.length; i++) {
                    shifted[i] += steps[k] * STEP * 10 * direction[i] / norm;
                }
                difference += weights[k] * value(shifted, w, c);
            }
            difference /= 2 * STEP * 10;
            double[] positions = new double[x.length];
            coordinates.toCartesian(0, 1, q, positions, null);
            double[] gradient = new double[q.length];
            coordinates.toCartesianVjp(0, 1, q, positions, w.clone(), new double[] {c}, gradient);
            double exact = 0;
            double size = 0;
            for (int i = 0; i < gradient.length; i++) {
                exact += gradient[i] * direction[i] / norm;
                size += gradient[i] * gradient[i];
            }
            assertThat(difference).as(name).isEqualTo(exact, within(1e-7 * Math.sqrt(size)));
        }

        private double value(double[] at, double[] w, double c) {
            double[] positions = new double[x.length];
            double[] sum = new double[1];
            coordinates.toCartesian(0, 1, at, positions, sum);
            double value = c * sum[0];
            for (int i = 0; i < w.length; i++) {
                value += w[i] * positions[i];
            }
            return value;
        }

        /**
         * The determinant of ∂x/∂q, by central differences, in the frame of the first three atoms. There x of the second
         * atom is r, which stands for r², and x and y of the third are r dr dθ, which stands for r² sin θ dr dθ.
         */
        void logDetIsThatOfDifferences() {
            int n = q.length;
            double[][] jacobian = new double[n][n];
            double[] plus = new double[x.length];
            double[] minus = new double[x.length];
            int[] free = freeCoordinates();
            for (int i = 0; i < n; i++) {
                double[] at = q.clone();
                at[i] = q[i] + STEP;
                coordinates.toCartesian(0, 1, at, plus, null);
                at[i] = q[i] - STEP;
                coordinates.toCartesian(0, 1, at, minus, null);
                for (int k = 0; k < n; k++) {
                    jacobian[k][i] = (plus[free[k]] - minus[free[k]]) / (2 * STEP);
                }
            }
            double frame = 2 * Math.log(q[0]) + Math.log(q[1] * Math.sin(q[coordinates.angleOffset()]));
            assertThat(logAbsDet(jacobian) + frame).as(name).isEqualTo(logDet, within(1e-6));
        }

        private int[] freeCoordinates() {
            int[] free = new int[q.length];
            free[0] = 3 * layout.zMatrix().rows().get(1).atom();
            free[1] = 3 * layout.zMatrix().rows().get(2).atom();
            free[2] = free[1] + 1;
            for (int i = 3; i < layout.zMatrix().atomCount(); i++) {
                for (int d = 0; d < 3; d++) {
                    free[3 * (i - 2) + d] = 3 * layout.zMatrix().rows().get(i).atom() + d;
                }
            }
            return free;
        }
    }

    private static double logAbsDet(double[][] a) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            int pivot = k;
            for (int i = k + 1; i < a.length; i++) {
                pivot = Math.abs(a[i][k]) > Math.abs(a[pivot][k]) ? i : pivot;
            }
            double[] row = a[pivot];
            a[pivot] = a[k];
            a[k] = row;
            sum += Math.log(Math.abs(row[k]));
            for (int i = k + 1; i < a.length; i++) {
                double factor = a[i][k] / row[k];
                if (factor != 0) {
                    for (int j = k + 1; j < a.length; j++) {
                        a[i][j] -= factor * row[j];
                    }
                }
            }
        }
        return sum;
    }
}
