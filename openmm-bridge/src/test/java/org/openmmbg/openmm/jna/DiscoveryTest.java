package org.openmmbg.openmm.jna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.openmmbg.openmm.Ala2;
import org.openmmbg.openmm.BatchEvaluator;
import org.openmmbg.openmm.Capability;
import org.openmmbg.openmm.LibraryCandidate;
import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.openmm.OpenMmUnavailableException;

/** Which library a process takes, in processes of their own; what stands in for conda's is a copy of the embedded one. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class DiscoveryTest {
    @TempDir
    private Path temporary;

    private Path conda = Path.of("");
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void forgetThisMachine() throws IOException {
        conda = temporary.toRealPath().resolve("conda");
        for (String variable : List.of(
                "OPENMM_BG_OPENMM_LIBRARY",
                "OPENMM_DIR",
                "OPENMM_PLUGIN_DIR",
                "VIRTUAL_ENV",
                "PATH",
                "LD_LIBRARY_PATH")) {
            environment.put(variable, "");
        }
        environment.put("CONDA_PREFIX", conda.toString());
    }

    private Path install(String... resources) throws IOException {
        for (String name : resources) {
            Path target = conda.resolve("lib").resolve(name);
            Files.createDirectories(target.getParent());
            try (InputStream in = Objects.requireNonNull(
                    getClass().getClassLoader().getResourceAsStream("lib/linux_x64/" + name), name)) {
                Files.copy(in, target);
            }
        }
        return conda.resolve("lib/libOpenMM.so");
    }

    private String load(String... options) throws IOException, InterruptedException {
        return ChildJvm.run(Load.class, environment, options).output();
    }

    @Test
    void condasIsTakenWithItsPluginsAndWhatFailsOfThemIsKept() throws IOException, InterruptedException {
        Path library = install("libOpenMM.so", "plugins/libOpenMMCPU.so");
        Path broken = Files.writeString(conda.resolve("lib/plugins/libOpenMMBroken.so"), "no library");
        String output = load();
        double total = Ala2.energy("total_kJ_per_mol");
        assertThat(output.lines()
                        .filter(line -> line.startsWith("energy "))
                        .mapToDouble(line -> Double.parseDouble(line.substring(7)))
                        .toArray())
                .containsExactly(new double[] {total}, within(1e-6 * Math.abs(total)));
        assertThat(output)
                .contains("uses 7.3.1 " + library)
                .contains("platforms [Reference, CPU]")
                .contains("failed plugin Error loading library " + broken)
                .contains("CONDA " + library + " USED")
                .contains("EMBEDDED null NOT_TRIED another one is in use")
                .contains("capabilities [LANGEVIN_FUNCTIONS, PLUGIN_FAILURES]");
    }

    @Test
    void oneThatIsFoundAndUselessIsPassedOver() throws IOException, InterruptedException {
        Files.createDirectories(conda.resolve("lib"));
        Path library = ElfFile.write(
                conda.resolve("lib/libOpenMM.so"),
                ElfFile.X86_64,
                List.of("_ZN6OpenMM8Platform16getOpenMMVersionEv"),
                List.of(),
                List.of("libstdc++.so.6"));
        assertThat(load()).contains("uses 7.3.1 ").contains("CONDA " + library + " REFUSED it has no C API");
    }

    /** Its tables are right, so only the system's loader can tell. */
    @Test
    void oneThatCannotBeLoadedIsPassedOver() throws IOException, InterruptedException {
        Files.createDirectories(conda.resolve("lib"));
        Path library = ElfFile.write(
                conda.resolve("lib/libOpenMM.so"),
                ElfFile.X86_64,
                NativeBindings.functions(),
                List.of(),
                List.of("libstdc++.so.6"));
        assertThat(load()).contains("uses 7.3.1 ").contains("CONDA " + library + " REFUSED it cannot be loaded: ");
    }

    @Test
    void oneThatIsNamedAndUselessIsAnError() throws IOException, InterruptedException {
        install("libOpenMM.so");
        Path none = conda.resolve("none.so");
        assertThat(load("-Dopenmmbg.openmm.library=" + none))
                .contains("none: property openmmbg.openmm.library names " + none + ", but there is no such file")
                .contains("PROPERTY " + none + " ABSENT")
                .contains("NOT_TRIED another one is named")
                .doesNotContain("uses");
    }

    @Test
    void thePropertyWinsOverTheEnvironment() throws IOException, InterruptedException {
        Path library = install("libOpenMM.so");
        environment.put("OPENMM_BG_OPENMM_LIBRARY", "embedded");
        assertThat(load("-Dopenmmbg.openmm.library=" + library.getParent()))
                .contains("uses 7.3.1 " + library)
                .contains("platforms [Reference]");
    }

    /** Main class of a child process. */
    static final class Load {
        private Load() {}

        public static void main(String[] args) {
            List<LibraryCandidate> candidates;
            try {
                OpenMmLibrary library = OpenMmLibrary.load();
                System.out.println("uses " + library.version() + " " + library.path());
                System.out.println("platforms " + library.platforms());
                library.failedPlugins().forEach(plugin -> System.out.println("failed plugin " + plugin));
                List<Capability> capabilities = List.of(Capability.values()).stream()
                        .filter(library::has)
                        .toList();
                System.out.println("capabilities " + capabilities);
                double[] energy = new double[1];
                try (BatchEvaluator evaluator = BatchEvaluator.create(library, Ala2.system(), "Reference", 1)) {
                    evaluator.evaluate(1, Ala2.positions(), energy, null);
                }
                System.out.println("energy " + energy[0]);
                candidates = library.candidates();
            } catch (OpenMmUnavailableException e) {
                System.out.println("none: " + e.getMessage());
                candidates = e.candidates();
            }
            for (LibraryCandidate candidate : candidates) {
                System.out.println(candidate.source() + " " + candidate.path() + " " + candidate.verdict() + " "
                        + candidate.reason());
            }
        }
    }
}
