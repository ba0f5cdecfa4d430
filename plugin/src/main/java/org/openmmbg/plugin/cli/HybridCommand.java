package org.openmmbg.plugin.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openmmbg.plugin.analysis.State;
import org.openmmbg.plugin.hybrid.HybridResults;
import org.openmmbg.plugin.hybrid.HybridRun;
import org.openmmbg.plugin.hybrid.HybridSettings;
import org.openmmbg.plugin.pipeline.ConfigLoader;
import org.openmmbg.plugin.pipeline.FinishedRun;
import org.openmmbg.plugin.pipeline.Progress;
import org.openmmbg.plugin.pipeline.RunFolder;
import org.openmmbg.plugin.pipeline.StopSignal;
import org.openmmbg.plugin.pipeline.StoppedException;
import org.openmmbg.plugin.pipeline.TrainedRun;
import org.openmmbg.plugin.pipeline.UsageException;
import org.openmmbg.systems.observable.Vocabulary;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code openmm-bg hybrid}: exact chains of dynamics and a trained generator's draws. */
@Command(
        name = "hybrid",
        description =
                "Sample exactly where the generator is imperfect: walkers alternate Metropolised Langevin dynamics"
                        + " with jumps to draws of a trained run's generator. The output folder holds results.json, the frames"
                        + " (samples.npz, samples.dcd, topology.pdb; 'expect' and 'free-energy' read them) and a checkpoint.")
final class HybridCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Parameters(index = "0", paramLabel = "RUN", description = "The folder of a trained run.")
    private @Nullable Path trained;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Output folder: new or empty.")
    private @Nullable Path out;

    @Option(
            names = "--hot",
            paramLabel = "RUN",
            description =
                    "The folder of a run of the same System at a higher temperature: walkers of both temperatures swap"
                            + " through the map between the two generators, in place of jumps. Results are of the colder.")
    private @Nullable Path hot;

    @Option(names = "--walkers", paramLabel = "N", description = "Independent walkers (default 16).")
    private int walkers = HybridSettings.DEFAULT.walkers();

    @Option(names = "--burn-in", paramLabel = "N", description = "Cycles before results are taken (default 50).")
    private int burnIn = HybridSettings.DEFAULT.burnIn();

    @Option(names = "--cycles", paramLabel = "N", description = "Cycles that give results (default 1000).")
    private int cycles = HybridSettings.DEFAULT.cycles();

    @Option(
            names = "--segment",
            paramLabel = "STEPS",
            description = "Steps of dynamics between jumps (default 100), of the run's time step.")
    private int segment = HybridSettings.DEFAULT.segmentSteps();

    @Option(names = "--every", paramLabel = "N", description = "Cycles between frames that are written (default 2).")
    private int every = HybridSettings.DEFAULT.every();

    @Option(names = "--seed", paramLabel = "N", description = "Seed of every random stream (default 1).")
    private long seed = HybridSettings.DEFAULT.seed();

    @Mixin
    private final ThreadsOfRun threads = new ThreadsOfRun();

    @Option(
            names = "--state",
            paramLabel = "[NAME=]EXPR",
            description = "One of the two states to compare, such as 'phi:2 > 0'. Default: the sign of the first phi.")
    private final List<String> states = new ArrayList<>();

    @Option(
            names = "--max-time",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Stop after this time, resumable: 90s, 10m, 2h, 1h30m.")
    private @Nullable Duration maxTime;

    @Option(names = "--resume", description = "Go on with the chain in the output folder, with the same options.")
    private boolean resume;

    @Option(names = "--force", description = "Replace the run in the output folder.")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        HybridSettings settings = new HybridSettings(walkers, burnIn, cycles, segment, every, seed);
        if (resume && force) {
            throw new UsageException("--resume goes on with a chain and --force replaces it; give one of them");
        }
        threads.check();
        Path from = Objects.requireNonNull(trained);
        Path to = Objects.requireNonNull(out);
        if (from.toAbsolutePath().normalize().equals(to.toAbsolutePath().normalize())) {
            throw new UsageException("--out " + to + " is the trained run itself; name another folder");
        }
        FinishedRun finished = FinishedRun.open(from);
        int workers = threads.of(finished);
        try (TrainedRun run = TrainedRun.open(finished, workers)) {
            List<State> compared = states(run);
            Path hotter = hot;
            if (hotter == null) {
                return execute(run, null, settings, compared, to);
            }
            try (TrainedRun other = TrainedRun.open(FinishedRun.open(hotter), workers)) {
                return execute(run, other, settings, compared, to);
            }
        }
    }

    private List<State> states(TrainedRun run) {
        Vocabulary vocabulary = Vocabulary.of(run.system().topology());
        if (!states.isEmpty()) {
            return states.stream().map(text -> State.parse(text, vocabulary)).toList();
        }
        return State.ofFirstPhi(run.system().topology(), vocabulary);
    }

    private int execute(
            TrainedRun run, @Nullable TrainedRun hotter, HybridSettings settings, List<State> compared, Path to)
            throws IOException {
        try (RunFolder folder = resume ? RunFolder.resume(to) : RunFolder.create(to, force)) {
            return execute(run, new HybridRun(run, hotter, settings, compared, folder), folder);
        }
    }

    private int execute(TrainedRun run, HybridRun hybrid, RunFolder folder) throws IOException {
        CommandLine commandLine = Objects.requireNonNull(spec).commandLine();
        folder.replace(folder.config(), ConfigLoader.toYaml(run.config()));
        StopSignal stop = maxTime == null ? StopSignal.withoutLimit() : StopSignal.after(maxTime);
        HybridResults results;
        InterruptHandler interrupts = InterruptHandler.install(stop::interrupt);
        try (Progress progress = RunCommand.progress(commandLine.getErr())) {
            results = hybrid.run(progress, stop);
        } catch (StoppedException e) {
            throw e.withAdvice("to go on: the same command with --resume");
        } finally {
            interrupts.close();
        }
        folder.replace(folder.results(), results.toJson());
        PrintWriter stdout = commandLine.getOut();
        stdout.println(json.json() ? results.toJson() : text(results, folder));
        stdout.flush();
        return results.converged() ? ExitCode.DONE : ExitCode.NOT_CONVERGED;
    }

    private static String text(HybridResults results, RunFolder folder) {
        List<String> lines = new ArrayList<>();
        results.freeEnergies()
                .forEach(f -> lines.add(String.format(
                        Locale.ROOT,
                        "%s = %.3f kT, 95 %% interval [%.3f, %.3f], at %.0f K",
                        f.name(),
                        f.valueKT(),
                        f.ci95KT().low(),
                        f.ci95KT().high(),
                        f.temperature())));
        results.observables()
                .forEach(o -> lines.add(String.format(
                        Locale.ROOT,
                        "<%s> = %.5g, 95 %% interval [%.5g, %.5g]",
                        o.name(),
                        o.mean(),
                        o.ci95().low(),
                        o.ci95().high())));
        lines.add(String.format(
                Locale.ROOT,
                "%s: accepted %.3f, steps of dynamics %.3f; %d round trips",
                results.method(),
                results.acceptance(),
                results.dynamicsAcceptance(),
                results.roundTrips()));
        lines.add(String.format(
                Locale.ROOT,
                "%.0f effective samples of %,d frames, %.1f a second",
                results.effectiveSamples(),
                results.frames(),
                results.effectiveSamplesPerS()));
        lines.add(String.format(
                Locale.ROOT,
                "%,d energy evaluations, %,d MD steps, %,.0f s",
                results.cost().energyEvaluations(),
                results.cost().mdSteps(),
                results.cost().wallS()));
        lines.add(results.verdict());
        lines.add("files: " + folder.folder());
        return JudgementText.joined(lines);
    }
}
