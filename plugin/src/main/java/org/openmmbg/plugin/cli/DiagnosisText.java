package org.openmmbg.plugin.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openmmbg.plugin.doctor.Diagnosis;

/** A {@link Diagnosis} for people: sections of short lines, which survive being pasted. */
final class DiagnosisText {
    private static final Map<String, String> VERDICTS =
            Map.of("used", "in use", "refused", "refused", "absent", "nothing there", "not_tried", "not needed");

    private final StringBuilder text = new StringBuilder();

    private DiagnosisText() {}

    static String of(Diagnosis diagnosis) {
        DiagnosisText page = new DiagnosisText();
        page.section("openmm-bg " + diagnosis.openmmBg());
        diagnosis.problems().forEach(problem -> page.line("PROBLEM", problem));
        page.openmm(diagnosis.openmm());
        page.candidates(diagnosis.candidates());
        page.machine(diagnosis);
        page.libraries(diagnosis.libraries());
        if (!diagnosis.environment().isEmpty()) {
            page.section("Environment");
            diagnosis.environment().forEach((name, value) -> page.line(name, value));
        }
        return page.text.toString().stripTrailing();
    }

    private void section(String title) {
        if (!text.isEmpty()) {
            text.append(System.lineSeparator());
        }
        text.append(Printable.line(title)).append(System.lineSeparator());
    }

    private void line(String name, String value) {
        text.append(String.format(Locale.ROOT, "  %-16s %s%n", name, Printable.line(value)));
    }

    private void openmm(Diagnosis.@Nullable OpenMm openmm) {
        if (openmm == null) {
            section("OpenMM: none");
            return;
        }
        section("OpenMM " + openmm.version());
        line("library", openmm.library());
        for (Diagnosis.PlatformState platform : openmm.platforms()) {
            String properties = platform.properties().entrySet().stream()
                    .filter(property -> !property.getValue().isEmpty())
                    .map(property -> property.getKey() + "=" + property.getValue())
                    .collect(Collectors.joining(", "));
            line(
                    platform.name(),
                    platform.usable()
                            ? String.format(
                                    Locale.ROOT,
                                    "%,8.0f energies with gradients a second, %4.2f of Reference   %s",
                                    platform.evaluationsPerSecond(),
                                    platform.relativeSpeed(),
                                    properties)
                            : "cannot be used: " + platform.failure());
        }
        openmm.failedPlugins().forEach(plugin -> line("plugin failed", plugin));
        line("can", names(openmm.capabilities(), true));
        line("cannot", names(openmm.capabilities(), false));
    }

    private static String names(Map<String, Boolean> capabilities, boolean wanted) {
        return capabilities.entrySet().stream()
                .filter(capability -> capability.getValue() == wanted)
                .map(capability -> capability.getKey().replace('_', ' '))
                .collect(Collectors.joining(", "));
    }

    private void candidates(List<Diagnosis.Candidate> candidates) {
        section("Where OpenMM was looked for");
        for (Diagnosis.Candidate candidate : candidates) {
            String path = candidate.path() == null ? "" : candidate.path();
            String separator = path.isEmpty() || candidate.reason().isEmpty() ? "" : ": ";
            boolean needsReason = !candidate.verdict().equals("absent");
            line(
                    VERDICTS.getOrDefault(candidate.verdict(), candidate.verdict()),
                    String.format(
                            Locale.ROOT,
                            "%-24s %s",
                            candidate.source(),
                            needsReason ? path + separator + candidate.reason() : path));
        }
    }

    private void machine(Diagnosis diagnosis) {
        section("Machine");
        line("processor", diagnosis.machine().cpu() + ", " + diagnosis.machine().cores() + " cores");
        Diagnosis.Memory memory = diagnosis.memory();
        String physical = memory.physicalMb() == null
                ? ""
                : String.format(Locale.ROOT, "%,d MB, %,d MB free; ", memory.physicalMb(), memory.freeMb());
        line("memory", physical + String.format(Locale.ROOT, "Java's objects may take %,d MB", memory.heapMaxMb()));
        line("system", diagnosis.machine().os());
        line("Java", diagnosis.machine().java());
    }

    private void libraries(Diagnosis.Libraries libraries) {
        section("Libraries");
        line("JNA", libraries.jna());
        String core = libraries.openblasCore() == null ? "an unknown processor" : libraries.openblasCore();
        line("OpenBLAS", libraries.openblas() == null ? "none" : libraries.openblas() + ", for " + core);
        Integer bits = libraries.vectorBits();
        line("Vector API", bits == null || bits == 0 ? "not there: Java was started without it" : bits + " bits");
        line("cache", libraries.cache());
    }
}
