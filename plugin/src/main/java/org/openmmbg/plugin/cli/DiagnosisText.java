package org.openmmbg.plugin.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openmmbg.plugin.doctor.Diagnosis;

/** A {@link Diagnosis} for people: sections of short lines, which survive being pasted. */
final class DiagnosisText {
    private static final Map<String, String> VERDICTS =
            Map.of("used", "in use", "refused", "refused", "absent", "nothing there", "not_tried", "not needed");

    /** How OpenMM says that a plugin did not load: which file, and why. */
    private static final Pattern PLUGIN_FAILURE =
            Pattern.compile("Error loading library (?:.*/)?([^/]+?): (.*)", Pattern.DOTALL);

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
        text.append(String.format(Locale.ROOT, "  %-24s %s%n", name, Printable.line(value)));
    }

    private void heading(String words) {
        text.append("  ").append(words).append(System.lineSeparator());
    }

    private void openmm(Diagnosis.@Nullable OpenMm openmm) {
        if (openmm == null) {
            section("OpenMM: none");
            return;
        }
        section("OpenMM " + openmm.version());
        line("library", openmm.library());
        heading("platforms, one thread each, on the alanine dipeptide (22 atoms):");
        for (Diagnosis.PlatformState platform : openmm.platforms()) {
            line(
                    "  " + platform.name(),
                    platform.usable() ? usable(platform) : "cannot be used: " + platform.failure());
        }
        if (!openmm.failedPlugins().isEmpty()) {
            heading("plugins that did not load, for want of hardware or libraries:");
            openmm.failedPlugins().forEach(plugin -> {
                Matcher reason = PLUGIN_FAILURE.matcher(plugin);
                line("  " + (reason.matches() ? reason.group(1) : "?"), reason.matches() ? reason.group(2) : plugin);
            });
        }
    }

    private static String usable(Diagnosis.PlatformState platform) {
        String properties = platform.properties().entrySet().stream()
                .filter(property -> !property.getValue().isEmpty())
                .map(property -> property.getKey() + "=" + property.getValue())
                .collect(Collectors.joining(", ", "  ", ""));
        return String.format(
                        Locale.ROOT,
                        "%,9.0f evaluations/s  %6.2f x Reference%s",
                        platform.evaluationsPerSecond(),
                        platform.relativeSpeed(),
                        properties)
                .stripTrailing();
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
