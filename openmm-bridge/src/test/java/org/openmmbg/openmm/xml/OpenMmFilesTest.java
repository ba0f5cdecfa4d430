package org.openmmbg.openmm.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openmmbg.openmm.BatchEvaluator;
import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.openmm.jna.OwnXmlReader;
import org.openmmbg.openmm.system.CmMotionRemover;
import org.openmmbg.openmm.system.NonbondedForce;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.openmm.system.VirtualSite;

/**
 * Files that OpenMM 7.7 wrote have the energies and forces it gave them: read by the bridge and built from the record;
 * and written again by the bridge and read by the embedded OpenMM 7.3.1 itself, which cannot read files of 7.7.
 */
class OpenMmFilesTest {
    private static final String FOLDER = "openmmbg.systemXmlFolder";
    private static final SystemXmlFolder OWN = new SystemXmlFolder(SystemXmlFolder.testData());

    private final OwnXmlReader ownReader = new OwnXmlReader();
    private final Map<String, Double> worst = new TreeMap<>();

    @TempDir
    Path temporary;

    static Stream<String> files() {
        return OWN.names();
    }

    @ParameterizedTest
    @MethodSource("files")
    void energiesAreThoseOfOpenMm77(String name) throws IOException {
        check(OWN, name);
    }

    @Test
    void groupsSitesConstraintsAndFrequenciesAreKept() {
        SystemSpec groups = SystemXmlReader.read(OWN.file("groups"));
        assertThat(groups.forceGroups()).containsExactly(3, 3, 31, 0);
        assertThat(groups.forces().get(3)).isEqualTo(new CmMotionRemover(7));
        SystemSpec sites = SystemXmlReader.read(OWN.file("virtual-sites"));
        assertThat(sites.virtualSites())
                .containsExactly(
                        new VirtualSite.TwoParticleAverage(3, 2, 4, 0.3, 0.7),
                        new VirtualSite.ThreeParticleAverage(5, 4, 6, 7, 0.5, 0.7, -0.2),
                        new VirtualSite.OutOfPlane(8, 7, 9, 6, 0.3, 0.4, 2.5));
        assertThat(sites.constraints()).containsExactly(new SystemSpec.Constraint(0, 1, 0.15));
        NonbondedForce pme = (NonbondedForce)
                SystemXmlReader.read(OWN.file("nonbonded-ljpme")).forces().get(0);
        assertThat(pme.method()).isEqualTo(NonbondedForce.Method.LJPME);
        assertThat(pme.pme()).isEqualTo(new NonbondedForce.PmeGrid(3.2, 24, 27, 25));
        assertThat(pme.dispersionPme()).isEqualTo(new NonbondedForce.PmeGrid(2.9, 20, 24, 25));
    }

    /** Makes the same check of another folder, such as src/test/python/reference_systems.py makes. */
    @Test
    @EnabledIfSystemProperty(named = FOLDER, matches = ".+")
    void energiesOfAWholeFolder() throws IOException {
        SystemXmlFolder folder = new SystemXmlFolder(Path.of(System.getProperty(FOLDER)));
        int count = 0;
        for (String name : folder.names().toList()) {
            check(folder, name);
            count++;
        }
        System.out.println("OpenMmFilesTest: " + count + " Systems, largest relative deviations:");
        worst.forEach((key, deviation) -> System.out.println(String.format(Locale.ROOT, "%-24s %.2e", key, deviation)));
        assertThat(count).isPositive();
    }

    private void check(SystemXmlFolder folder, String name) throws IOException {
        SystemSpec system = SystemXmlReader.read(folder.file(name));
        double[] positions = folder.numbers(name, "positions");
        double[] energy = new double[1];
        double[] gradient = new double[positions.length];
        try (BatchEvaluator evaluator = BatchEvaluator.create(OpenMmLibrary.load(), system, "Reference", 1)) {
            evaluator.evaluate(1, positions, energy, gradient);
            Map<String, Double> byForce = evaluator.energyByForce(positions);
            folder.byForce(name)
                    .forEach((force, expected) ->
                            compare(name, force, byForce.getOrDefault(force, Double.NaN), expected));
        }
        double total = folder.numbers(name, "total")[0];
        compare(name, "total", energy[0], total);
        double norm = folder.numbers(name, "force-norm")[0];
        compareNorm(name, "force norm", norm(gradient), norm);

        Path copy = temporary.resolve("copy.xml");
        SystemXmlWriter.write(system, copy);
        OwnXmlReader.Result result = ownReader.evaluate(Files.readString(copy), positions);
        compare(name, "written: total", result.energy(), total);
        compareNorm(name, "written: force norm", result.forceNorm(), norm);
        assertThat(result.energy()).isCloseTo(energy[0], within(1e-9 * Math.max(1, Math.abs(total))));
    }

    private void compare(String name, String what, double actual, double expected) {
        note(what, actual, expected);
        assertThat(actual).as("%s, %s", name, what).isCloseTo(expected, within(SystemXmlFolder.tolerance(expected)));
    }

    private void compareNorm(String name, String what, double actual, double expected) {
        note(what, actual, expected);
        assertThat(actual)
                .as("%s, %s", name, what)
                .isCloseTo(expected, within(SystemXmlFolder.normTolerance(name) * expected));
    }

    private void note(String what, double actual, double expected) {
        worst.merge(what, Math.abs(actual - expected) / Math.max(1, Math.abs(expected)), Math::max);
    }

    private static double norm(double[] vector) {
        double sum = 0;
        for (double component : vector) {
            sum += component * component;
        }
        return Math.sqrt(sum);
    }
}
