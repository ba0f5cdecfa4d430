package org.openmmbg.plugin.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.openmmbg.plugin.pipeline.ChosenSystem;
import org.openmmbg.plugin.pipeline.Results;
import org.openmmbg.plugin.pipeline.RunConfig;
import org.openmmbg.plugin.pipeline.RunFolder;

/** The results of a run in a few lines to read. */
final class Summary {
    private Summary() {}

    static String of(RunConfig config, Results results, RunFolder folder) {
        List<String> lines = new ArrayList<>();
        String name = config.system().name() == null
                ? String.valueOf(config.system().pdb())
                : String.valueOf(config.system().name());
        lines.add(format(
                "%s at %s, seed %d",
                name,
                ChosenSystem.temperatureText(config.system(), config.system().temperature()),
                config.compute().seed()));
        lines.add(format(
                "ESS %.4f raw, %.4f clipped, of %,d draws", results.essRaw(), results.essClipped(), results.draws()));
        addCounts(lines, "draws of weight 0", results.weightZero());
        addCounts(lines, "failures", results.failures());
        for (Results.FreeEnergy f : results.freeEnergies()) {
            lines.add(format(
                    "%s = %.3f kT, 95 %% interval [%.3f, %.3f], at %s",
                    f.name(),
                    f.valueKT(),
                    f.ci95KT().low(),
                    f.ci95KT().high(),
                    ChosenSystem.temperatureText(config.system(), f.temperature())));
            Results.OneSided drawn = f.oneSided();
            if (drawn != null) {
                lines.add(format(
                        "  with walks in the states; of the draws alone %.3f kT [%.3f, %.3f]",
                        drawn.valueKT(), drawn.ci95KT().low(), drawn.ci95KT().high()));
            }
        }
        results.states().stream()
                .filter(state -> !state.state().isEmpty())
                .forEach(state -> lines.add(JudgementText.line(
                        state.state() + " at " + ChosenSystem.temperatureText(config.system(), state.temperature()),
                        state)));
        results.observables()
                .forEach(o -> lines.add(format(
                        "<%s> = %.5g, 95 %% interval [%.5g, %.5g]",
                        o.name(), o.mean(), o.ci95().low(), o.ci95().high())));
        lines.add(format(
                "%,d energy evaluations, %,d MD steps, %,.0f s",
                results.cost().energyEvaluations(),
                results.cost().mdSteps(),
                results.cost().wallS()));
        lines.add(results.verdict());
        results.warnings().forEach(warning -> lines.add("warning: " + warning));
        lines.add("files: " + folder.folder() + ", to look at: " + folder.report());
        return lines.stream()
                .map(Printable::line)
                .reduce((a, b) -> a + System.lineSeparator() + b)
                .orElse("");
    }

    /** Adds a line with the counts that are not 0. */
    private static void addCounts(List<String> lines, String what, Map<String, Long> counts) {
        String shown = counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> format("%s %,d", entry.getKey().replace('_', ' '), entry.getValue()))
                .collect(Collectors.joining(", "));
        if (!shown.isEmpty()) {
            lines.add(what + ": " + shown);
        }
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
