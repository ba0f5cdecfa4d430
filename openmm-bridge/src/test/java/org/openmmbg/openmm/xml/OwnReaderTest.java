package org.openmmbg.openmm.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openmmbg.openmm.BatchEvaluator;
import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.openmm.TestSystems;
import org.openmmbg.openmm.TestSystems.Sample;
import org.openmmbg.openmm.jna.OwnXmlReader;
import org.openmmbg.openmm.system.State;
import org.openmmbg.openmm.system.SystemSpec;

/** What the bridge writes has the same energy when OpenMM reads it itself, for every kind of force. */
class OwnReaderTest {
    private static final String OUT = "openmmbg.systemXmlOut";

    private final OwnXmlReader own = new OwnXmlReader();

    @TempDir
    Path folder;

    static Stream<Sample> samples() {
        return TestSystems.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void openMmReadsWhatIsWritten(Sample sample) throws IOException {
        Path file = folder.resolve("system.xml");
        SystemXmlWriter.write(sample.system(), file);
        double[] gradient = new double[sample.positions().length];
        double expected = evaluate(sample.system(), sample.positions(), gradient);
        OwnXmlReader.Result result = own.evaluate(Files.readString(file), sample.positions());
        assertThat(result.energy()).isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
        double norm = Math.sqrt(Arrays.stream(gradient).map(g -> g * g).sum());
        assertThat(result.forceNorm()).isCloseTo(norm, within(1e-9 * norm));
    }

    @Test
    void openMmReadsTheStateThatIsWritten() throws IOException {
        State state = StateXml.read(SystemXmlFolder.testData().resolve("state.xml"));
        Path file = folder.resolve("state.xml");
        StateXml.write(state, file);
        List<Double> expected = new ArrayList<>(List.of(state.time(), 519.3841838771981, 41.683585617277316));
        expected.addAll(state.positions());
        expected.addAll(state.velocities());
        assertThat(own.state(Files.readString(file), state.positions().size() / 3))
                .containsExactly(
                        expected.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Writes the samples and their energies for src/test/python/check_written.py, which other OpenMMs run. */
    @Test
    @EnabledIfSystemProperty(named = OUT, matches = ".+")
    void writesAFolderForOtherVersions() throws IOException {
        Path out = Files.createDirectories(Path.of(System.getProperty(OUT)));
        StateXml.write(StateXml.read(SystemXmlFolder.testData().resolve("state.xml")), out.resolve("state.xml"));
        List<Sample> samples = TestSystems.all().toList();
        try (PrintWriter energies = new PrintWriter(Files.newBufferedWriter(out.resolve("energies.txt")))) {
            for (Sample sample : samples) {
                SystemXmlWriter.write(sample.system(), out.resolve(sample.name() + ".xml"));
                double[] gradient = new double[sample.positions().length];
                double energy = evaluate(sample.system(), sample.positions(), gradient);
                energies.println(sample.name() + " positions "
                        + Arrays.stream(sample.positions())
                                .mapToObj(Double::toString)
                                .collect(Collectors.joining(" ")));
                energies.println(sample.name() + " total " + energy);
                energies.println(sample.name() + " force-norm "
                        + Math.sqrt(Arrays.stream(gradient).map(g -> g * g).sum()));
            }
        }
        assertThat(samples).isNotEmpty();
    }

    private static double evaluate(SystemSpec system, double[] positions, double[] gradient) {
        double[] energy = new double[1];
        try (BatchEvaluator evaluator = BatchEvaluator.create(OpenMmLibrary.load(), system, "Reference", 1)) {
            evaluator.evaluate(1, positions, energy, gradient);
        }
        return energy[0];
    }
}
