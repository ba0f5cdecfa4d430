package org.openmmbg.plugin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evaluate} on a generator that was trained for a moment only. */
class EvaluateTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void train() {
        TrainedForAMoment.into(trained());
    }

    private static Path trained() {
        return folder.resolve("trained");
    }

    private static JsonNode evaluate(Object... options) throws IOException {
        List<Object> words = new ArrayList<>(List.of("evaluate", trained(), "--json"));
        words.addAll(List.of(options));
        CommandLineRun run = CommandLineRun.of(words.toArray());
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        return JSON.readTree(run.out());
    }

    private static List<String> texts(JsonNode array, String field) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.path(field).asText()));
        return texts;
    }

    @Test
    void everyKindOfCoordinateIsTold() throws IOException {
        JsonNode results = evaluate("-n", 1000);
        assertThat(texts(results.path("blocks"), "name"))
                .containsExactly(
                        "free torsions", "of these phi, psi", "of these others", "stiff torsions", "angles", "bonds");
        assertThat(texts(results.path("blocks"), "coordinates")).containsExactly("5", "2", "3", "14", "20", "21");
        for (JsonNode block : results.path("blocks")) {
            for (String side : List.of("ess_alone", "ess_without")) {
                assertThat(block.path(side).path("value").asDouble()).isPositive();
                assertThat(block.path(side).path("low").asDouble())
                        .isLessThanOrEqualTo(block.path(side).path("high").asDouble());
            }
            assertThat(block.path("ess_without").path("high").asDouble())
                    .as("a block less does not lose more: %s", block)
                    .isGreaterThanOrEqualTo(results.path("ess_raw").asDouble());
        }
        assertThat(results.path("draws").asInt()).isEqualTo(1000);
        assertThat(results.path("failed_energies").asInt(-1)).isZero();
        assertThat(results.path("cost").path("energy_evaluations").asInt()).isEqualTo(13_000);
        assertThat(results.path("provenance").path("openmm_version").asText()).isNotEmpty();
    }

    @Test
    void coordinatesHaveTheNamesOfTheirAtoms() throws IOException {
        JsonNode results = evaluate("-n", 1000, "--coordinates", "--seed", 3);
        assertThat(texts(results.path("coordinates"), "name"))
                .hasSize(60)
                .doesNotHaveDuplicates()
                .contains("torsion C:1-N:2-CA:2-C:2", "torsion N:3-C:2-CA:2-N:2", "bond O:1-C:1")
                .allMatch(name -> name.matches("(bond|angle|torsion) .*"));
        assertThat(results.path("coordinates").get(0).has("ess_alone")).isFalse();
    }

    @Test
    void theSameSeedGivesTheSameNumbers() throws IOException {
        assertThat(evaluate("-n", 1000, "--seed", 5).path("blocks"))
                .isEqualTo(evaluate("-n", 1000, "--seed", 5, "--threads", 2).path("blocks"))
                .isNotEqualTo(evaluate("-n", 1000, "--seed", 6).path("blocks"));
    }

    @Test
    void aTableToRead() {
        CommandLineRun run = CommandLineRun.of("evaluate", trained(), "-n", 1000, "--coordinates");
        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).contains("ESS of 1,000 draws", "of these phi, psi", "The coordinates that cost most");
    }

    @Test
    void whatCannotBeEvaluatedIsTold() {
        CommandLineRun few = CommandLineRun.of("evaluate", trained(), "-n", 10);
        assertThat(few.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(few.err()).contains("--draws 10: expected 1000 to 10000000");
        assertThat(CommandLineRun.of("evaluate", trained(), "--threads", 0).exitCode())
                .isEqualTo(ExitCode.USAGE);
        CommandLineRun none = CommandLineRun.of("evaluate", folder.resolve("none"));
        assertThat(none.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(none.err()).contains("none");
    }
}
