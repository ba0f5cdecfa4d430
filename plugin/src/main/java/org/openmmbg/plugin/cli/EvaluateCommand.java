package org.openmmbg.plugin.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openmmbg.estimate.Estimate;
import org.openmmbg.plugin.evaluation.EvaluationResults;
import org.openmmbg.plugin.evaluation.GeneratorEvaluation;
import org.openmmbg.plugin.pipeline.FinishedRun;
import org.openmmbg.plugin.pipeline.Progress;
import org.openmmbg.plugin.pipeline.StopSignal;
import org.openmmbg.plugin.pipeline.TrainedRun;
import org.openmmbg.plugin.pipeline.UsageException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code openmm-bg evaluate}: how good a trained generator is, and where it is not. */
@Command(
        name = "evaluate",
        description =
                "Draw anew from a trained run's generator and tell its effective sample size, and which coordinates it"
                        + " is lost in: what it would be if only a block of them lost any, and what if the block lost none.")
final class EvaluateCommand implements Callable<Integer> {
    /** Fewer would not give errors. */
    private static final int LEAST_DRAWS = 1000;

    private static final int MOST_DRAWS = 10_000_000;

    private static final int MOST_COORDINATES = 12;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Parameters(index = "0", paramLabel = "RUN", description = "The folder of a trained run.")
    private @Nullable Path trained;

    @Option(
            names = {"-n", "--draws"},
            paramLabel = "N",
            description = "Draws, each evaluated some 13 times (default 20000).")
    private int draws = 20_000;

    @Option(
            names = "--coordinates",
            description = "Each coordinate by itself too: as many evaluations more as there are coordinates.")
    private boolean coordinates;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the draws (default 1).")
    private long seed = 1;

    @Mixin
    private final ThreadsOfRun threads = new ThreadsOfRun();

    @Override
    public Integer call() throws IOException {
        if (draws < LEAST_DRAWS || draws > MOST_DRAWS) {
            throw new UsageException("--draws " + draws + ": expected " + LEAST_DRAWS + " to " + MOST_DRAWS);
        }
        threads.check();
        CommandLine commandLine = Objects.requireNonNull(spec).commandLine();
        FinishedRun finished = FinishedRun.open(Objects.requireNonNull(trained));
        int workers = threads.of(finished);
        StopSignal stop = StopSignal.withoutLimit();
        EvaluationResults results;
        InterruptHandler interrupts = InterruptHandler.install(stop::interrupt);
        try (TrainedRun run = TrainedRun.open(finished, workers);
                Progress progress = RunCommand.progress(commandLine.getErr())) {
            results = new GeneratorEvaluation(run, draws, seed).run(coordinates, progress, stop);
        } finally {
            interrupts.close();
        }
        PrintWriter out = commandLine.getOut();
        out.println(json.json() ? results.toJson() : text(results));
        out.flush();
        return ExitCode.DONE;
    }

    private static String text(EvaluationResults results) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "ESS of %,d draws: %.1f %% raw, %.1f %% clipped",
                results.draws(),
                100 * results.essRaw(),
                100 * results.essClipped()));
        if (results.failedEnergies() > 0) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%,d of %,d energies failed; these draws have weight 0",
                    results.failedEnergies(),
                    results.cost().energyEvaluations()));
        }
        lines.add("");
        lines.add("ESS in % (95 % interval), if a block alone lost any, and if it lost none:");
        for (EvaluationResults.Block block : results.blocks()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-22s %3d   alone %s   without %s",
                    block.name(),
                    block.coordinates(),
                    percent(Objects.requireNonNull(block.essAlone())),
                    percent(block.essWithout())));
        }
        if (!results.coordinates().isEmpty()) {
            lines.add("");
            lines.add("The coordinates that cost most, and the ESS without what each loses:");
            results.coordinates().stream()
                    .sorted(Comparator.comparingDouble((EvaluationResults.Block coordinate) ->
                                    coordinate.essWithout().value())
                            .reversed())
                    .limit(MOST_COORDINATES)
                    .forEach(coordinate -> lines.add(String.format(
                            Locale.ROOT, "  %-40s %s", coordinate.name(), percent(coordinate.essWithout()))));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static String percent(Estimate estimate) {
        return String.format(
                Locale.ROOT,
                "%5.1f (%.1f to %.1f)",
                100 * estimate.value(),
                100 * estimate.low(),
                100 * estimate.high());
    }
}
