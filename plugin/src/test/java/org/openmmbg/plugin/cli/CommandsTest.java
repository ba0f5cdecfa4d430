package org.openmmbg.plugin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.openmmbg.openmm.PlatformSpec;
import org.openmmbg.plugin.pipeline.RunConfig;
import org.openmmbg.plugin.pipeline.RunStages;
import org.openmmbg.plugin.pipeline.StopSignal;
import org.openmmbg.plugin.pipeline.StoppedException;

class CommandsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    /** Against OpenMM 7.7's numbers for the same files (test-data/README.md); its constants differ by up to 1e-7. */
    @Test
    void energiesAreThoseOfOpenMm() throws IOException {
        CommandLineRun run = CommandLineRun.of(
                "energy",
                "--system-xml",
                TestData.file("ala2/ala2-openmm77.xml"),
                "--pdb",
                TestData.file("ala2/ala2.pdb"),
                "--json");

        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.err()).isEmpty();
        JsonNode json = JSON.readTree(run.out());
        JsonNode truth = JSON.readTree(Files.readString(TestData.file("ala2/ala2-energies.json")));
        assertThat(json.properties().stream().map(Map.Entry::getKey))
                .containsExactly(
                        "total_kJ_per_mol", "by_force", "force_norm_kJ_per_mol_per_nm", "platform", "openmm_version");
        double total = truth.get("total_kJ_per_mol").doubleValue();
        assertThat(json.get("total_kJ_per_mol").doubleValue()).isEqualTo(total, within(1e-6 * Math.abs(total)));
        JsonNode byForce = truth.get("by_force_kJ_per_mol");
        assertThat(json.get("by_force")).hasSize(byForce.size());
        double squares = 0;
        for (JsonNode atom : truth.get("forces_kJ_per_mol_per_nm")) {
            for (JsonNode component : atom) {
                squares += Math.pow(component.doubleValue(), 2);
            }
        }
        assertThat(json.get("force_norm_kJ_per_mol_per_nm").doubleValue())
                .isEqualTo(Math.sqrt(squares), within(1e-6 * Math.sqrt(squares)));
        for (Map.Entry<String, JsonNode> force : byForce.properties()) {
            String key = force.getKey().equals("GBSAOBCForce") ? "implicit_solvent" : force.getKey();
            double expected = force.getValue().doubleValue();
            assertThat(json.get("by_force").get(key).doubleValue())
                    .isEqualTo(expected, within(1e-6 * Math.abs(expected)));
        }
    }

    @Test
    void hydrogensAreAddedAndWritten() throws IOException {
        Path whole = TestData.file("forcefield/tripeptide.pdb");
        Path bare = folder.resolve("bare.pdb");
        Files.write(
                bare,
                Files.readAllLines(whole).stream()
                        .filter(line -> !line.endsWith(" H  "))
                        .toList());
        Path written = folder.resolve("whole.pdb");
        CommandLineRun run = CommandLineRun.of(
                "energy", "--pdb", bare, "--forcefield", "amber99sbildn", "--add-hydrogens", "--write-pdb", written);
        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.err()).isEqualToIgnoringNewLines(bare + ": 13 hydrogens added");
        JsonNode again =
                JSON.readTree(CommandLineRun.of("energy", "--pdb", written, "--forcefield", "amber99sbildn", "--json")
                        .out());
        JsonNode minimum =
                JSON.readTree(CommandLineRun.of("energy", "--pdb", whole, "--forcefield", "amber99sbildn", "--json")
                        .out());
        // The structure of the test data is a minimum in solvent.
        assertThat(again.get("total_kJ_per_mol").doubleValue())
                .isEqualTo(minimum.get("total_kJ_per_mol").doubleValue(), within(15.0));
        CommandLineRun without = CommandLineRun.of("energy", "--pdb", bare, "--forcefield", "amber99sbildn");
        assertThat(without.exitCode()).isEqualTo(ExitCode.BAD_FILE);
        assertThat(without.err()).contains("--add-hydrogens");
        assertThat(CommandLineRun.of("energy", "alanine-dipeptide", "--add-hydrogens")
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    /** The System XML of the test data was made with these force fields. */
    @Test
    void aForceFieldGivesTheEnergiesOfTheSystemMadeWithIt() throws IOException {
        Path pdb = TestData.file("ala2/ala2.pdb");
        CommandLineRun own =
                CommandLineRun.of("energy", "--pdb", pdb, "--forcefield", "amber99sbildn.xml,amber99_obc", "--json");
        CommandLineRun system = CommandLineRun.of(
                "energy", "--system-xml", TestData.file("ala2/ala2-openmm77.xml"), "--pdb", pdb, "--json");

        assertThat(own.err()).isEmpty();
        assertThat(own.exitCode()).isEqualTo(ExitCode.DONE);
        JsonNode actual = JSON.readTree(own.out());
        JsonNode expected = JSON.readTree(system.out());
        for (String key : List.of("total_kJ_per_mol", "force_norm_kJ_per_mol_per_nm")) {
            double value = expected.get(key).doubleValue();
            assertThat(actual.get(key).doubleValue()).as(key).isEqualTo(value, within(1e-9 * Math.abs(value)));
        }
    }

    @Test
    void aCutoffChangesTheEnergy() throws IOException {
        Path pdb = TestData.file("ala2/ala2.pdb");
        CommandLineRun all = CommandLineRun.of("energy", "--pdb", pdb, "--forcefield", "ff14SB", "--json");
        CommandLineRun cut =
                CommandLineRun.of("energy", "--pdb", pdb, "--forcefield", "ff14SB", "--cutoff", "0.6", "--json");

        assertThat(cut.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(JSON.readTree(cut.out()).get("total_kJ_per_mol").doubleValue())
                .isNotCloseTo(JSON.readTree(all.out()).get("total_kJ_per_mol").doubleValue(), within(1.0));
    }

    @Test
    void forceFieldsAreListed() throws IOException {
        CommandLineRun text = CommandLineRun.of("systems", "forcefields");
        assertThat(text.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(text.out().lines()).anyMatch(line -> line.startsWith("amber99sbildn "));
        JsonNode json = JSON.readTree(
                CommandLineRun.of("systems", "forcefields", "--json").out());
        assertThat(json.get("forcefields").findValuesAsText("name"))
                .contains("amber96", "ff14SB", "implicit/gbn2")
                .doesNotHaveDuplicates();
    }

    @Test
    void amberFilesAreEvaluatedInImplicitSolvent() throws IOException {
        String expected = Files.readAllLines(TestData.file("amber/energies.txt")).stream()
                .filter(line -> line.startsWith("ala2.prmtop gbn2 total "))
                .findFirst()
                .orElseThrow();
        double total = Double.parseDouble(expected.substring(expected.lastIndexOf(' ') + 1));
        CommandLineRun run = CommandLineRun.of(
                "energy",
                "--prmtop",
                TestData.file("amber/ala2.prmtop"),
                "--inpcrd",
                TestData.file("amber/ala2.inpcrd"),
                "--implicit",
                "gbn2",
                "--trajectory",
                TestData.file("ala2/ala2.pdb"),
                "--json");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        JsonNode json = JSON.readTree(run.out());
        assertThat(json.get("total_kJ_per_mol").doubleValue()).isEqualTo(total, within(5e-5));
        assertThat(json.get("by_force").has("implicit_solvent")).isTrue();
    }

    @Test
    void everyModelOfAPdbFileIsEvaluated() throws IOException {
        String atoms = Files.readAllLines(TestData.file("ala2/ala2.pdb")).stream()
                .filter(line -> line.startsWith("ATOM") || line.startsWith("HETATM"))
                .collect(Collectors.joining("\n"));
        Path pdb = Files.writeString(
                folder.resolve("two.pdb"), "MODEL 1\n" + atoms + "\nENDMDL\nMODEL 2\n" + atoms + "\nENDMDL\nEND\n");

        CommandLineRun run = CommandLineRun.of("energy", "alanine-dipeptide", "--pdb", pdb, "--json");

        JsonNode json = JSON.readTree(run.out());
        assertThat(json.get("models")).hasSize(2);
        assertThat(json.get("models").get(1).get("total_kJ_per_mol").doubleValue())
                .isEqualTo(json.get("total_kJ_per_mol").doubleValue());
    }

    @Test
    void systemsAreListedAndShown() throws IOException {
        JsonNode list =
                JSON.readTree(CommandLineRun.of("systems", "list", "--json").out());
        assertThat(list.get("systems").findValuesAsText("name")).contains("alanine-dipeptide");

        JsonNode shown = JSON.readTree(CommandLineRun.of("systems", "show", "alanine-dipeptide", "--json")
                .out());
        assertThat(shown.get("atoms").intValue()).isEqualTo(22);
        assertThat(shown.get("dimensions").intValue()).isEqualTo(60);
        assertThat(CommandLineRun.of("systems", "show", "alanine-dipeptide").out())
                .contains("ACE 1", "phi, psi", "HarmonicBondForce", "L at 1 alpha carbons", "none");
    }

    @Test
    void helpNamesEveryExitCodeAndVersionIsOneLine() {
        for (List<Object> words : List.<List<Object>>of(List.of("--help"), List.of("run", "--help"))) {
            CommandLineRun help = CommandLineRun.of(words.toArray());
            assertThat(help.exitCode()).isEqualTo(ExitCode.DONE);
            for (String line : ExitCode.HELP) {
                assertThat(help.out()).contains(line.substring(line.indexOf(':') + 1));
            }
        }
        assertThat(CommandLineRun.of("--version").out()).matches("openmm-bg \\d+\\.\\d+\\.\\d+.*\\R");
    }

    @ParameterizedTest
    @EnumSource(StopSignal.Reason.class)
    void aStoppedRunSaysHowToGoOn(StopSignal.Reason reason) {
        RunStages stages = config -> new RunStages.Job(config, (run, progress, stop) -> {
            throw new StoppedException(reason, "training, step 3 of 9");
        });
        Path out = folder.resolve("a run");

        CommandLineRun run = CommandLineRun.of(stages, "run", "alanine-dipeptide", "--out", out, "--json");

        assertThat(run.exitCode())
                .isEqualTo(reason == StopSignal.Reason.MAX_TIME ? ExitCode.STOPPED_EARLY : ExitCode.INTERRUPTED);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .hasLineCount(1)
                .contains("stopped in training, step 3 of 9", "openmm-bg run --resume --out '" + out + "'");
        assertThat(out.resolve("config.yaml")).exists();
        assertThat(out.resolve("results.json")).doesNotExist();
    }

    /** Timing would choose otherwise another time, so what it chose once is kept. */
    @Test
    void thePlatformThatWasChosenIsWrittenDownAndKept() throws IOException {
        RunStages stages = config -> {
            boolean isAuto = config.compute().platform().equals("auto");
            RunConfig settled = isAuto ? config.withPlatform(PlatformSpec.CPU) : config;
            return new RunStages.Job(settled, (run, progress, stop) -> {
                throw new StoppedException(StopSignal.Reason.MAX_TIME, "training, step 3 of 9");
            });
        };
        Path out = folder.resolve("run");
        CommandLineRun.of(stages, "run", "alanine-dipeptide", "--out", out);
        assertThat(out.resolve("config.yaml")).content().containsPattern("platform: \"?CPU\"?\\R");
        for (List<String> options :
                List.of(List.<String>of(), List.of("--platform", "auto"), List.of("--platform", "CPU"))) {
            List<Object> words = new ArrayList<>(List.of("run", "--resume", "--out", out));
            words.addAll(options);
            assertThat(CommandLineRun.of(stages, words.toArray()).exitCode()).isEqualTo(ExitCode.STOPPED_EARLY);
        }
        CommandLineRun other = CommandLineRun.of(stages, "run", "--resume", "--out", out, "--platform", "Reference");
        assertThat(other.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(other.err()).contains("compute.platform \"CPU\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"auto | Reference", "CPU:Threads=2 | CPU:Threads=2"})
    void energyTakesAPlatformOrChoosesOne(String asked, String taken) throws IOException {
        CommandLineRun run = CommandLineRun.of("energy", "alanine-dipeptide", "--platform", asked, "--json");
        assertThat(run.err()).isEmpty();
        JsonNode json = JSON.readTree(run.out());
        assertThat(json.get("platform").textValue()).isEqualTo(taken);
        assertThat(json.get("total_kJ_per_mol").doubleValue()).isFinite();
    }

    @Test
    void anErrorOfOurOwnIsOneLineAndAStackTraceOnlyWhenAskedFor() {
        RunStages stages = config -> {
            throw new IllegalStateException("lost the thread");
        };
        CommandLineRun run = CommandLineRun.of(stages, "run", "alanine-dipeptide", "--out", folder.resolve("x"));
        assertThat(run.exitCode()).isEqualTo(ExitCode.INTERNAL);
        assertThat(run.err())
                .isEqualTo(
                        "openmm-bg: internal error: IllegalStateException: lost the thread" + System.lineSeparator());

        CommandLineRun verbose =
                CommandLineRun.of(stages, "run", "alanine-dipeptide", "--out", folder.resolve("x"), "-v");
        assertThat(verbose.err()).contains("\tat ");
    }

    @Test
    void benchMemoryTellsTheMemoryAtEachTwentieth() throws Exception {
        CommandLineRun run = CommandLineRun.of(
                "bench", "memory", "--system", "alanine-dipeptide-vacuum", "--evaluations", "20000", "--json");
        assertThat(run.exitCode()).isZero();
        JsonNode points = JSON.readTree(run.out()).get("memory");
        assertThat(points).hasSize(21);
        assertThat(points.get(20).get("evaluations").asLong()).isEqualTo(20_000);
        assertThat(points.get(20).get("heap_mb").asDouble()).isPositive();
        assertThat(JSON.readTree(run.out()).get("failures").asLong()).isZero();
    }

    @Test
    void benchTrainingTellsMemoryAndCollections() throws Exception {
        CommandLineRun run = CommandLineRun.of("bench", "training", "--threads", "2", "--minutes", "0.05", "--json");
        assertThat(run.exitCode()).isZero();
        JsonNode points = JSON.readTree(run.out()).get("training");
        assertThat(points).hasSize(20);
        JsonNode last = points.get(19);
        assertThat(last.get("minutes").doubleValue()).isBetween(0.05, 5.0);
        assertThat(last.get("steps").longValue())
                .isGreaterThan(points.get(0).get("steps").longValue());
        assertThat(last.get("heap_mb").doubleValue()).isGreaterThan(1);
        assertThat(last.get("collection_share").doubleValue()).isBetween(0.0, 1.0);
        assertThat(last.get("allocated_kb_per_step").doubleValue()).isPositive();
        assertThat(CommandLineRun.of("bench", "training", "--minutes", "0").exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void benchEnergyTellsRateLimitAndRatio() throws Exception {
        CommandLineRun run = CommandLineRun.of("bench", "energy", "--threads", "1,2", "--seconds", "0.5", "--json");
        assertThat(run.exitCode()).isZero();
        JsonNode document = JSON.readTree(run.out());
        assertThat(document.get("results")).hasSize(2);
        for (JsonNode result : document.get("results")) {
            double ratio = result.get("rate_per_s").asDouble()
                    / result.get("limit_per_s").asDouble();
            assertThat(result.get("ratio").asDouble()).isCloseTo(ratio, within(1e-9));
            assertThat(ratio).isBetween(0.05, 20.0);
        }
        assertThat(document.get("machine").get("cores").asInt()).isPositive();
    }
}
