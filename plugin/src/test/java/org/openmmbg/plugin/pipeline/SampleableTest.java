package org.openmmbg.plugin.pipeline;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openmmbg.plugin.cli.TestData;

/** Forces that know where the molecule is, or see a box, of every kind that can. */
class SampleableTest {
    private static final Path PLAIN = TestData.file("ala2/ala2-openmm77.xml");

    @TempDir
    private Path folder;

    private static void prepare(Path system) {
        ConfigOverrides overrides = new ConfigOverrides();
        overrides.set("system.system_xml=" + system);
        overrides.set("system.pdb=" + TestData.file("ala2/ala2.pdb"));
        overrides.set("compute.platform=Reference");
        new GeneratorRun().prepare(ConfigLoader.create(Preset.QUICK, null, overrides));
    }

    private static void refused(Path system, String problem) {
        assertThatThrownBy(() -> prepare(system))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(problem)
                .message()
                .doesNotContain("\n");
    }

    /** Returns the dipeptide's System with one more force. */
    private Path with(String force) throws IOException {
        String text = Files.readString(PLAIN).replaceFirst("</Forces>", force + "</Forces>");
        return Files.writeString(folder.resolve("system.xml"), text);
    }

    private static String external(String energy) {
        return "<Force type='CustomExternalForce' version='1' forceGroup='0' energy='" + energy + "'>"
                + "<PerParticleParameters/><GlobalParameters/>"
                + "<Particles><Particle index='4'/><Particle index='8'/></Particles></Force>";
    }

    private static String compound(String energy, int periodic) {
        return "<Force type='CustomCompoundBondForce' version='3' forceGroup='0' particles='2' usesPeriodic='"
                + periodic
                + "' energy='" + energy + "'><PerBondParameters/><GlobalParameters/><EnergyParameterDerivatives/>"
                + "<Bonds><Bond p1='1' p2='10'/></Bonds><Functions/></Force>";
    }

    @Test
    void whatUsersHad() {
        refused(TestData.file("system-xml/field.xml"), "the CustomExternalForce of ala2 knows where the molecule is");
        refused(
                TestData.file("system-xml/custom-nonbonded-periodic.xml"),
                "the System of ala2 is periodic (CustomNonbondedForce)");
    }

    @Test
    void aMoleculeByItselfIsSampled() {
        assertThatCode(() -> prepare(PLAIN)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "x, moved along x",
        "10*z^2, a wall",
        "1e-3*y, weak",
        "step(x-1)*(x-1)^2, flat where the molecule is",
        "100*periodicdistance(x;y;z;0;0;0)^2, from a point in the box"
    })
    void placesOfSingleParticlesAreRefused(String energy, String kind) throws IOException {
        refused(
                with(external(energy.replace(';', ','))),
                "the CustomExternalForce of ala2 knows where the molecule is");
    }

    /** A place that is in the expression and not in the energy does no harm. */
    @ParameterizedTest
    @CsvSource({"3, constant", "x-x, nothing"})
    void energiesThatStayTheSameAreTaken(String energy, String kind) {
        assertThatCode(() -> prepare(with(external(energy)))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"(x1-x2)^2, turned", "z1, moved"})
    void placesInCompoundBondsAreRefused(String energy, String kind) throws IOException {
        refused(with(compound(energy, 0)), "the CustomCompoundBondForce of ala2 knows where the molecule is");
    }

    @Test
    void distancesInCompoundBondsAreTakenAndBoxesRefused() throws IOException {
        Path free = with(compound("20*(distance(p1,p2)-0.5)^2", 0));
        assertThatCode(() -> prepare(free)).doesNotThrowAnyException();
        refused(with(compound("20*(distance(p1,p2)-0.5)^2", 1)), "is periodic (CustomCompoundBondForce)");
    }

    @ParameterizedTest
    @CsvSource({"HarmonicBondForce", "HarmonicAngleForce", "PeriodicTorsionForce"})
    void bondsInABoxAreRefused(String kind) throws IOException {
        String text =
                Files.readString(PLAIN).replaceAll("(<Force[^>]*type=\"" + kind + "\"[^>]*usesPeriodic=\")0", "$11");
        refused(Files.writeString(folder.resolve("box.xml"), text), "is periodic (" + kind + ")");
    }
}
