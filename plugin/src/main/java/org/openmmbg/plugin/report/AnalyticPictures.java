package org.openmmbg.plugin.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.openmmbg.estimate.Axis;
import org.openmmbg.estimate.Histogram;
import org.openmmbg.potential.KnownAnswer;
import org.openmmbg.potential.StatePair;
import org.openmmbg.potential.TwoStateSystem;
import org.openmmbg.systems.AnalyticSystem;
import org.openmmbg.systems.InputFileException;
import org.openmmbg.systems.trajectory.NpyArray;
import org.openmmbg.systems.trajectory.NpzReader;

/** The plane of a potential, its latent space, and the profile along its states' coordinate beside the exact one. */
final class AnalyticPictures implements Pictures {
    private static final int BINS = 60;
    private static final int MOST_POINTS = 3000;

    /** Beyond this many kT above its lowest the potential is left white. */
    private static final double HIGHEST = 14;

    private final AnalyticSystem system;
    private final TwoStateSystem potential;
    private final StatePair states;

    AnalyticPictures(AnalyticSystem system) {
        this.system = system;
        potential = system.potential();
        states = potential.states();
    }

    @Override
    public List<ReportData.Surfaces> surfaces(List<Ensemble> ensembles) {
        if (potential.dimension() != 2) {
            return List.of();
        }
        Axis x = axis(ensembles.get(0), 0);
        Axis y = axis(ensembles.get(0), 1);
        List<ReportData.Surface> surfaces = new ArrayList<>();
        surfaces.add(new ReportData.Surface("potential", BINS, energies(x, y)));
        for (Ensemble ensemble : ensembles.subList(1, ensembles.size())) {
            if (!ensemble.isEmpty()) {
                Histogram histogram = new Histogram(
                        List.of(x, y),
                        List.of(
                                ensemble.values((positions, at) -> positions[at]),
                                ensemble.values((positions, at) -> positions[at + 1])),
                        ensemble.weights());
                surfaces.add(new ReportData.Surface(ensemble.name(), BINS, histogram.freeEnergies()));
            }
        }
        return List.of(new ReportData.Surfaces(
                "Potential and samples",
                "The potential, and free energies −ln p of the draws, in kT above each one's own minimum; one colour scale"
                        + " for all. White: no draw, or far above the minimum.",
                range(x, "x"),
                range(y, "y"),
                surfaces));
    }

    /** Returns an axis that holds the seeds with room around them, its ends whole numbers. */
    private static Axis axis(Ensemble seeds, int column) {
        double[] values = seeds.values((positions, at) -> positions[at + column]);
        double low = Arrays.stream(values).min().orElse(-1);
        double high = Arrays.stream(values).max().orElse(1);
        return new Axis(Math.floor(low - 0.3), Math.ceil(high + 0.3), BINS, false);
    }

    private static ReportData.Range range(Axis axis, String label) {
        return new ReportData.Range(axis.low(), axis.high(), 1, label);
    }

    private double[] energies(Axis x, Axis y) {
        double[] positions = new double[2 * BINS * BINS];
        for (int i = 0; i < BINS; i++) {
            for (int j = 0; j < BINS; j++) {
                positions[2 * (i * BINS + j)] = x.centre(i);
                positions[2 * (i * BINS + j) + 1] = y.centre(j);
            }
        }
        double[] energies = new double[BINS * BINS];
        potential.evaluate(energies.length, positions, energies, null);
        double lowest = Arrays.stream(energies).min().orElse(0);
        return Arrays.stream(energies)
                .map(u -> u - lowest < HIGHEST ? u - lowest : Double.NaN)
                .toArray();
    }

    @Override
    public List<ReportData.Scatter> latent(Ensemble seeds, Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        Map<String, NpyArray> arrays = NpzReader.read(file);
        NpyArray latent = arrays.get("latent");
        int n = potential.dimension();
        if (latent == null || latent.values().length != seeds.positions().length) {
            throw new InputFileException(file, "holds no array 'latent' that fits the seeds");
        }
        int count = seeds.energy().length;
        int stride = Math.max(1, count / MOST_POINTS);
        double[] values = seeds.values(potential::coordinate);
        ReportData.Range z1 = new ReportData.Range(-4, 4, 1, "z1");
        ReportData.Range z2 = new ReportData.Range(-4, 4, 1, "z2");
        return List.of(new ReportData.Scatter(
                "Seeds in latent space",
                z1,
                z2,
                List.of(
                        points(states.below(), latent.values(), n, stride, i -> values[i] < states.boundary(), count),
                        points(
                                states.above(),
                                latent.values(),
                                n,
                                stride,
                                i -> values[i] > states.boundary(),
                                count))));
    }

    private static ReportData.Points points(
            String name, double[] latent, int n, int stride, IntPredicate member, int count) {
        double[] x = new double[count];
        double[] y = new double[count];
        int found = 0;
        for (int i = 0; i < count; i += stride) {
            if (member.test(i)) {
                x[found] = latent[i * n];
                y[found++] = latent[i * n + 1];
            }
        }
        return new ReportData.Points(name, Arrays.copyOf(x, found), Arrays.copyOf(y, found));
    }

    @Override
    public List<ReportData.Profile> profiles(List<Ensemble> ensembles) {
        Axis axis = new Axis(states.profileLow(), states.profileHigh(), BINS, false);
        List<ReportData.Curve> curves = new ArrayList<>();
        for (Ensemble ensemble : ensembles) {
            boolean main = curves.isEmpty();
            curves.add(ensemble.profile(axis, ensemble.values(potential::coordinate), value -> value, main));
            if (main) {
                exact(axis).ifPresent(curves::add);
            }
        }
        return List.of(new ReportData.Profile(
                "Free energy along " + states.coordinate(),
                new ReportData.Range(axis.low(), axis.high(), 0.5, states.coordinate()),
                curves));
    }

    private Optional<ReportData.Curve> exact(Axis axis) {
        // It is that of both states.
        return system.state() == null ? potential.answer().map(answer -> curve(axis, answer)) : Optional.empty();
    }

    private static ReportData.Curve curve(Axis axis, KnownAnswer answer) {
        double[] x = new double[axis.bins()];
        double[] y = new double[axis.bins()];
        Arrays.setAll(x, axis::centre);
        Arrays.setAll(y, i -> answer.profile(x[i]));
        double lowest = Arrays.stream(y).min().orElse(0);
        Arrays.setAll(y, i -> y[i] - lowest);
        return new ReportData.Curve("exact", x, y, null, null);
    }

    @Override
    public List<ReportData.Entry> comparedCost() {
        return system.plainCost()
                .map(text -> List.of(new ReportData.Entry("without a generator (published)", text)))
                .orElse(List.of());
    }
}
