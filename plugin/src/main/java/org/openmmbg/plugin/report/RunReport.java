package org.openmmbg.plugin.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openmmbg.estimate.Axis;
import org.openmmbg.estimate.Histogram;
import org.openmmbg.estimate.ImportanceWeights;
import org.openmmbg.plugin.pipeline.ChosenSystem;
import org.openmmbg.plugin.pipeline.ConfigLoader;
import org.openmmbg.plugin.pipeline.Results;
import org.openmmbg.plugin.pipeline.RunConfig;
import org.openmmbg.plugin.pipeline.RunFolder;
import org.openmmbg.systems.AnalyticSystem;
import org.openmmbg.systems.InputFileException;
import org.openmmbg.systems.MolecularSystem;
import org.openmmbg.systems.SampledSystem;
import org.openmmbg.systems.trajectory.NpyArray;
import org.openmmbg.systems.trajectory.NpzReader;

/** Makes a report from the files of a run folder alone, so that it can be drawn again at any time. */
public final class RunReport {
    private static final int HISTOGRAM_BINS = 60;
    /** Draws that weigh less than exp of minus this beside the heaviest are not shown. */
    private static final double LOG_WEIGHTS_SHOWN = 40;

    private static final Pattern NAME_WITH_UNIT = Pattern.compile("(.*) \\(([^()]*)\\)");

    private final RunConfig config;
    private final String title;
    private final Results results;
    private final List<ReportData.TrainingStage> training;
    private final Pictures pictures;
    private final Path latent;
    private final Ensemble seeds;
    private final Ensemble generator;
    private final Ensemble reweighted;
    private final double[] logWeights;

    private RunReport(RunFolder folder) {
        config = ConfigLoader.read(folder.config());
        results = Results.read(folder.results());
        training = TrainingLog.read(folder.metrics());
        latent = folder.latent();
        SampledSystem system = ChosenSystem.find(config.system());
        title = system.name();
        int width;
        if (system instanceof AnalyticSystem analytic) {
            pictures = new AnalyticPictures(analytic);
            width = analytic.potential().dimension();
        } else {
            MolecularSystem molecule = (MolecularSystem) system;
            pictures = new MoleculePictures(molecule);
            width = 3 * molecule.topology().atomCount();
        }
        Map<String, NpyArray> drawn = NpzReader.read(folder.samples());
        logWeights = values(drawn, "log_w", folder.samples());
        generator = ensemble("generator", drawn, width, folder.samples(), null);
        reweighted = ensemble("generator, reweighted", drawn, width, folder.samples(), logWeights);
        Map<String, NpyArray> examples = NpzReader.read(folder.seeds());
        NpyArray seedWeights = examples.get("weights");
        seeds = ensemble(
                "seeds",
                examples,
                width,
                folder.seeds(),
                seedWeights == null
                        ? null
                        : Arrays.stream(seedWeights.values()).map(Math::log).toArray());
    }

    /**
     * Reads a run folder.
     *
     * @param folder the folder of a run that has come to its results
     * @throws InputFileException if one of its files is missing or cannot be used
     */
    public static ReportData of(RunFolder folder) {
        return new RunReport(folder).data();
    }

    private static double[] values(Map<String, NpyArray> arrays, String name, Path file) {
        NpyArray array = arrays.get(name);
        if (array == null) {
            throw new InputFileException(file, "holds no array '" + name + "'");
        }
        return array.values();
    }

    private Ensemble ensemble(
            String name, Map<String, NpyArray> arrays, int width, Path file, double @Nullable [] logs) {
        double[] positions = values(arrays, "positions", file);
        double[] energy = values(arrays, "u", file);
        int count = energy.length;
        if (count == 0 || positions.length != (long) count * width || (logs != null && logs.length != count)) {
            throw new InputFileException(file, "its arrays do not fit each other, or not the system");
        }
        return new Ensemble(
                name,
                positions,
                width,
                energy,
                logs == null ? ImportanceWeights.equal(count) : new ImportanceWeights(logs));
    }

    private ReportData data() {
        return new ReportData(
                title + " at " + temperature(config.system().temperature()),
                results.converged(),
                results.verdict(),
                results.warnings(),
                headline(),
                estimates(),
                states(),
                pictures.surfaces(List.of(seeds, generator, reweighted)),
                pictures.latent(seeds, latent),
                pictures.profiles(profiled()),
                logWeightHistogram(),
                energyHistograms(),
                training,
                cost(),
                provenance(),
                ConfigLoader.flat(config).entrySet().stream()
                        .map(entry -> new ReportData.Entry(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private List<ReportData.Entry> headline() {
        List<ReportData.Entry> headline = new ArrayList<>();
        headline.add(new ReportData.Entry("raw ESS", Numbers.shown(results.essRaw())));
        headline.add(new ReportData.Entry("clipped ESS", Numbers.shown(results.essClipped())));
        results.freeEnergies().stream()
                .findFirst()
                .ifPresent(f -> headline.add(new ReportData.Entry(f.name(), Numbers.shown(f.valueKT()) + " kT")));
        headline.add(new ReportData.Entry("draws", count(results.draws())));
        return headline;
    }

    private List<ReportData.Estimate> estimates() {
        List<ReportData.Estimate> estimates = new ArrayList<>();
        for (Results.FreeEnergy f : results.freeEnergies()) {
            estimates.add(new ReportData.Estimate(
                    f.name(),
                    f.valueKT(),
                    f.ci95KT().low(),
                    f.ci95KT().high(),
                    "kT at " + temperature(f.temperature())));
        }
        for (Results.FreeEnergy f : results.freeEnergies()) {
            Results.OneSided drawn = f.oneSided();
            if (drawn != null) {
                estimates.add(new ReportData.Estimate(
                        f.name() + " of the draws alone",
                        drawn.valueKT(),
                        drawn.ci95KT().low(),
                        drawn.ci95KT().high(),
                        "kT at " + temperature(f.temperature())));
            }
        }
        for (Results.Observable o : results.observables()) {
            Matcher parts = NAME_WITH_UNIT.matcher(o.name());
            boolean hasUnit = parts.matches();
            estimates.add(new ReportData.Estimate(
                    hasUnit ? parts.group(1) : o.name(),
                    o.mean(),
                    o.ci95().low(),
                    o.ci95().high(),
                    hasUnit ? parts.group(2) : ""));
        }
        return estimates;
    }

    private List<ReportData.State> states() {
        boolean several = results.states().stream()
                        .map(Results.State::temperature)
                        .distinct()
                        .count()
                > 1;
        return results.states().stream()
                .map(state -> new ReportData.State(
                        (state.state().isEmpty() ? "all draws" : state.state())
                                + (several ? " at " + temperature(state.temperature()) : ""),
                        count(state.draws()),
                        count(Math.round(state.effectiveSamples())),
                        Numbers.shown(state.paretoK()),
                        percent(state.largestWeight()),
                        state.seeds() == 0 ? "–" : percent(state.missedSeeds()) + " of " + count(state.seeds())))
                .toList();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2g %%", 100 * share);
    }

    private String temperature(double value) {
        return ChosenSystem.temperatureText(config.system(), value);
    }

    private List<Ensemble> profiled() {
        List<Ensemble> profiled = new ArrayList<>();
        if (!reweighted.isEmpty()) {
            profiled.add(reweighted);
        }
        if (!seeds.isEmpty()) {
            profiled.add(seeds);
        }
        profiled.add(generator);
        return profiled;
    }

    private List<ReportData.Histogram> logWeightHistogram() {
        double mean = reweighted.weights().logMean();
        double[] shifted = Arrays.stream(logWeights)
                .filter(Double::isFinite)
                .map(w -> w - mean)
                .sorted()
                .toArray();
        if (shifted.length == 0) {
            return List.of();
        }
        double high = shifted[shifted.length - 1];
        // The far left tail weighs nothing; it must not squeeze the rest.
        double low = Math.max(shifted[shifted.length / 200], high - LOG_WEIGHTS_SHOWN);
        Axis axis = axis(low, high);
        return List.of(histogram("draws", axis, shifted, ImportanceWeights.equal(shifted.length)));
    }

    private List<ReportData.Histogram> energyHistograms() {
        double[] drawn = finiteSorted(generator.energy());
        double[] examples = finiteSorted(seeds.energy());
        if (drawn.length == 0 || examples.length == 0) {
            return List.of();
        }
        double low = Math.min(drawn[0], examples[0]);
        double highest = examples[examples.length - 1];
        // A generator that is not trained has draws of any energy: show what lies near the seeds.
        double high = Math.max(highest, Math.min(quantile(drawn, 0.98), highest + 2 * (highest - examples[0])));
        Axis axis = axis(low, high);
        List<ReportData.Histogram> histograms = new ArrayList<>();
        for (Ensemble ensemble : List.of(generator, seeds, reweighted)) {
            if (!ensemble.isEmpty()) {
                histograms.add(histogram(ensemble.name(), axis, ensemble.energy(), ensemble.weights()));
            }
        }
        return histograms;
    }

    private static double[] finiteSorted(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    }

    private static double quantile(double[] sorted, double fraction) {
        return sorted[(int) (fraction * (sorted.length - 1))];
    }

    private static Axis axis(double low, double high) {
        return new Axis(low, high > low ? high : low + 1, HISTOGRAM_BINS, false);
    }

    private static ReportData.Histogram histogram(String name, Axis axis, double[] values, ImportanceWeights weights) {
        double[] edges = new double[axis.bins() + 1];
        Arrays.setAll(edges, i -> axis.low() + i * axis.width());
        double[] density = Arrays.stream(new Histogram(List.of(axis), List.of(values), weights).probabilities())
                .map(p -> p / axis.width())
                .toArray();
        return new ReportData.Histogram(name, edges, density);
    }

    private List<ReportData.Entry> cost() {
        List<ReportData.Entry> cost = new ArrayList<>();
        cost.add(new ReportData.Entry("energy evaluations", count(results.cost().energyEvaluations())));
        cost.add(new ReportData.Entry("MD steps", count(results.cost().mdSteps())));
        cost.add(new ReportData.Entry(
                "wall time",
                String.format(Locale.ROOT, "%,.0f s", results.cost().wallS())));
        cost.add(new ReportData.Entry("draws", count(results.draws())));
        cost.addAll(pictures.comparedCost());
        results.weightZero()
                .forEach((reason, n) -> cost.add(new ReportData.Entry("weight 0: " + plain(reason), count(n))));
        results.failures().forEach((kind, n) -> cost.add(new ReportData.Entry("failed: " + plain(kind), count(n))));
        return cost;
    }

    private static String plain(String key) {
        return key.replace('_', ' ');
    }

    private List<ReportData.Entry> provenance() {
        Results.Provenance provenance = results.provenance();
        return List.of(
                new ReportData.Entry("seed", Long.toString(provenance.seed())),
                new ReportData.Entry("OpenMM version", provenance.openmmVersion()),
                new ReportData.Entry("OpenMM library", provenance.openmmLibrary()),
                new ReportData.Entry("force-field hash", provenance.forcefieldHash()),
                new ReportData.Entry("command", provenance.command()),
                new ReportData.Entry("openmm-bg version", provenance.version()));
    }

    private static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
