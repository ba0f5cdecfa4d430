package org.openmmbg.plugin.analysis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openmmbg.estimate.BennettAcceptanceRatio;
import org.openmmbg.estimate.Bootstrap;
import org.openmmbg.estimate.ConvergenceVerdict;
import org.openmmbg.estimate.Estimate;
import org.openmmbg.estimate.ExponentialAveraging;
import org.openmmbg.estimate.FreeEnergyDifference;
import org.openmmbg.estimate.ImportanceWeights;
import org.openmmbg.plugin.pipeline.Results;
import org.openmmbg.systems.InputFileException;
import org.openmmbg.systems.trajectory.NpyArray;
import org.openmmbg.systems.trajectory.NpzReader;

/**
 * The free-energy difference of two ensembles.
 *
 * @param name what is subtracted from what
 * @param method the estimator
 * @param estimate kT
 * @param converged whether it can be believed
 * @param verdict why, or why not
 * @param warnings what speaks against it
 * @param figures what else is known of it, by name
 */
public record EnsembleFreeEnergy(
        String name,
        String method,
        Estimate estimate,
        boolean converged,
        String verdict,
        List<String> warnings,
        Map<String, Object> figures) {

    /** No energy, and its square still a number. */
    private static final double LARGEST_WORK = 1e100;

    public EnsembleFreeEnergy {
        warnings = List.copyOf(warnings);
        figures = new LinkedHashMap<>(figures);
    }

    private static EnsembleFreeEnergy of(
            String method, Estimate estimate, ConvergenceVerdict verdict, Map<String, Object> figures) {
        return new EnsembleFreeEnergy(
                "F(B)-F(A)", method, estimate, verdict.converged(), verdict.text(), verdict.warnings(), figures);
    }

    /**
     * Takes values of work.
     *
     * @param file NPZ file with {@code forward}, {@code reverse} or both, kT, [N]: +∞ for draws outside the other ensemble,
     *     NaN for failed ones; each in the order in which they were made
     * @param subsample whether values that depend on their neighbours are thinned until they do not; else they are refused
     * @throws InputFileException if it cannot be used
     */
    public static EnsembleFreeEnergy ofWork(Path file, boolean subsample) {
        Map<String, NpyArray> arrays = NpzReader.read(file, Set.of("forward", "reverse"));
        WorkSeries forward = WorkSeries.of("forward", work(file, arrays.get("forward"), "forward"), subsample);
        WorkSeries reverse = WorkSeries.of("reverse", work(file, arrays.get("reverse"), "reverse"), subsample);
        Map<String, Object> figures = new LinkedHashMap<>();
        Optional<String> objection = Optional.empty();
        for (WorkSeries series :
                Stream.of(forward, reverse).filter(Objects::nonNull).toList()) {
            figures.put("inefficiency_" + series.name(), series.inefficiency());
            figures.put("values_" + series.name(), series.values().length);
            objection = objection.or(series::objection);
        }
        if (forward != null && reverse != null) {
            BennettAcceptanceRatio ratio = BennettAcceptanceRatio.of(forward.values(), reverse.values());
            figures.put("overlap", ratio.overlap());
            return of(
                    "Bennett's acceptance ratio",
                    ratio.difference().interval(),
                    ConvergenceVerdict.of(ratio).unless(objection),
                    figures);
        }
        ExponentialAveraging averaging;
        if (forward != null) {
            averaging = ExponentialAveraging.forward(forward.values());
        } else if (reverse != null) {
            averaging = ExponentialAveraging.reverse(reverse.values());
        } else {
            throw new InputFileException(file, "holds neither an array 'forward' nor 'reverse', values of work in kT");
        }
        figures.put("ess_raw", averaging.weights().essRaw());
        figures.put("ess_clipped", averaging.weights().essClipped());
        figures.put("pareto_k", averaging.smoothing().k());
        figures.put("largest_weight", averaging.weights().largestShare());
        return of(
                "exponential averaging, one-sided",
                averaging.difference().interval(),
                ConvergenceVerdict.of(averaging).unless(objection),
                figures);
    }

    private static double @Nullable [] work(Path file, @Nullable NpyArray array, String name) {
        if (array == null) {
            return null;
        }
        if (array.shape().size() != 1 || array.values().length == 0) {
            throw new InputFileException(file, "'" + name + "' has shape " + array.shape() + "; expected [draws]");
        }
        for (double value : array.values()) {
            if (value == Double.NEGATIVE_INFINITY) {
                throw new InputFileException(file, "'" + name + "' holds a work of −∞; expected finite numbers");
            }
            if (Math.abs(value) > LARGEST_WORK && value < Double.POSITIVE_INFINITY) {
                throw new InputFileException(
                        file, "'" + name + "' holds a work of " + value + " kT; +∞ says outside the other ensemble");
            }
        }
        return array.values();
    }

    /**
     * Compares two runs on the same atoms: −log Z of each from its generator's normalised density, over positions up to
     * rigid motion.
     *
     * @throws org.openmmbg.plugin.pipeline.UsageException if one is no run
     * @throws InputFileException if a file cannot be used, or the runs are of different atoms
     */
    public static EnsembleFreeEnergy ofRuns(Path first, Path second, Bootstrap bootstrap) {
        WeightedSamples a = WeightedSamples.ofRun(first);
        WeightedSamples b = WeightedSamples.ofRun(second);
        if (a.width() != b.width()) {
            throw new InputFileException(
                    second,
                    "has " + b.width() + " coordinates, " + first + " has " + a.width()
                            + "; free energies of the same atoms can be compared");
        }
        ImportanceWeights ofA = a.weights();
        ImportanceWeights ofB = b.weights();
        Judgement judgementA = Judgement.of(a, List.of());
        Judgement judgementB = Judgement.of(b, List.of());
        List<String> warnings = new ArrayList<>();
        judgementA.warnings().forEach(warning -> warnings.add(first + ": " + warning));
        judgementB.warnings().forEach(warning -> warnings.add(second + ": " + warning));
        boolean converged = judgementA.converged() && judgementB.converged();
        Judgement told = judgementA.converged() ? judgementB : judgementA;
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("weights", Stream.of(judgementA, judgementB).toList());
        return new EnsembleFreeEnergy(
                "F(" + second + ")-F(" + first + ")",
                "the normalisation of each",
                difference(ofA, ofB, bootstrap),
                converged,
                told.verdict(),
                warnings,
                figures);
    }

    /** Returns F(B) − F(A); the two sides are independent, so that their intervals add in squares. */
    private static Estimate difference(ImportanceWeights a, ImportanceWeights b, Bootstrap bootstrap) {
        Estimate ofA = FreeEnergyDifference.ofEnsemble(a, bootstrap);
        Estimate ofB = FreeEnergyDifference.ofEnsemble(b, bootstrap);
        double value = ofB.value() - ofA.value();
        double below = Math.hypot(ofA.high() - ofA.value(), ofB.value() - ofB.low());
        double above = Math.hypot(ofA.value() - ofA.low(), ofB.high() - ofB.value());
        return new Estimate(value, value - below, value + above);
    }

    /** Returns this as a document. */
    public Map<String, Object> document() {
        Map<String, Object> difference = new LinkedHashMap<>();
        difference.put("name", name);
        difference.put("value_kT", estimate.value());
        difference.put("ci95_kT", new Results.Interval(estimate.low(), estimate.high()));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("free_energies", List.of(difference));
        document.put("method", method);
        document.putAll(figures);
        document.put("warnings", warnings);
        document.put("converged", converged);
        document.put("verdict", verdict);
        return document;
    }
}
