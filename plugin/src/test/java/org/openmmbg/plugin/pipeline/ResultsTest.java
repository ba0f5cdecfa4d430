package org.openmmbg.plugin.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openmmbg.systems.InputFileException;

class ResultsTest {
    private static final Results RESULTS = new Results(
            0.25,
            0.375,
            List.of(new Results.FreeEnergy("F(phi>0)-F(phi<0)", 3.5, new Results.Interval(3.25, 3.75), 300)),
            List.of(new Results.Observable("phi (degrees)", Double.NaN, new Results.Interval(Double.NaN, 1))),
            List.of(new Results.State("phi>0", 300, 400, 350.5, 0.25, 0.125, 0.5, 20)),
            20_000,
            Map.of("chirality", 12L),
            Map.of(),
            new Results.Cost(5_000_000_000L, 70_000, 12.5),
            new Results.Provenance(1, "7.3.1", "/x/libOpenMM.so", "abc", "openmm-bg run", "0.1"),
            true,
            "converged",
            List.of("a heavy tail"));

    @TempDir
    private Path folder;

    @Test
    void keysAreThoseOfTheContract() throws IOException {
        JsonNode json = new ObjectMapper().readTree(RESULTS.toJson());

        assertThat(json.get("ess_raw").doubleValue()).isEqualTo(0.25);
        assertThat(json.get("ess_clipped").doubleValue()).isEqualTo(0.375);
        JsonNode f = json.get("free_energies").get(0);
        assertThat(f.get("name").textValue()).isEqualTo("F(phi>0)-F(phi<0)");
        assertThat(f.get("value_kT").doubleValue()).isEqualTo(3.5);
        assertThat(f.get("ci95_kT").toString()).isEqualTo("[3.25,3.75]");
        assertThat(f.get("temperature").doubleValue()).isEqualTo(300);
        assertThat(json.get("observables").toString())
                .isEqualTo("[{\"name\":\"phi (degrees)\",\"mean\":null,\"ci95\":[null,1.0]}]");
        assertThat(json.get("states").toString())
                .isEqualTo("[{\"state\":\"phi>0\",\"temperature\":300.0,\"draws\":400,\"effective_samples\":350.5,"
                        + "\"pareto_k\":0.25,\"largest_weight\":0.125,\"missed_seeds\":0.5,\"seeds\":20}]");
        assertThat(json.get("warnings").toString()).isEqualTo("[\"a heavy tail\"]");
        assertThat(json.get("cost").toString())
                .isEqualTo("{\"energy_evaluations\":5000000000,\"md_steps\":70000,\"wall_s\":12.5}");
        assertThat(json.get("provenance").properties().stream().map(Map.Entry::getKey))
                .containsExactly("seed", "openmm_version", "openmm_library", "forcefield_hash", "command", "version");
        assertThat(json.get("converged").booleanValue()).isTrue();
        assertThat(json.get("verdict").textValue()).isEqualTo("converged");
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        Path file = Files.writeString(folder.resolve("results.json"), RESULTS.toJson());
        assertThat(Results.read(file)).isEqualTo(RESULTS);
    }

    @Test
    void anotherFileIsRefusedInOneLine() throws IOException {
        Path file = Files.writeString(folder.resolve("results.json"), "{\"ess_raw\": [1]}");
        assertThatThrownBy(() -> Results.read(file))
                .isInstanceOf(InputFileException.class)
                .hasMessageContaining("not a results file")
                .message()
                .doesNotContain("\n");
        assertThatThrownBy(() -> Results.read(folder.resolve("none"))).hasMessageContaining("no such file");
    }
}
