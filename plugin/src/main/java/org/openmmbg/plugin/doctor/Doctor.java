package org.openmmbg.plugin.doctor;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openmmbg.kernel.KernelInfo;
import org.openmmbg.openmm.Capability;
import org.openmmbg.openmm.LibraryCandidate;
import org.openmmbg.openmm.OpenMmException;
import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.openmm.OpenMmUnavailableException;
import org.openmmbg.openmm.PlatformChoice;
import org.openmmbg.openmm.PlatformSpec;
import org.openmmbg.openmm.PlatformTiming;
import org.openmmbg.plugin.bench.Machine;
import org.openmmbg.plugin.pipeline.Version;
import org.openmmbg.systems.MolecularSystem;
import org.openmmbg.systems.SystemRegistry;

/** Examines this machine. Whatever fails is written down, and the rest examined all the same. */
public final class Doctor {
    private static final String SYSTEM = "alanine-dipeptide";
    private static final double ROUND_SECONDS = 0.1;
    private static final long MB = 1 << 20;

    private static final List<String> VARIABLES = List.of(
            "OPENMM_BG_OPENMM_LIBRARY",
            "OPENMM_BG_CACHE",
            "CONDA_PREFIX",
            "OPENMM_DIR",
            "OPENMM_PLUGIN_DIR",
            "OPENMM_CPU_THREADS",
            "VIRTUAL_ENV",
            "LD_LIBRARY_PATH",
            "DYLD_LIBRARY_PATH",
            "CUDA_VISIBLE_DEVICES",
            "JAVA_HOME",
            "JAVA_OPTS",
            "JAVA_TOOL_OPTIONS",
            "OMP_NUM_THREADS",
            "OPENBLAS_NUM_THREADS",
            "OPENBLAS_CORETYPE",
            "OPENBLAS_L2_SIZE");

    /** Those that keep OpenBLAS from choosing for the processor it finds. */
    private static final List<String> OPENBLAS_CHOICES = List.of("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE");

    private final List<String> problems = new ArrayList<>();
    private List<LibraryCandidate> candidates = List.of();

    private Doctor() {}

    /** Examines this machine, which takes some seconds. */
    public static Diagnosis examine() {
        return new Doctor().diagnosis();
    }

    private Diagnosis diagnosis() {
        // OpenMM first: one from conda may need a newer C++ runtime than OpenBLAS brings.
        Diagnosis.OpenMm openmm = openmm();
        Diagnosis.Libraries libraries = libraries();
        return new Diagnosis(
                Version.current(),
                isUsable(openmm),
                List.copyOf(problems),
                openmm,
                candidates.stream().map(Doctor::candidate).toList(),
                Machine.current(),
                memory(),
                libraries,
                environment());
    }

    /** Whether anything can be computed: the Reference platform has to work. */
    private boolean isUsable(Diagnosis.@Nullable OpenMm openmm) {
        if (openmm == null) {
            return false;
        }
        String reference = PlatformSpec.REFERENCE.name();
        for (Diagnosis.PlatformState platform : openmm.platforms()) {
            if (platform.name().equals(reference) && platform.usable()) {
                return true;
            }
        }
        problems.add("the platform " + reference + " does not work");
        return false;
    }

    private Diagnosis.@Nullable OpenMm openmm() {
        OpenMmLibrary library;
        try {
            library = OpenMmLibrary.load();
        } catch (OpenMmUnavailableException e) {
            problems.add(String.valueOf(e.getMessage()));
            candidates = e.candidates();
            return null;
        }
        candidates = library.candidates();
        Map<String, Boolean> capabilities = new LinkedHashMap<>();
        for (Capability capability : Capability.values()) {
            capabilities.put(capability.name().toLowerCase(Locale.ROOT), library.has(capability));
        }
        return new Diagnosis.OpenMm(
                library.version(),
                library.path().toString(),
                platforms(library),
                library.failedPlugins(),
                capabilities);
    }

    private List<Diagnosis.PlatformState> platforms(OpenMmLibrary library) {
        MolecularSystem system = SystemRegistry.builtIn().load(SYSTEM);
        List<PlatformTiming> timings;
        try {
            timings = PlatformChoice.time(library, system.system(), system.referencePositions(), ROUND_SECONDS);
        } catch (OpenMmException e) {
            problems.add("platforms cannot be tried: " + e.getMessage());
            return List.of();
        }
        double reference = timings.isEmpty() ? Double.NaN : timings.get(0).evaluationsPerSecond();
        return timings.stream()
                .map(timing -> new Diagnosis.PlatformState(
                        timing.platform().name(),
                        timing.isUsable(),
                        timing.evaluationsPerSecond(),
                        timing.evaluationsPerSecond() / reference,
                        timing.properties(),
                        timing.failure()))
                .toList();
    }

    private static Diagnosis.Candidate candidate(LibraryCandidate candidate) {
        return new Diagnosis.Candidate(
                candidate.source().label(),
                candidate.path() == null ? null : candidate.path().toString(),
                candidate.verdict().name().toLowerCase(Locale.ROOT),
                candidate.reason());
    }

    private Diagnosis.Libraries libraries() {
        KernelInfo kernel = null;
        try {
            kernel = KernelInfo.current();
            if (kernel.openBlasCore().equals("PRESCOTT")) {
                problems.add("OpenBLAS does not know this processor and computes for one of 2004, at a fraction of its"
                        + " speed: set OPENBLAS_CORETYPE, to HASWELL for example");
            } else {
                List<String> chosen = OPENBLAS_CHOICES.stream()
                        .filter(name -> System.getenv(name) != null)
                        .toList();
                if (!chosen.isEmpty()) {
                    problems.add(
                            String.join(" and ", chosen) + " in the environment keep OpenBLAS from choosing for this"
                                    + " processor, which can halve the speed of training: unset both");
                }
            }
        } catch (LinkageError e) {
            problems.add("OpenBLAS cannot be loaded: " + e);
        }
        return new Diagnosis.Libraries(
                OpenMmLibrary.jnaVersion(),
                kernel == null ? null : kernel.openBlasVersion(),
                kernel == null || kernel.openBlasCore().isEmpty() ? null : kernel.openBlasCore(),
                kernel == null ? null : kernel.vectorBits(),
                OpenMmLibrary.cacheFolder().toString());
    }

    private static Diagnosis.Memory memory() {
        long heap = Runtime.getRuntime().maxMemory() / MB;
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? new Diagnosis.Memory(heap, system.getTotalMemorySize() / MB, system.getFreeMemorySize() / MB)
                : new Diagnosis.Memory(heap, null, null);
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String name : VARIABLES) {
            String value = System.getenv(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        return environment;
    }
}
