package org.openmmbg.plugin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openmmbg.plugin.bench.Machine;
import org.openmmbg.plugin.doctor.Diagnosis;

class DoctorTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void tellsWhatIsThere() throws IOException {
        CommandLineRun run = CommandLineRun.of("doctor", "--json");

        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.err()).isEmpty();
        JsonNode json = JSON.readTree(run.out());
        assertThat(json.properties().stream().map(Map.Entry::getKey))
                .containsExactly(
                        "openmm_bg",
                        "usable",
                        "problems",
                        "openmm",
                        "candidates",
                        "machine",
                        "memory",
                        "libraries",
                        "environment");
        assertThat(json.get("usable").booleanValue()).isTrue();
        // Some machines choose for OpenBLAS by environment, which is a problem to tell.
        assertThat(json.get("problems")).allMatch(problem -> problem.textValue().startsWith("OPENBLAS_"));
        JsonNode openmm = json.get("openmm");
        assertThat(openmm.get("version").textValue()).isEqualTo("7.3.1");
        assertThat(Path.of(openmm.get("library").textValue())).isRegularFile();
        JsonNode platforms = openmm.get("platforms");
        assertThat(platforms.findValuesAsText("name")).containsExactly("Reference", "CPU");
        for (JsonNode platform : platforms) {
            assertThat(platform.get("usable").booleanValue())
                    .as(platform.toString())
                    .isTrue();
            assertThat(platform.get("evaluations_per_second").doubleValue()).isPositive();
        }
        assertThat(platforms.get(0).get("relative_speed").doubleValue()).isEqualTo(1);
        assertThat(platforms.get(1).get("properties").get("Threads").textValue())
                .isEqualTo("1");
        JsonNode used = StreamSupport.stream(json.get("candidates").spliterator(), false)
                .filter(candidate -> candidate.get("verdict").textValue().equals("used"))
                .findFirst()
                .orElseThrow();
        assertThat(used.get("path")).isEqualTo(openmm.get("library"));
        assertThat(json.get("libraries").get("jna").textValue()).startsWith("5.");
        assertThat(json.get("libraries").get("openblas").textValue()).startsWith("0.");
        assertThat(json.get("libraries").get("openblas_core").textValue()).isNotEmpty();
        assertThat(json.get("memory").get("physical_mb").longValue()).isGreaterThan(100);
    }

    /** The page of a machine with more that fails than this one. */
    @Test
    void thePageForPeopleSaysEachThingOnALine() {
        Diagnosis.OpenMm openmm = new Diagnosis.OpenMm(
                "8.1.2",
                "/opt/conda/lib/libOpenMM.so",
                List.of(
                        new Diagnosis.PlatformState("Reference", true, 33_338, 1, Map.of(), ""),
                        new Diagnosis.PlatformState(
                                "CUDA", false, Double.NaN, Double.NaN, Map.of(), "no\u001b device")),
                List.of("Error loading library /opt/conda/lib/plugins/libOpenMMHIP.so: libamdhip64.so.6: no such file"),
                Map.of());
        CommandLineRun run = CommandLineRun.of("doctor");
        Diagnosis here = new Diagnosis(
                "1.0",
                true,
                List.of(),
                openmm,
                List.of(new Diagnosis.Candidate("CONDA_PREFIX", "/opt/conda/lib/libOpenMM.so", "used", "")),
                Machine.current(),
                new Diagnosis.Memory(100, null, null),
                new Diagnosis.Libraries("5", null, null, null, "/cache"),
                Map.of("CONDA_PREFIX", "/opt/conda"));

        assertThat(DiagnosisText.of(here).lines())
                .contains("openmm-bg 1.0", "OpenMM 8.1.2", "Environment")
                .anyMatch(line -> line.matches(" +Reference +33,338 evaluations/s +1.00 x Reference"))
                .anyMatch(line -> line.matches(" +CUDA +cannot be used: no\ufffd device"))
                .anyMatch(line -> line.matches(" +libOpenMMHIP.so +libamdhip64.so.6: no such file"))
                .anyMatch(line -> line.matches(" +in use +CONDA_PREFIX +/opt/conda/lib/libOpenMM.so"))
                .anyMatch(line -> line.matches(" +OpenBLAS +none"))
                .noneMatch(line -> line.contains("null") || line.contains("NaN"));
        assertThat(run.out()).contains("OpenMM 7.3.1", "evaluations/s", "OpenBLAS");
    }

    @Test
    void warnsOfWhatSlowsOpenBlasDown() throws IOException, InterruptedException {
        ProcessBuilder builder = ChildJvm.builder(List.of(), List.of("doctor"));
        builder.environment().put("OPENBLAS_CORETYPE", "HASWELL");
        builder.environment().put("OPENBLAS_L2_SIZE", "262144");
        Process process = builder.redirectErrorStream(true).start();
        String page = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(ExitCode.DONE);
        assertThat(page.lines())
                .anyMatch(
                        line -> line.contains("OPENBLAS_CORETYPE and OPENBLAS_L2_SIZE") && line.contains("unset both"));
    }

    @Test
    void withoutOpenMmItTellsTheRestAndEndsWithFour() throws IOException, InterruptedException {
        Path library = Files.writeString(folder.resolve("libOpenMM.so"), "no library");
        ProcessBuilder builder =
                ChildJvm.builder(List.of("-Dopenmmbg.openmm.library=" + library), List.of("doctor", "--json"));
        Process process = builder.redirectError(folder.resolve("err").toFile()).start();
        JsonNode json = JSON.readTree(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));

        assertThat(process.waitFor()).isEqualTo(ExitCode.NO_OPENMM);
        assertThat(folder.resolve("err")).content().startsWith("openmm-bg: ").hasLineCount(1);
        assertThat(json.get("usable").booleanValue()).isFalse();
        assertThat(json.get("problems").get(0).textValue()).contains(library.toString(), "not a shared library");
        assertThat(json.get("openmm").isNull()).isTrue();
        assertThat(json.get("candidates").get(0).get("verdict").textValue()).isEqualTo("refused");
        assertThat(json.get("libraries").get("openblas").textValue()).startsWith("0.");
        assertThat(json.get("machine").get("cores").intValue()).isPositive();
    }
}
