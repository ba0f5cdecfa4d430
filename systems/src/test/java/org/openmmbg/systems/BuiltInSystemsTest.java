package org.openmmbg.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openmmbg.coordinates.InternalCoordinates;
import org.openmmbg.coordinates.TorsionKind;
import org.openmmbg.coordinates.ZMatrix;
import org.openmmbg.openmm.BatchEvaluator;
import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.openmm.system.Force;

class BuiltInSystemsTest {
    /** The relative difference of OpenMM 7.3's and 7.7's Coulomb constants is 1.2e-8. */
    private static final double RELATIVE = 1e-6;

    private final MolecularSystem dipeptide = SystemRegistry.builtIn().load("alanine-dipeptide");

    @Test
    void energiesAreThoseOfOpenMm() throws IOException {
        String json = Files.readString(TestFiles.path("ala2/ala2-energies.json"));
        Map<String, Double> expected = new LinkedHashMap<>();
        Matcher entry = Pattern.compile("\"(\\w+Force)\": (-?[0-9.e+-]+)").matcher(json);
        while (entry.find()) {
            expected.put(entry.group(1), Double.valueOf(entry.group(2)));
        }
        assertThat(expected).hasSize(5);
        try (BatchEvaluator evaluator = evaluator()) {
            Map<String, Double> actual =
                    evaluator.energyByForce(TestFiles.ala2().models().get(0));
            assertThat(actual.keySet()).isEqualTo(expected.keySet());
            expected.forEach((force, energy) ->
                    assertThat(actual.get(force)).as(force).isCloseTo(energy, within(RELATIVE * Math.abs(energy))));
        }
    }

    @Test
    void atomsAreThoseOfTheReferenceFile() {
        assertThat(dipeptide.topology().atoms())
                .isEqualTo(TestFiles.ala2().topology().atoms());
        assertThat(dipeptide.topology().residues())
                .isEqualTo(TestFiles.ala2().topology().residues());
        assertThat(dipeptide.topology().bonds()).hasSize(21);
        assertThat(dipeptide.system().forces())
                .extracting(Force::openMmName)
                .containsExactly(
                        "HarmonicBondForce",
                        "HarmonicAngleForce",
                        "PeriodicTorsionForce",
                        "NonbondedForce",
                        "GBSAOBCForce");
        assertThat(dipeptide.system().constraints()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void theReferenceStructureIsAMinimumOfTheEnergy(String name) {
        MolecularSystem molecule = SystemRegistry.builtIn().load(name);
        try (BatchEvaluator evaluator =
                BatchEvaluator.create(OpenMmLibrary.load(), molecule.system(), "Reference", 1)) {
            double[] gradient = new double[3 * molecule.topology().atomCount()];
            evaluator.evaluate(1, molecule.referencePositions(), new double[1], gradient);
            double sum = 0;
            for (double g : gradient) {
                sum += g * g;
            }
            // Three decimals of an ångström leave about k · 5e-5 nm / √3 of each stiff bond's force, and a cutoff,
            // which
            // BPTI has, its steps.
            assertThat(Math.sqrt(sum / gradient.length)).isLessThan(name.equals("bpti") ? 30 : 20);
        }
        assertThat(molecule.targetRule().accepts(molecule.referencePositions(), 0))
                .isTrue();
    }

    static List<String> names() {
        return SystemRegistry.builtIn().molecules().stream()
                .map(SystemRegistry.Summary::name)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "alanine-dipeptide-ff96-obc1, 22, 1, 2",
        "alanine-tetrapeptide, 42, 3, 4",
        "alanine-hexapeptide, 62, 5, 6",
        // Glycines have no handedness, and the bond before proline may be cis.
        "chignolin, 138, 7, 8",
        // 58 residues, six glycines, four prolines.
        "bpti, 892, 52, 53",
    })
    void peptidesAreWhatTheirNamesSay(String name, int atoms, int centres, int transBonds) {
        MolecularSystem molecule = SystemRegistry.builtIn().load(name);
        assertThat(molecule.topology().atomCount()).isEqualTo(atoms);
        assertThat(molecule.targetRule().centres()).hasSize(centres);
        assertThat(molecule.targetRule().transBonds()).hasSize(transBonds);
        assertThat(molecule.system().constraints()).isEmpty();
    }

    @Test
    void theVacuumSystemIsTheSameWithoutSolvent() {
        MolecularSystem vacuum = SystemRegistry.builtIn().load("alanine-dipeptide-vacuum");
        assertThat(vacuum.system().forces())
                .isEqualTo(dipeptide.system().forces().subList(0, 4));
        assertThat(vacuum.topology()).isEqualTo(dipeptide.topology());
    }

    @Test
    void knowsItsTorsions() {
        assertThat(dipeptide.observables()).extracting(TorsionObservable::name).containsExactly("phi", "psi");
        double[] x = dipeptide.referencePositions();
        // mdtraj 1.9.7 compute_phi and compute_psi on the built-in's PDB file.
        assertThat(dipeptide.observables().get(0).value(x, 0)).isCloseTo(-1.29259, offset(1e-4));
        assertThat(dipeptide.observables().get(1).value(x, 0)).isCloseTo(2.69866, offset(1e-4));
        assertThat(dipeptide.zMatrix().atomCount()).isEqualTo(22);
        assertThat(dipeptide.layout().torsions())
                .filteredOn(t -> t.kind() == TorsionKind.PERIODIC)
                .hasSize(5);
        assertThat(dipeptide.allowCis().layout().torsions())
                .filteredOn(t -> t.kind() == TorsionKind.PERIODIC)
                .hasSize(7);
        assertThat(dipeptide.allowCis().targetRule().transBonds()).isEmpty();
        assertThat(dipeptide.equivalentHydrogens().swappablePairs()).hasSize(3);
        assertThat(dipeptide.temperature()).isEqualTo(300);
        assertThat(dipeptide.atTemperature(1000).temperature()).isEqualTo(1000);
    }

    @Test
    void internalCoordinatesHoldPhiAndPsiThemselves() {
        InternalCoordinates coordinates = new InternalCoordinates(dipeptide.zMatrix());
        double[] x = dipeptide.referencePositions();
        double[] q = new double[coordinates.dimension()];
        coordinates.toInternal(0, 1, x, q, null);
        for (TorsionObservable t : dipeptide.observables()) {
            double[] found = IntStream.range(3, 22)
                    .filter(i -> {
                        ZMatrix.Row row = dipeptide.zMatrix().rows().get(i);
                        return Set.of(row.atom(), row.bondAtom(), row.angleAtom(), row.torsionAtom())
                                .equals(Set.of(t.i(), t.j(), t.k(), t.l()));
                    })
                    .mapToDouble(i -> q[coordinates.torsionOffset() + i - 3])
                    .toArray();
            assertThat(found).containsExactly(new double[] {t.value(x, 0)}, within(1e-12));
        }
        double[] again = new double[66];
        coordinates.toCartesian(0, 1, q, again, null);
        // Bonded distances survive the way there and back.
        for (Topology.Bond bond : dipeptide.topology().bonds()) {
            assertThat(distance(again, bond)).isCloseTo(distance(x, bond), within(1e-12));
        }
        assertThat(dipeptide.targetRule().accepts(again, 0)).isTrue();
    }

    private static double distance(double[] x, Topology.Bond bond) {
        int i = 3 * bond.first();
        int j = 3 * bond.second();
        return Math.hypot(Math.hypot(x[i] - x[j], x[i + 1] - x[j + 1]), x[i + 2] - x[j + 2]);
    }

    @Test
    void theListNamesEverySystemAndEachLoads() {
        SystemRegistry registry = SystemRegistry.builtIn();
        assertThat(registry.systems()).extracting(SystemRegistry.Summary::name).contains("alanine-dipeptide");
        for (SystemRegistry.Summary summary : registry.systems()) {
            SampledSystem system = registry.find(summary.name());
            assertThat(system.name()).isEqualTo(summary.name());
            assertThat(system.description()).isEqualTo(summary.description()).isNotBlank();
            assertThat(system.source()).containsAnyOf("Force field", "Science 365");
        }
    }

    @Test
    void unknownNamesAreAnsweredWithTheClosest() {
        SystemRegistry registry = SystemRegistry.builtIn();
        assertThatThrownBy(() -> registry.load("alanin-dipeptid"))
                .isInstanceOf(UnknownSystemException.class)
                .hasMessage("unknown system 'alanin-dipeptid'; did you mean alanine-dipeptide or alanine-hexapeptide?"
                        + " 'systems list' names them all");
        assertThatThrownBy(() -> registry.load("ALANINE"))
                .isInstanceOfSatisfying(
                        UnknownSystemException.class,
                        e -> assertThat(e.closest())
                                .containsExactly("alanine-dipeptide", "alanine-hexapeptide", "alanine-tetrapeptide"));
        assertThatThrownBy(() -> registry.load("xyz"))
                .hasMessage("unknown system 'xyz'; 'systems list' names them all");
        assertThatThrownBy(() -> registry.load("")).isInstanceOf(UnknownSystemException.class);
    }

    private BatchEvaluator evaluator() {
        return BatchEvaluator.create(OpenMmLibrary.load(), dipeptide.system(), "Reference", 1);
    }
}
