package org.openmmbg.plugin.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openmmbg.plugin.analysis.EnsembleFreeEnergy;
import org.openmmbg.plugin.analysis.Judgement;
import org.openmmbg.plugin.analysis.State;
import org.openmmbg.plugin.analysis.StateFreeEnergies;
import org.openmmbg.plugin.analysis.WeightedSamples;
import org.openmmbg.plugin.pipeline.Kelvin;
import org.openmmbg.plugin.pipeline.Results;
import org.openmmbg.plugin.pipeline.UsageException;
import org.openmmbg.systems.Topology;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code openmm-bg free-energy}: differences between states, temperatures and ensembles. */
@Command(
        name = "free-energy",
        description =
                "Free-energy differences in kT with 95 %% intervals and a verdict: of states within the samples of a"
                        + " run or of a file, at other temperatures too; of two runs on the same atoms, F(second)-F(first); or of"
                        + " two ensembles from values of work.")
final class FreeEnergyCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Mixin
    private final SamplesOptions source = new SamplesOptions();

    @Parameters(arity = "0..2", paramLabel = "RUN", description = "The folder of a run, or those of two.")
    private final List<Path> runs = new ArrayList<>();

    @Option(
            names = "--state",
            paramLabel = "[NAME=]EXPR",
            description =
                    "A state: where a condition holds, such as 'phi:2 > 0', or 'helix=phi:2 < 0 & -90deg < psi:2 <"
                            + " 30deg'. Give two or more; each is compared with the first. Default: the sign of the first phi.")
    private final List<String> states = new ArrayList<>();

    @Option(
            names = "--temperature",
            paramLabel = "K",
            split = ",",
            description = "Further temperatures, reached by reweighting.")
    private final List<Double> temperatures = new ArrayList<>();

    @Option(
            names = "--work",
            paramLabel = "FILE",
            description = "NPZ file with values of work in kT: 'forward', u_B(x)-u_A(x)-log|J| for draws of A, and"
                    + " 'reverse', u_A(x)-u_B(x)-log|J| for draws of B. Both: BAR; one: exponential averaging.")
    private @Nullable Path work;

    @Option(
            names = "--subsample",
            description =
                    "Thin values of --work that depend on their neighbours, as those of a simulation do, until they do"
                            + " not.")
    private boolean subsample;

    @Override
    public Integer call() {
        if (work != null) {
            if (!runs.isEmpty() || source.given() || !states.isEmpty() || !temperatures.isEmpty()) {
                throw new UsageException("--work holds all of two ensembles; give no runs, samples, states or"
                        + " temperatures with it");
            }
            return show(EnsembleFreeEnergy.ofWork(work, subsample));
        }
        if (subsample) {
            throw new UsageException("--subsample goes with --work");
        }
        if (runs.size() == 2) {
            if (source.given() || !states.isEmpty() || !temperatures.isEmpty()) {
                throw new UsageException(
                        "two runs are compared as a whole; states, samples and temperatures go with one");
            }
            return show(EnsembleFreeEnergy.ofRuns(runs.get(0), runs.get(1), source.bootstrap()));
        }
        return ofStates();
    }

    private int ofStates() {
        for (double temperature : temperatures) {
            if (!(temperature > 0 && Double.isFinite(temperature))) {
                throw new UsageException("--temperature " + temperature + ": a temperature above 0 K is needed");
            }
        }
        WeightedSamples samples = source.read(runs.isEmpty() ? null : runs.get(0));
        StateFreeEnergies found = StateFreeEnergies.of(samples, states(samples), temperatures, source.bootstrap());
        if (json.json()) {
            Map<String, Object> document = new LinkedHashMap<>();
            Judgement own = found.temperatures().get(0).judgement();
            document.put("free_energies", found.freeEnergies());
            document.put("ess_raw", own.essRaw());
            document.put("ess_clipped", own.essClipped());
            document.put("samples", samples.count());
            document.put("temperatures", found.temperatures());
            document.put("converged", found.converged());
            document.put("verdict", own.verdict());
            print(JsonOption.document(document));
        } else {
            print(table(found));
        }
        return found.converged() ? ExitCode.DONE : ExitCode.NOT_CONVERGED;
    }

    private List<State> states(WeightedSamples samples) {
        if (states.isEmpty()) {
            Topology topology = samples.topology();
            List<State> byPhi = topology == null ? List.of() : State.ofFirstPhi(topology, samples.vocabulary());
            if (byPhi.isEmpty()) {
                throw new UsageException("of which states? There is no phi; give two --state EXPR");
            }
            return byPhi;
        }
        List<State> all = states.stream()
                .map(text -> State.parse(text, samples.vocabulary()))
                .toList();
        if (all.stream().map(State::name).distinct().count() < Math.max(2, all.size())) {
            throw new UsageException("a difference needs two states that differ; give --state EXPR twice or more");
        }
        return all;
    }

    private static String table(StateFreeEnergies found) {
        List<String> lines = new ArrayList<>();
        found.freeEnergies().forEach(f -> lines.add(line(f)));
        for (StateFreeEnergies.AtTemperature at : found.temperatures()) {
            if (found.temperatures().size() > 1) {
                lines.add(String.format(
                        Locale.ROOT, "at %s, overlap with the samples %.3g:", kelvin(at.temperature()), at.overlap()));
            }
            at.judgement()
                    .states()
                    .forEach(state ->
                            lines.add(JudgementText.line(state.state(), Results.State.of(state, at.temperature()))));
            lines.addAll(JudgementText.lines(at.judgement()));
        }
        return JudgementText.joined(lines);
    }

    private static String line(Results.FreeEnergy f) {
        return String.format(
                Locale.ROOT,
                "%s = %.3f kT, 95 %% interval [%.3f, %.3f], at %s",
                f.name(),
                f.valueKT(),
                f.ci95KT().low(),
                f.ci95KT().high(),
                kelvin(f.temperature()));
    }

    private static String kelvin(double temperature) {
        return Double.isNaN(temperature) ? "the temperature of the samples" : Kelvin.text(temperature);
    }

    private int show(EnsembleFreeEnergy found) {
        if (json.json()) {
            print(JsonOption.document(found.document()));
        } else {
            List<String> lines = new ArrayList<>();
            lines.add(String.format(
                    Locale.ROOT,
                    "%s = %.3f kT, 95 %% interval [%.3f, %.3f], by %s",
                    found.name(),
                    found.estimate().value(),
                    found.estimate().low(),
                    found.estimate().high(),
                    found.method()));
            found.warnings().stream()
                    .filter(warning -> !found.verdict().endsWith(warning))
                    .forEach(warning -> lines.add("warning: " + warning));
            lines.add(found.verdict());
            print(JudgementText.joined(lines));
        }
        return found.converged() ? ExitCode.DONE : ExitCode.NOT_CONVERGED;
    }

    private void print(String text) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println(text);
        out.flush();
    }
}
