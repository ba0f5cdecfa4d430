package org.openmmbg.plugin.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openmmbg.plugin.pipeline.Kelvin;
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
                name, Kelvin.text(config.system().temperature()), config.compute().seed()));
        lines.add(format(
                "ESS %.4f raw, %.4f clipped, of %,d draws", results.essRaw(), results.essClipped(), results.draws()));
        results.weightZero().forEach((reason, count) -> lines.add(format("%,d draws of weight 0: %s", count, reason)));
        results.failures().forEach((kind, count) -> lines.add(format("%,d failed evaluations: %s", count, kind)));
        results.freeEnergies()
                .forEach(f -> lines.add(format(
                        "%s = %.3f kT, 95 %% interval [%.3f, %.3f], at %s",
                        f.name(), f.valueKT(), f.ci95KT().low(), f.ci95KT().high(), Kelvin.text(f.temperature()))));
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
        lines.add("files: " + folder.folder() + ", to look at: " + folder.report());
        return lines.stream()
                .map(Printable::line)
                .reduce((a, b) -> a + System.lineSeparator() + b)
                .orElse("");
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
