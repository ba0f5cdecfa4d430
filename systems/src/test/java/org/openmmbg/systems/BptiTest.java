package org.openmmbg.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openmmbg.coordinates.MixedCoordinates;
import org.openmmbg.coordinates.MixedDomain;
import org.openmmbg.openmm.BatchEvaluator;
import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.systems.trajectory.Frames;

/** The built-in protein: its mixed coordinates at the configurations that come with it. */
class BptiTest {
    private static final MolecularSystem BPTI = SystemRegistry.builtIn().load("bpti");
    private static final MixedLayout LAYOUT = Objects.requireNonNull(BPTI.mixedLayout());
    private static final Frames SEEDS = Objects.requireNonNull(BPTI.shippedSeeds());
    private static final int WIDTH = 3 * BPTI.topology().atomCount();

    /** Enough for every configuration to be its own, few enough for a fast fit. */
    private static final int ROWS = 100;

    private static final double[] POSITIONS = IntStream.range(0, ROWS)
            .mapToObj(row -> {
                int from = row * (SEEDS.count() / ROWS) * WIDTH;
                return Arrays.copyOfRange(SEEDS.positions(), from, from + WIDTH);
            })
            .flatMapToDouble(Arrays::stream)
            .toArray();

    private static final MixedCoordinates COORDINATES =
            new MixedCoordinates(LAYOUT.zMatrix(), BPTI.referencePositions(), ROWS, POSITIONS);

    @Test
    void backboneAndBridgesArePlacedByPositions() {
        Topology topology = BPTI.topology();
        List<String> names = LAYOUT.zMatrix().cartesian().stream()
                .map(atom -> topology.atoms().get(atom).name())
                .toList();
        assertThat(names).hasSize(3 * 58 + 2 * 6);
        assertThat(names).filteredOn("SG"::equals).hasSize(6);
        assertThat(names).filteredOn("CB"::equals).hasSize(6);
        assertThat(LAYOUT.zMatrix().atomCount()).isEqualTo(892);
        assertThat(COORDINATES.dimension()).isEqualTo(3 * 892 - 6);
        LAYOUT.zMatrix().rows().forEach(row -> {
            assertThat(topology.neighbours().get(row.atom())).contains(row.bondAtom());
            assertThat(topology.neighbours().get(row.bondAtom())).contains(row.angleAtom());
        });
    }

    @Test
    void shippedConfigurationsAreOfTheEnsemble() {
        assertThat(SEEDS.count()).isEqualTo(1000);
        for (int frame = 0; frame < SEEDS.count(); frame++) {
            assertThat(BPTI.targetRule().accepts(SEEDS.positions(), frame * WIDTH))
                    .isTrue();
        }
        double[] energies = new double[ROWS];
        try (BatchEvaluator evaluator = BatchEvaluator.create(OpenMmLibrary.load(), BPTI.system(), "CPU", 2)) {
            new OpenMmPotential(evaluator, BPTI.temperature()).evaluate(ROWS, POSITIONS, energies, null);
        }
        // What the simulation printed: between -3,400 and -3,190 kT.
        assertThat(Arrays.stream(energies).boxed())
                .allSatisfy(u -> assertThat(u).isBetween(-3450.0, -3100.0));
    }

    @Test
    void configurationsComeBack() {
        double[] q = new double[ROWS * COORDINATES.dimension()];
        double[] logDet = new double[ROWS];
        COORDINATES.toInternal(0, ROWS, POSITIONS, q, logDet);
        double[] x = new double[ROWS * WIDTH];
        COORDINATES.toCartesian(0, ROWS, q, x, logDet);
        double[] again = new double[q.length];
        COORDINATES.toInternal(0, ROWS, x, again, null);
        double[] rounded = new double[x.length];
        COORDINATES.toCartesian(
                0, ROWS, Arrays.stream(q).map(value -> (float) value).toArray(), rounded, null);
        for (int i = 0; i < q.length; i++) {
            assertThat(again[i]).isCloseTo(q[i], within(1e-9));
        }
        for (int i = 0; i < x.length; i++) {
            assertThat(rounded[i]).isCloseTo(x[i], within(1e-5));
        }
        for (double value : logDet) {
            assertThat(value).isCloseTo(0, within(1e-9));
        }
        // Up to rigid motion: distances between atoms that are far from each other in the chain.
        for (int row = 0; row < ROWS; row++) {
            for (int atom = 0; atom < 892; atom++) {
                int other = (atom * 37 + 11) % 892;
                assertThat(distance(x, row, atom, other))
                        .isCloseTo(distance(POSITIONS, row, atom, other), within(1e-10));
            }
        }
    }

    private static double distance(double[] x, int row, int atom, int other) {
        double sum = 0;
        for (int axis = 0; axis < 3; axis++) {
            double delta = x[row * WIDTH + 3 * atom + axis] - x[row * WIDTH + 3 * other + axis];
            sum += delta * delta;
        }
        return Math.sqrt(sum);
    }

    @Test
    void configurationsLieInTheDomain() {
        MixedDomain domain = new MixedDomain(COORDINATES, LAYOUT.torsions());
        double[] positions = POSITIONS.clone();
        double[] q = new double[ROWS * COORDINATES.dimension()];
        EquivalentHydrogens hydrogens = BPTI.equivalentHydrogens();
        for (int row = 0; row < ROWS; row++) {
            hydrogens.canonicalise(positions, row * WIDTH);
        }
        COORDINATES.toInternal(0, ROWS, positions, q, null);
        for (int row = 0; row < ROWS; row++) {
            domain.wrap(q, row * COORDINATES.dimension());
            assertThat(domain.contains(q, row * COORDINATES.dimension())).isTrue();
        }
    }
}
