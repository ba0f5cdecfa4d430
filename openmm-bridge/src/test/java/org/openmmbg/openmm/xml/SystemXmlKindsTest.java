package org.openmmbg.openmm.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openmmbg.openmm.BatchEvaluator;
import org.openmmbg.openmm.Damage;
import org.openmmbg.openmm.OpenMmException;
import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.openmm.TestSystems;
import org.openmmbg.openmm.TestSystems.Sample;
import org.openmmbg.openmm.system.CustomNonbondedForce;
import org.openmmbg.openmm.system.CustomParameters;
import org.openmmbg.openmm.system.Force;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.openmm.system.TabulatedFunction;

/** System XML of every kind of force, written and read again, and damaged in places of its own. */
class SystemXmlKindsTest {
    @TempDir
    Path folder;

    static Stream<Sample> samples() {
        return TestSystems.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatIsWrittenReadsBackTheSame(Sample sample) {
        assertThat(written(sample.system())).isEqualTo(sample.system());
    }

    @Test
    void everyKindOfForceHasASample() {
        Set<String> kinds = Arrays.stream(Force.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> sampled = TestSystems.all()
                .flatMap(sample -> sample.system().forces().stream())
                .map(force -> force.getClass().getSimpleName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(sampled).isEqualTo(kinds);
    }

    /** What 7.3 aborts at, should a newer version's number slip into what is written. */
    @ParameterizedTest
    @MethodSource("samples")
    void writesNoVersionThatOpenMm73DoesNotRead(Sample sample) throws IOException {
        Path file = folder.resolve("system.xml");
        SystemXmlWriter.write(sample.system(), file);
        Pattern type = Pattern.compile("<(?:Force|Function) [^>]*>");
        assertThat(type.matcher(Files.readString(file)).results().map(r -> r.group()))
                .isNotEmpty()
                .allSatisfy(tag -> assertThat(Integer.parseInt(tag.replaceAll(".* version=\"(\\d+)\".*", "$1")))
                        .isBetween(1, newestVersionOf73(tag.replaceAll(".* type=\"(\\w+)\".*", "$1"))));
    }

    /** From the serialisation proxies of OpenMM 7.3. */
    private static int newestVersionOf73(String type) {
        return switch (type) {
            case "NonbondedForce",
                    "CustomBondForce",
                    "CustomAngleForce",
                    "CustomTorsionForce",
                    "CustomCompoundBondForce",
                    "CustomCentroidBondForce" -> 3;
            case "CustomExternalForce", "CMMotionRemover" -> 1;
            default -> type.endsWith("Function") ? 1 : 2;
        };
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("damages")
    void damageIsNamedWithFileAndLine(String sample, String what, String target, String replacement, String expected)
            throws IOException {
        Path file = folder.resolve("damaged.xml");
        SystemXmlWriter.write(TestSystems.of(sample).system(), file);
        String xml = Files.readString(file);
        String damaged = Pattern.compile(target, Pattern.DOTALL).matcher(xml).replaceFirst(replacement);
        assertThat(damaged).as("the damage was done").isNotEqualTo(xml);
        Files.writeString(file, damaged);
        assertThatThrownBy(() -> SystemXmlReader.read(file))
                .isInstanceOf(SystemXmlException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(expected)
                .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1).hasSizeLessThan(500));
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                Arguments.of(
                        "custom-bond", "no expression", " energy=\"[^\"]*\"", "", "lacks the attribute \"energy\""),
                Arguments.of("custom-bond", "a lost parameter", " param3=\"[^\"]*\"", "", "attribute \"param3\""),
                Arguments.of(
                        "custom-bond",
                        "a parameter too many",
                        " param1=\"",
                        " param4=\"1\" param1=\"",
                        "\"param4\", but 3 parameters were named"),
                Arguments.of("custom-bond", "no particle", " p2=\"[^\"]*\"", "", "lacks the attribute \"p2\""),
                Arguments.of(
                        "custom-bond",
                        "parameters after their values",
                        "(<PerBondParameters>.*</PerBondParameters>)(.*)(</Force>)",
                        "$2$1$3",
                        "0 parameters were named"),
                Arguments.of(
                        "custom-bond",
                        "a global parameter without a value",
                        " default=\"[^\"]*\"",
                        "",
                        "lacks the attribute \"default\""),
                Arguments.of(
                        "custom-bond",
                        "no list of derivatives",
                        "<EnergyParameterDerivatives>.*</EnergyParameterDerivatives>",
                        "",
                        "lacks the element <EnergyParameterDerivatives>"),
                Arguments.of(
                        "custom-compound-bond",
                        "a huge number of particles",
                        " particles=\"4\"",
                        " particles=\"2147483647\"",
                        "lacks the attribute \"p5\""),
                Arguments.of(
                        "custom-compound-bond",
                        "a function of another kind",
                        "Continuous1DFunction",
                        "Continuous4DFunction",
                        "<Function type=\"Continuous4DFunction\">"),
                Arguments.of(
                        "custom-compound-bond",
                        "a newer function",
                        "(<Function [^>]*)version=\"1\"",
                        "$1version=\"3\"",
                        "Continuous1DFunction has version 3"),
                Arguments.of(
                        "custom-centroid-bond",
                        "a weight too few",
                        " weight=\"0.2\"",
                        "",
                        "<Group> has weights for 2 of its 3 particles"),
                Arguments.of(
                        "custom-nonbonded-tables",
                        "a size that is no whole number",
                        " xsize=\"\\d+\"",
                        " xsize=\"2.5\"",
                        "<Function xsize=\"2.5\">: a whole number is needed"),
                Arguments.of(
                        "custom-nonbonded-tables",
                        "a huge size",
                        " xsize=\"\\d+\"",
                        " xsize=\"1e300\"",
                        "a whole number"),
                Arguments.of(
                        "custom-nonbonded-tables",
                        "no values",
                        "<Values>.*?</Values>",
                        "",
                        "lacks the element <Values>"),
                Arguments.of(
                        "custom-nonbonded-groups", "half a group", "<Set2>.*?</Set2>", "", "lacks the element <Set2>"),
                Arguments.of(
                        "custom-nonbonded",
                        "computed values of 8.0",
                        "version=\"2\"([^>]*>)",
                        "version=\"3\"$1<ComputedValues><Value name=\"a\" expression=\"1\"/></ComputedValues>",
                        "computed values of CustomNonbondedForce"),
                Arguments.of(
                        "custom-nonbonded",
                        "a newer version",
                        "version=\"2\"",
                        "version=\"4\"",
                        "versions 1 to 3 are understood"),
                Arguments.of(
                        "custom-gb",
                        "an unknown sum",
                        "(<Value [^>]*) type=\"\\d\"",
                        "$1 type=\"3\"",
                        "<Value type=\"3\">: 0, 1 or 2"),
                Arguments.of("custom-gb", "a cutoff of another kind", " method=\"0\"", " method=\"3\"", "0, 1 or 2"),
                Arguments.of(
                        "cmap-torsion",
                        "a map too small",
                        "<Energy [^>]*>",
                        "",
                        "holds 35 energies, but size² is needed"),
                Arguments.of("cmap-torsion", "a huge map", " size=\"6\"", " size=\"65536\"", "holds 36 energies"),
                Arguments.of("cmap-torsion", "seven particles", " b4=\"\\d\"", "", "lacks the attribute \"b4\""),
                Arguments.of("rb-torsion", "no coefficient", " c5=\"[^\"]*\"", "", "lacks the attribute \"c5\""),
                Arguments.of(
                        "nonbonded-offsets",
                        "no name",
                        " parameter=\"lambda\"",
                        "",
                        "lacks the attribute \"parameter\""),
                Arguments.of("nonbonded-pme-grid", "no grid", " nx=\"24\"", " nx=\"many\"", "a whole number is needed"),
                Arguments.of(
                        "virtual-sites",
                        "two sites of one particle",
                        "(<TwoParticleAverageSite [^>]*>)",
                        "$1$1",
                        "unknown element <TwoParticleAverageSite>"),
                Arguments.of("virtual-sites", "no weight", " wc=\"[^\"]*\"", "", "lacks the attribute \"wc\""),
                Arguments.of("cm-motion-remover", "no frequency", " frequency=\"[^\"]*\"", "", "\"frequency\""));
    }

    /** From the serialisation proxies of OpenMM 8. */
    @Test
    void readsTheFormatOfOpenMm8() throws IOException {
        Sample sample = TestSystems.of("custom-nonbonded-tables");
        Path file = folder.resolve("system.xml");
        SystemXmlWriter.write(sample.system(), file);
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("<System ", "<System openmmVersion=\"8.5\" ")
                        .replaceFirst("version=\"2\"([^>]*>)", "version=\"3\" name=\"mine\"$1<ComputedValues/>"));
        assertThat(SystemXmlReader.read(file)).isEqualTo(sample.system());
    }

    /** A table is periodic from 7.5 on. */
    @Test
    void aPeriodicTableIsKept() {
        CustomNonbondedForce force = (CustomNonbondedForce)
                TestSystems.of("custom-nonbonded-tables").system().forces().get(0);
        TabulatedFunction.Continuous table =
                (TabulatedFunction.Continuous) force.parameters().functions().get(0);
        List<Double> values = new ArrayList<>(table.values());
        values.set(values.size() - 1, values.get(0));
        List<TabulatedFunction> functions = new ArrayList<>(force.parameters().functions());
        functions.set(0, new TabulatedFunction.Continuous(table.name(), table.ranges(), values, true));
        SystemSpec system = TestSystems.of("custom-nonbonded-tables").system();
        SystemSpec periodic = new SystemSpec(
                system.masses(),
                system.constraints(),
                List.of(new CustomNonbondedForce(
                        force.energy(),
                        new CustomParameters(force.parameters().perItem(), List.of(), functions, List.of()),
                        force.method(),
                        force.cutoff(),
                        force.switchingDistance(),
                        force.longRangeCorrection(),
                        force.particles(),
                        force.exclusions(),
                        force.groups())),
                system.boxVectors());
        assertThat(written(periodic)).isEqualTo(periodic);
    }

    /** Cut off after any tag, inside any tag or attribute, a file is never taken for a whole one. */
    @ParameterizedTest
    @MethodSource("samples")
    void truncatedFilesAreRefused(Sample sample) throws IOException {
        Path file = folder.resolve("truncated.xml");
        SystemXmlWriter.write(sample.system(), file);
        byte[] whole = Files.readAllBytes(file);
        int end = new String(whole, StandardCharsets.UTF_8).lastIndexOf('>');
        for (int length = 0; length <= end; length += 1 + length % 37) {
            InputStream in = new ByteArrayInputStream(whole, 0, length);
            assertThatThrownBy(() -> SystemXmlReader.read(in, file))
                    .isInstanceOf(SystemXmlException.class)
                    .satisfies(e -> assertThat(e.getMessage())
                            .startsWith(file.toString())
                            .hasLineCount(1)
                            .hasSizeLessThan(500));
        }
    }

    /** Whatever passes the reader must be safe to hand to OpenMM: an energy, a failed one, or a typed error. */
    @Test
    void randomDamageIsRefusedOrHarmless() throws IOException {
        long seed = 20261124L;
        System.out.println("SystemXmlKindsTest.randomDamageIsRefusedOrHarmless: seed " + seed);
        int number = 0;
        int refused = 0;
        int evaluated = 0;
        for (Sample sample : TestSystems.all().toList()) {
            Path file = folder.resolve("damaged.xml");
            SystemXmlWriter.write(sample.system(), file);
            String whole = Files.readString(file);
            for (int i = 0; i < 16; i++) {
                Files.write(file, Damage.of(whole, seed, number++));
                try {
                    evaluate(SystemXmlReader.read(file), sample.positions());
                    evaluated++;
                } catch (SystemXmlException e) {
                    refused++;
                    assertThat(e.getMessage()).startsWith(folder.toString()).hasLineCount(1);
                } catch (OpenMmException e) {
                    throw new AssertionError("checked, yet refused by OpenMM: " + Files.readString(file), e);
                }
            }
        }
        assertThat(refused).isGreaterThan(300);
        assertThat(evaluated).isGreaterThan(30);
    }

    private static void evaluate(SystemSpec system, double[] positions) {
        if (3 * system.particleCount() == positions.length) {
            try (BatchEvaluator evaluator = BatchEvaluator.create(OpenMmLibrary.load(), system, "Reference", 1)) {
                evaluator.evaluate(1, positions, new double[1], new double[positions.length]);
            }
        }
    }

    @Test
    void whiteSpaceInExpressionsIsSpace() throws IOException {
        Path file = folder.resolve("system.xml");
        SystemXmlWriter.write(TestSystems.of("custom-bond").system(), file);
        String xml = Files.readString(file);
        Files.writeString(file, xml.replaceFirst("; shift = ", ";&#x0A;shift =\t&#13;"));
        SystemSpec system = SystemXmlReader.read(file);
        SystemXmlWriter.write(system, file);
        assertThat(Files.readString(file)).contains("; shift =  select").doesNotContain("&#");
    }

    private SystemSpec written(SystemSpec system) {
        Path file = folder.resolve("system.xml");
        SystemXmlWriter.write(system, file);
        return SystemXmlReader.read(file);
    }
}
