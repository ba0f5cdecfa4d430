package org.openmmbg.plugin.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Report data of the shape a run gives, made by formulas: to test and to look at the report, never shipped. */
final class SyntheticReport {
    private static final int BINS = 72;

    /** Basins on the Ramachandran plot: phi, psi (degrees), width, weight. */
    private static final double[][] BASINS = {
        {-150, 155, 22, 1}, {-70, 145, 20, 1.3}, {-75, -20, 20, 0.9}, {55, 40, 14, 0.03}, {65, -160, 16, 0.006}
    };

    private static final ReportData.Range ANGLE = new ReportData.Range(-180, 180, 60, "φ / °");

    private SyntheticReport() {}

    static ReportData data(String title) {
        double[] reweighted = surface(1, 1e-6);
        double[] generator = surface(1.25, 1e-5);
        double[] seeds = surface(1, 4e-4);
        return new ReportData(
                title,
                true,
                "converged: raw ESS 0.231, 4620 effective samples, largest weight 0.21 % of the sum",
                List.of("the tail of the weights is heavy"),
                List.of(
                        new ReportData.Entry("raw ESS", "0.231"),
                        new ReportData.Entry("clipped ESS", "0.244"),
                        new ReportData.Entry("F(phi>0)−F(phi<0)", "3.42 ± 0.31 kT"),
                        new ReportData.Entry("draws", "20,000")),
                List.of(
                        new ReportData.Estimate("F(phi>0)-F(phi<0)", 3.42, 3.11, 3.73, "kT at 300 K"),
                        new ReportData.Estimate("potential energy", -91.23, -91.6, -90.9, "kJ/mol"),
                        new ReportData.Estimate("J(HN-HA)", 6.81, 6.75, Double.NaN, "Hz")),
                List.of(
                        new ReportData.State("all draws", "20,000", "4,620", "0.312", "0.21 %", "0 % of 1,000"),
                        new ReportData.State("phi>0", "812", "301", "0.402", "1.8 %", "2.1 % of 120")),
                List.of(new ReportData.Surfaces(
                        "Ramachandran surfaces",
                        "Free energy in kT.",
                        ANGLE,
                        new ReportData.Range(-180, 180, 60, "ψ / °"),
                        List.of(
                                new ReportData.Surface("Seeds", BINS, seeds),
                                new ReportData.Surface("Generator", BINS, generator),
                                new ReportData.Surface("Generator, reweighted", BINS, reweighted)))),
                List.of(),
                List.of(new ReportData.Profile(
                        "Free energy along φ",
                        ANGLE,
                        List.of(
                                profile("generator, reweighted", reweighted, true),
                                profile("seeds", seeds, false),
                                profile("generator", generator, false)))),
                List.of(histogram("draws with weight", -0.6, 1.1, -8, 4)),
                List.of(histogram("generator", 14, 6.2, -10, 60), histogram("seeds", 11, 5.4, -10, 60)),
                List.of(stage("Maximum likelihood", 2000, 30, -70, false), stage("KL", 3000, 5, -41, true)),
                List.of(
                        new ReportData.Entry("energy evaluations", "2,345,678"),
                        new ReportData.Entry("MD steps", "480,000"),
                        new ReportData.Entry("wall time", "412 s")),
                List.of(
                        new ReportData.Entry("seed", "1"),
                        new ReportData.Entry("OpenMM", "7.3.1"),
                        new ReportData.Entry("OpenMM library", "/home/someone/.cache/openmm-bg/7.3.1/libOpenMM.so"),
                        new ReportData.Entry("command", "openmm-bg run alanine-dipeptide --preset quick --out my-run")),
                config());
    }

    private static List<ReportData.Entry> config() {
        List<ReportData.Entry> entries = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            entries.add(new ReportData.Entry("group.key_" + i, Integer.toString(100 * i)));
        }
        return entries;
    }

    private static double density(double phi, double psi, double spread) {
        double sum = 0;
        for (double[] basin : BASINS) {
            double width = basin[2] * spread;
            double dPhi = Math.IEEEremainder(phi - basin[0], 360) / width;
            double dPsi = Math.IEEEremainder(psi - basin[1], 360) / width;
            sum += basin[3] * Math.exp(-0.5 * (dPhi * dPhi + dPsi * dPsi)) / (width * width);
        }
        return sum;
    }

    private static double[] surface(double spread, double smallest) {
        double[] density = new double[BINS * BINS];
        for (int i = 0; i < BINS; i++) {
            for (int j = 0; j < BINS; j++) {
                density[i * BINS + j] = density(angle(i), angle(j), spread);
            }
        }
        double largest = Arrays.stream(density).max().orElseThrow();
        return Arrays.stream(density)
                .map(p -> p < largest * smallest ? Double.NaN : -Math.log(p / largest))
                .toArray();
    }

    private static double angle(int bin) {
        return -180 + (bin + 0.5) * 360 / BINS;
    }

    private static ReportData.Curve profile(String name, double[] surface, boolean band) {
        double[] x = new double[BINS];
        double[] y = new double[BINS];
        double[] low = new double[BINS];
        double[] high = new double[BINS];
        double lowest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < BINS; i++) {
            double sum = 0;
            for (int j = 0; j < BINS; j++) {
                double f = surface[i * BINS + j];
                sum += Double.isNaN(f) ? 0 : Math.exp(-f);
            }
            x[i] = angle(i);
            y[i] = sum == 0 ? Double.NaN : -Math.log(sum);
            lowest = Math.min(lowest, sum == 0 ? Double.POSITIVE_INFINITY : y[i]);
        }
        for (int i = 0; i < BINS; i++) {
            y[i] -= lowest;
            low[i] = Math.max(0, y[i] - 0.05 - 0.06 * y[i]);
            high[i] = y[i] + 0.05 + 0.06 * y[i];
        }
        return new ReportData.Curve(name, x, y, band ? low : null, band ? high : null);
    }

    private static ReportData.Histogram histogram(String name, double mean, double width, double from, double to) {
        int bins = 60;
        double[] edges = new double[bins + 1];
        double[] density = new double[bins];
        for (int i = 0; i <= bins; i++) {
            edges[i] = from + (to - from) * i / bins;
        }
        for (int i = 0; i < bins; i++) {
            double d = ((edges[i] + edges[i + 1]) / 2 - mean) / width;
            density[i] = Math.exp(-0.5 * d * d) / (width * Math.sqrt(2 * Math.PI));
        }
        return new ReportData.Histogram(name, edges, density);
    }

    private static ReportData.TrainingStage stage(String name, int steps, double from, double to, boolean energies) {
        double[] step = new double[steps];
        double[] loss = new double[steps];
        double[] ess = new double[steps];
        double[] norm = new double[steps];
        for (int i = 0; i < steps; i++) {
            double noise = Math.sin(i * 12.9898) * Math.cos(i * 78.233);
            double done = Math.exp(-6.0 * i / steps);
            step[i] = i + 1;
            loss[i] = to + (from - to) * done + 2 * noise + (i < 5 ? 1e6 : 0);
            ess[i] = energies ? Math.max(0, 0.25 * (1 - done) + 0.04 * noise) : Double.NaN;
            norm[i] = 3 + 300 * done * done + 2 * Math.abs(noise);
        }
        return new ReportData.TrainingStage(name, step, loss, ess, norm);
    }
}
