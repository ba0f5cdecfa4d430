package org.openmmbg.openmm.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openmmbg.openmm.Ala2;
import org.openmmbg.openmm.BatchEvaluator;
import org.openmmbg.openmm.Damage;
import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.openmm.system.CutoffMethod;
import org.openmmbg.openmm.system.GbsaObcForce;
import org.openmmbg.openmm.system.HarmonicBondForce;
import org.openmmbg.openmm.system.NonbondedForce;
import org.openmmbg.openmm.system.SystemSpec;

class SystemXmlTest {
    @TempDir
    Path folder;

    @Test
    void readsWhatOpenMm77Wrote() {
        SystemSpec system = Ala2.system();
        assertThat(system.particleCount()).isEqualTo(22);
        assertThat(system.masses()).startsWith(12.01078, 15.99943);
        assertThat(system.constraints()).isEmpty();
        assertThat(system.boxVectors()).containsExactly(2.0, 0.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 2.0);
        assertThat(system.forceNames())
                .containsExactly(
                        "HarmonicBondForce",
                        "HarmonicAngleForce",
                        "PeriodicTorsionForce",
                        "NonbondedForce",
                        "GBSAOBCForce");
        assertThat(((HarmonicBondForce) system.forces().get(0)).bonds())
                .hasSize(21)
                .startsWith(new HarmonicBondForce.Bond(0, 2, 0.1522, 265265.6));
        NonbondedForce nonbonded = (NonbondedForce) system.forces().get(3);
        assertThat(nonbonded.method()).isEqualTo(NonbondedForce.Method.NO_CUTOFF);
        assertThat(nonbonded.reactionFieldDielectric()).isOne();
        assertThat(nonbonded.exceptions()).hasSize(98);
        assertThat(((GbsaObcForce) system.forces().get(4)).solventDielectric()).isEqualTo(78.3);
    }

    @Test
    void whatIsWrittenReadsBackTheSame() {
        SystemSpec system = withCutoffs(Ala2.system());
        Path file = folder.resolve("system.xml");
        SystemXmlWriter.write(system, file);
        assertThat(SystemXmlReader.read(file)).isEqualTo(system);
        SystemXmlWriter.write(Ala2.system(), file);
        assertThat(SystemXmlReader.read(file)).isEqualTo(Ala2.system());
        assertThat(folder).isDirectoryContaining(f -> f.equals(file)).isDirectoryNotContaining(f -> !f.equals(file));
    }

    @Test
    void writingWhereNothingCanBeWrittenSaysSo() {
        assertThatThrownBy(() -> SystemXmlWriter.write(Ala2.system(), folder.resolve("none/system.xml")))
                .isInstanceOf(SystemXmlException.class)
                .hasMessageContaining("cannot be written");
    }

    @Test
    void readsOldFormatsWithTheirDefaults() throws IOException {
        String old = ala2().replaceAll(
                        " (name|usesPeriodic|openmmVersion|exceptionsUsePeriodic|includeDirectSpace)=\"[^\"]*\"", "")
                .replaceAll(" lj\\w+=\"[^\"]*\"| surfaceAreaEnergy=\"[^\"]*\"", "")
                .replaceAll("<(GlobalParameters|ParticleOffsets|ExceptionOffsets)/>", "")
                .replace("version=\"2\"", "version=\"1\"")
                .replace("version=\"4\"", "version=\"1\"");
        assertThat(read(old)).isEqualTo(Ala2.system());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void damageIsNamedWithFileAndLine(String what, String target, String replacement, String expected)
            throws IOException {
        String xml = ala2();
        String damaged = Pattern.compile(target, Pattern.DOTALL).matcher(xml).replaceFirst(replacement);
        assertThat(damaged).as("the damage was done").isNotEqualTo(xml);
        assertThatThrownBy(() -> read(damaged))
                .isInstanceOf(SystemXmlException.class)
                .hasMessageStartingWith(folder.resolve("damaged.xml").toString())
                .hasMessageContaining(expected)
                .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1).hasSizeLessThan(500));
    }

    static Stream<Arguments> damages() {
        String lastForce = "<Force cutoff=";
        return Stream.of(
                Arguments.of("empty file", ".*", "", "not well-formed"),
                Arguments.of("not XML", ".*", "ATOM      1  N   ALA", "line 1: not well-formed"),
                Arguments.of("truncated", "<Angles>.*", "", "not well-formed"),
                Arguments.of("unterminated comment", "<Angles>", "<Angles><!-- ", "not well-formed"),
                Arguments.of("mismatched tags", "</Angles>", "</Angels>", "not well-formed"),
                Arguments.of("text among elements", "<Angles>", "<Angles>none", "text"),
                Arguments.of("a second root", "$", "<System/>", "not well-formed"),
                Arguments.of("a document type", "<System", "<!DOCTYPE System []><System", "line 2: document types"),
                Arguments.of(
                        "an external entity",
                        "<System",
                        "<!DOCTYPE System [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><System",
                        "document types"),
                Arguments.of("an undeclared entity", "<Angles>", "<Angles>&e;", "not"),
                Arguments.of("another root", ".*", "<State/>", "the root element is <State>, but <System> is needed"),
                Arguments.of("an Integrator", ".*", "<Integrator type=\"VerletIntegrator\"/>", "<Integrator>"),
                Arguments.of("wrong type of System", "type=\"System\"", "type=\"State\"", "\"System\" is needed"),
                Arguments.of("a newer System", "version=\"1\"", "version=\"2\"", "the format of System has version 2"),
                Arguments.of("no version", " version=\"1\"", "", "lacks the attribute \"version\""),
                Arguments.of(
                        "no box",
                        "<PeriodicBoxVectors>.*</PeriodicBoxVectors>",
                        "",
                        "<System> lacks the element <PeriodicBoxVectors>"),
                Arguments.of("a box of two vectors", "<B [^>]*>", "", "line 6: <PeriodicBoxVectors> must hold"),
                Arguments.of("a skewed box", "<A x=\"2\" y=\"0\"", "<A x=\"2\" y=\"1\"", "a must lie along x"),
                Arguments.of("a flat box", "<A x=\"2\"", "<A x=\"0\"", "not in reduced form"),
                Arguments.of("no particles", "<Particles>.*?</Particles>", "<Particles/>", "it has no particles"),
                Arguments.of(
                        "a lost particle",
                        "<Particle mass=\"12.01078\"/>",
                        "",
                        "particle 21 does not exist; the System has 21"),
                Arguments.of(
                        "a mass that is no number",
                        "mass=\"12.01078\"",
                        "mass=\"heavy\"",
                        "line 9: <Particle mass=\"heavy\">"),
                Arguments.of("a Java number", "mass=\"12.01078\"", "mass=\"0x1p3\"", "a finite number is needed"),
                Arguments.of("an overflowing mass", "mass=\"12.01078\"", "mass=\"1e999\"", "a finite number is needed"),
                Arguments.of("NaN", "mass=\"12.01078\"", "mass=\"nan\"", "a finite number is needed"),
                Arguments.of("a negative mass", "mass=\"12.01078\"", "mass=\"-1\"", "particle 0: mass = -1.0"),
                Arguments.of("no mass", " mass=\"12.01078\"", "", "<Particle> lacks the attribute \"mass\""),
                Arguments.of(
                        "a virtual site of another kind",
                        "mass=\"12.01078\"/>",
                        "mass=\"0\"><LocalCoordinatesSite p1=\"1\" p2=\"2\" pos1=\"0\"/></Particle>",
                        "the virtual site LocalCoordinatesSite is not supported"),
                Arguments.of(
                        "a constraint to nowhere",
                        "<Constraints/>",
                        "<Constraints><Constraint d=\"1\" p1=\"0\" p2=\"22\"/></Constraints>",
                        "constraint 0: particle 22 does not exist"),
                Arguments.of(
                        "an index out of range",
                        "p1=\"0\" p2=\"2\"",
                        "p1=\"0\" p2=\"99\"",
                        "HarmonicBondForce (force 0), bond 0: particle 99"),
                Arguments.of(
                        "a negative index", "p1=\"0\" p2=\"2\"", "p1=\"-1\" p2=\"2\"", "particle -1 does not exist"),
                Arguments.of(
                        "an overflowing index",
                        "p1=\"0\" p2=\"2\"",
                        "p1=\"4294967296\" p2=\"2\"",
                        "a whole number is needed"),
                Arguments.of("a bond to itself", "p1=\"0\" p2=\"2\"", "p1=\"2\" p2=\"2\"", "particle 2 is named twice"),
                Arguments.of(
                        "a fraction as an index",
                        "p1=\"0\" p2=\"2\"",
                        "p1=\"0.5\" p2=\"2\"",
                        "a whole number is needed"),
                Arguments.of("a periodicity of 0", "periodicity=\"\\d\"", "periodicity=\"0\"", "periodicity = 0"),
                Arguments.of("an angle beyond pi", " a=\"[^\"]*\"", " a=\"109.5\"", "angle = 109.5"),
                Arguments.of("no flag", " usesPeriodic=\"0\"", "", "lacks the attribute \"usesPeriodic\""),
                Arguments.of("a flag that is none", "usesPeriodic=\"0\"", "usesPeriodic=\"maybe\"", "0 or 1 is needed"),
                Arguments.of("an unknown method", "method=\"0\"", "method=\"6\"", "0 to 5 is needed"),
                Arguments.of(
                        "a cutoff too large for the box",
                        "cutoff=\"1\"([^>]*) method=\"0\"",
                        "cutoff=\"1.1\"$1 method=\"2\"",
                        "at most half the box, 1.0 nm"),
                Arguments.of(
                        "a switch beyond the cutoff",
                        "method=\"0\"([^>]*)switchingDistance=\"-1\"([^>]*)useSwitchingFunction=\"0\"",
                        "method=\"1\"$1switchingDistance=\"2\"$2useSwitchingFunction=\"1\"",
                        "switching distance = 2.0"),
                Arguments.of(
                        "periodic exceptions",
                        "exceptionsUsePeriodic=\"0\"",
                        "exceptionsUsePeriodic=\"1\"",
                        "exceptionsUsePeriodic"),
                Arguments.of(
                        "no direct space",
                        "includeDirectSpace=\"1\"",
                        "includeDirectSpace=\"0\"",
                        "includeDirectSpace"),
                Arguments.of(
                        "reciprocal space elsewhere",
                        "recipForceGroup=\"-1\"",
                        "recipForceGroup=\"1\"",
                        "set it to -1"),
                Arguments.of("a force group too many", "forceGroup=\"0\"", "forceGroup=\"32\"", "force group = 32"),
                Arguments.of(
                        "a list twice", "<Constraints/>", "<Constraints/><Constraints/>", "a second <Constraints>"),
                Arguments.of("a list too few", "<ParticleOffsets/>", "", "<Force> lacks the element <ParticleOffsets>"),
                Arguments.of(
                        "an exception twice",
                        "<Exceptions>(\\s*<Exception [^>]*>)",
                        "<Exceptions>$1$1",
                        "already have one"),
                Arguments.of("a negative sigma", "sig=\"", "sig=\"-", "sigma = -"),
                Arguments.of(
                        "an unknown force",
                        "type=\"GBSAOBCForce\"",
                        "type=\"GayBerneForce\"",
                        "the force GayBerneForce is not supported; supported are HarmonicBondForce, "),
                Arguments.of(
                        "a barostat",
                        lastForce,
                        "<Force type=\"MonteCarloBarostat\" version=\"1\"/><Force cutoff=",
                        "MonteCarloBarostat is not supported; it acts in OpenMM's own integrators alone"),
                Arguments.of("a force without a type", "type=\"GBSAOBCForce\"", "", "lacks the attribute \"type\""),
                Arguments.of(
                        "a newer force",
                        "version=\"4\"",
                        "version=\"5\"",
                        "NonbondedForce has version 5; versions 1 to 4"),
                Arguments.of("an unknown element", "<Constraints/>", "<Lasers/>", "unknown element <Lasers>"));
    }

    @Test
    void aMissingFileIsNamed() {
        Path none = folder.resolve("none.xml");
        assertThatThrownBy(() -> SystemXmlReader.read(none))
                .isInstanceOf(SystemXmlException.class)
                .hasMessage(none + ": there is no such file");
    }

    @Test
    void onlyUtf8IsReadWithOrWithoutItsMark() throws IOException {
        assertThat(read("\uFEFF" + ala2())).isEqualTo(Ala2.system());
        for (var other : List.of(StandardCharsets.UTF_16, StandardCharsets.ISO_8859_1)) {
            assertThatThrownBy(() ->
                            read(ala2().replace("HarmonicBond", "Härmonic").getBytes(other)))
                    .isInstanceOf(SystemXmlException.class)
                    .hasMessageContaining("it is not UTF-8 text");
        }
    }

    /** Whatever passes the reader must be safe to hand to OpenMM. */
    @Test
    void randomDamageIsRefusedOrHarmless() throws IOException {
        long seed = 20261123L;
        System.out.println("SystemXmlTest.randomDamageIsRefusedOrHarmless: seed " + seed);
        String whole = ala2();
        List<SystemSpec> accepted = new ArrayList<>();
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            try {
                accepted.add(read(Damage.of(whole, seed, i)));
            } catch (SystemXmlException e) {
                refused++;
                assertThat(e.getMessage()).startsWith(folder.toString()).hasLineCount(1);
            }
        }
        assertThat(refused).isGreaterThan(100);
        assertThat(accepted).hasSizeGreaterThan(20);
        double[] positions = Ala2.positions();
        double[] energy = new double[1];
        for (int i = 0; i < accepted.size(); i++) {
            String platform = i % 2 == 0 ? "Reference" : "CPU";
            try (BatchEvaluator evaluator = BatchEvaluator.create(OpenMmLibrary.load(), accepted.get(i), platform, 1)) {
                evaluator.evaluate(1, positions, energy, null);
            }
        }
    }

    private static String ala2() throws IOException {
        return Files.readString(Ala2.file("ala2-openmm77.xml"));
    }

    private SystemSpec read(String xml) throws IOException {
        return read(xml.getBytes(StandardCharsets.UTF_8));
    }

    private SystemSpec read(byte[] xml) throws IOException {
        Path file = folder.resolve("damaged.xml");
        Files.write(file, xml);
        return SystemXmlReader.read(file);
    }

    /** The same System with every optional number at a value of its own. */
    private static SystemSpec withCutoffs(SystemSpec system) {
        NonbondedForce n = (NonbondedForce) system.forces().get(3);
        GbsaObcForce g = (GbsaObcForce) system.forces().get(4);
        return new SystemSpec(
                system.masses(),
                List.of(new SystemSpec.Constraint(2, 3, 0.109)),
                List.of(
                        new NonbondedForce(
                                NonbondedForce.Method.PME, 0.9, 2.5, 0.7, 1e-5, false, n.particles(), n.exceptions()),
                        new GbsaObcForce(CutoffMethod.CUTOFF_PERIODIC, 0.8, 2, 80, 1.0 / 3, g.particles())),
                List.of(3.0, 0.0, 0.0, 0.1, 4.0, 0.0, 0.2, 0.3, 5.0));
    }
}
