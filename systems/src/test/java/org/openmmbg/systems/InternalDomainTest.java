package org.openmmbg.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openmmbg.coordinates.InternalCoordinates;
import org.openmmbg.coordinates.InternalDomain;
import org.openmmbg.coordinates.TorsionKind;
import org.openmmbg.coordinates.TorsionRange;
import org.openmmbg.coordinates.ZMatrix;
import org.openmmbg.dynamics.LangevinDynamics;
import org.openmmbg.dynamics.NoiseKey;
import org.openmmbg.dynamics.Thermostat;
import org.openmmbg.dynamics.Walkers;
import org.openmmbg.openmm.BatchEvaluator;
import org.openmmbg.openmm.OpenMmLibrary;

/** The intervals of torsions: what molecular dynamics visits lies inside, other molecules lie outside. */
class InternalDomainTest {
    private static final MolecularSystem DIPEPTIDE = SystemRegistry.builtIn().load("alanine-dipeptide");

    @ParameterizedTest
    @MethodSource("smallMolecules")
    void dynamicsStaysInside(String name) {
        MolecularSystem molecule = SystemRegistry.builtIn().load(name);
        int walkers = 2;
        int size = 3 * molecule.topology().atomCount();
        InternalCoordinates coordinates = new InternalCoordinates(molecule.zMatrix());
        InternalDomain domain =
                new InternalDomain(coordinates, molecule.layout().torsions());
        double[] start = new double[walkers * size];
        for (int w = 0; w < walkers; w++) {
            System.arraycopy(molecule.referencePositions(), 0, start, w * size, size);
        }
        int[] frames = {0};
        try (BatchEvaluator evaluator =
                BatchEvaluator.create(OpenMmLibrary.load(), molecule.system(), "Reference", walkers)) {
            // Hotter than any seed.
            LangevinDynamics dynamics = new LangevinDynamics(
                    new OpenMmPotential(evaluator, 500).particleSystem(),
                    new Thermostat(500, 0.001, 20),
                    NoiseKey.langevin(11));
            Walkers state = dynamics.start(walkers, start, 0);
            dynamics.run(state, 1000, 20, frame -> {
                double[] q = new double[walkers * coordinates.dimension()];
                coordinates.toInternal(0, walkers, frame.positions(), q, null);
                for (int w = 0; w < walkers; w++) {
                    int at = w * coordinates.dimension();
                    domain.wrap(q, at);
                    assertThat(outside(molecule, q, at)).isEmpty();
                    assertThat(domain.contains(q, at)).isTrue();
                    frames[0]++;
                }
            });
        }
        assertThat(frames[0]).isGreaterThanOrEqualTo(100);
    }

    static List<String> smallMolecules() {
        return SystemRegistry.builtIn().molecules().stream()
                .map(SystemRegistry.Summary::name)
                .filter(name -> name.startsWith("alanine") || name.equals("chignolin"))
                .toList();
    }

    private static List<String> outside(MolecularSystem molecule, double[] q, int at) {
        InternalCoordinates coordinates = new InternalCoordinates(molecule.zMatrix());
        return IntStream.range(0, coordinates.torsionCount())
                .filter(i -> {
                    TorsionRange range = molecule.layout().torsions().get(i);
                    return Math.abs(q[at + coordinates.torsionOffset() + i] - range.centre()) > range.halfWidth();
                })
                .mapToObj(i -> {
                    ZMatrix.Row row = molecule.zMatrix().rows().get(i + 3);
                    return molecule.topology().describe(row.atom()) + " about "
                            + molecule.topology().describe(row.bondAtom()) + ": "
                            + q[at + coordinates.torsionOffset() + i];
                })
                .toList();
    }

    @Test
    void theDipeptidesHalfCirclesAreThoseOfItsHandednessAndPlanes() {
        List<ZMatrix.Row> rows = DIPEPTIDE.zMatrix().rows();
        int handed = 0;
        int planes = 0;
        for (int i = 3; i < rows.size(); i++) {
            TorsionRange range = DIPEPTIDE.layout().torsions().get(i - 3);
            if (range.kind() == TorsionKind.PERIODIC) {
                continue;
            }
            assertThat(range.halfWidth()).isEqualTo(Math.PI / 2);
            int bonds = DIPEPTIDE
                    .topology()
                    .neighbours()
                    .get(rows.get(i).bondAtom())
                    .size();
            if (bonds == 4) {
                assertThat(Math.abs(range.centre())).isEqualTo(Math.PI / 2);
                handed++;
            } else {
                assertThat(range.centre()).isEqualTo(Math.PI);
                planes++;
            }
        }
        // CB and HA of the alpha carbon, two hydrogens of each of three methyls; two omegas, two H of N, two O of C.
        assertThat(handed).isEqualTo(8);
        assertThat(planes).isEqualTo(6);
    }

    @Test
    void otherMoleculesLieOutside() {
        double[] reference = DIPEPTIDE.referencePositions();
        assertThat(contains(reference)).isTrue();
        double[] mirror = reference.clone();
        for (int i = 0; i < mirror.length; i += 3) {
            mirror[i] = -mirror[i];
        }
        assertThat(contains(mirror)).isFalse();
        for (List<Integer> pair : DIPEPTIDE.equivalentHydrogens().swappablePairs()) {
            double[] swapped = reference.clone();
            for (int d = 0; d < 3; d++) {
                swapped[3 * pair.get(0) + d] = reference[3 * pair.get(1) + d];
                swapped[3 * pair.get(1) + d] = reference[3 * pair.get(0) + d];
            }
            assertThat(contains(swapped)).isFalse();
        }
        Topology topology = DIPEPTIDE.topology();
        assertThat(contains(Ala2.turn(reference, topology.find(0, "C"), topology.find(1, "N"), Math.PI)))
                .isFalse();
        assertThat(contains(Ala2.turn(reference, topology.find(1, "N"), topology.find(1, "CA"), Math.PI)))
                .isTrue();
    }

    private static boolean contains(double[] x) {
        InternalCoordinates coordinates = new InternalCoordinates(DIPEPTIDE.zMatrix());
        InternalDomain domain =
                new InternalDomain(coordinates, DIPEPTIDE.layout().torsions());
        double[] q = new double[coordinates.dimension()];
        coordinates.toInternal(0, 1, x, q, null);
        domain.wrap(q, 0);
        return domain.contains(q, 0);
    }

    @Test
    void confinedTorsionsSpeakOfTheStructureAlone() {
        assertThat(Confinement.plane().range(0.4).centre()).isZero();
        assertThat(Confinement.plane().range(-2.9).centre()).isEqualTo(Math.PI);
        assertThat(Confinement.handed().range(-2.2).centre()).isEqualTo(-Math.PI / 2);
        // Opposite neighbours of an octahedron's centre.
        assertThat(Confinement.handed().range(3.1).centre()).isEqualTo(Math.PI);
        // The flat ring lies half-way between two puckers.
        TorsionRange pucker = Confinement.ring(5, 0.6).range(-1.5);
        assertThat(pucker.centre()).isCloseTo(-2.1, within(1e-12));
        assertThat(pucker.halfWidth()).isEqualTo(Math.PI / 2);
        assertThat(Confinement.ring(8, 1.6).range(1.6).halfWidth()).isEqualTo(Math.PI);
        assertThat(Confinement.ring(3, Double.NaN).range(1.8).centre()).isEqualTo(1.8);
    }
}
