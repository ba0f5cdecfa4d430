package org.openmmbg.openmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openmmbg.openmm.system.State;
import org.openmmbg.openmm.xml.StateXml;

/** The program on the page about the bridge runs as it stands there. */
class BridgePageTest {
    private static final Pattern PROGRAM = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    @Test
    void theProgramOfThePageFindsTheMinimum(@TempDir Path folder) throws Exception {
        Path program = folder.resolve("Minimum.java");
        String text = program();
        assertThat(text.lines().filter(line -> !line.startsWith("import") && !line.isBlank()))
                .hasSizeLessThanOrEqualTo(20);
        Files.writeString(program, text);
        Path state = folder.resolve("state.xml");
        double[] positions = Ala2.positions();
        StateXml.write(
                new State(
                        0,
                        0,
                        Ala2.system().boxVectors(),
                        Arrays.stream(positions).boxed().toList(),
                        List.of(),
                        List.of(),
                        Map.of(),
                        null),
                state);

        String output = run(program, Ala2.file("ala2-openmm77.xml"), state);

        double[] energy = new double[1];
        try (BatchEvaluator evaluator =
                BatchEvaluator.create(OpenMmLibrary.load(), Ala2.system(), PlatformSpec.REFERENCE, 1)) {
            evaluator.minimize(1, positions, 0.1, 0);
            evaluator.evaluate(1, positions, energy, null);
        }
        List<String> lines = output.lines().toList();
        assertThat(lines).hasSize(6);
        assertThat(lines.get(0)).startsWith("HarmonicBondForce ");
        Matcher total = Pattern.compile("total (-?[0-9.]+) kJ/mol").matcher(lines.get(5));
        assertThat(total.matches()).isTrue();
        assertThat(Double.parseDouble(total.group(1))).isCloseTo(energy[0], within(1e-3));
        // Far below the frame's own energy.
        assertThat(energy[0]).isLessThan(Ala2.energy("total_kJ_per_mol") - 10);
    }

    private static String program() throws IOException {
        Path page = Ala2.file("ala2.pdb")
                .resolve("../../../src/site/markdown/bridge.md")
                .normalize();
        Matcher matcher = PROGRAM.matcher(Files.readString(page));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static String run(Path program, Path... files) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                program.toString());
        Arrays.stream(files).map(Path::toString).forEach(builder.command()::add);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output;
    }
}
