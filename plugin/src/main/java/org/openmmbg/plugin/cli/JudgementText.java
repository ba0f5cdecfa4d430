package org.openmmbg.plugin.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.openmmbg.plugin.analysis.Judgement;
import org.openmmbg.plugin.pipeline.Results;

/** How far weights can be believed, in lines to read. */
final class JudgementText {
    private JudgementText() {}

    static List<String> lines(Judgement judgement) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "ESS %.4f raw, %.4f clipped, %,.0f effective samples, Pareto k %.2f, largest weight %.2g %%",
                judgement.essRaw(),
                judgement.essClipped(),
                judgement.effectiveSamples(),
                judgement.paretoK(),
                100 * judgement.largestWeight()));
        judgement.warnings().forEach(warning -> lines.add("warning: " + warning));
        lines.add(judgement.verdict());
        return lines;
    }

    /**
     * Returns what the weights in a state say.
     *
     * @param name of the state, as shown
     */
    static String line(String name, Results.State state) {
        String seeds = state.seeds() == 0
                ? ""
                : String.format(Locale.ROOT, ", %.2g %% of %,d seeds missed", 100 * state.missedSeeds(), state.seeds());
        return String.format(
                Locale.ROOT,
                "%s: %,.0f effective samples, Pareto k %.2f, largest weight %.2g %%%s",
                name,
                state.effectiveSamples(),
                state.paretoK(),
                100 * state.largestWeight(),
                seeds);
    }

    static String joined(List<String> lines) {
        return lines.stream().map(Printable::line).collect(Collectors.joining(System.lineSeparator()));
    }
}
