package org.openmmbg.plugin.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The charts of a report, each from its data. */
final class Charts {
    private static final double HALF_WIDTH = 560;
    private static final double THIRD_WIDTH = 372;
    private static final double HEIGHT = 330;
    private static final double SQUARE = 400;
    private static final double MAX_KT = 15;
    private static final int MAX_POINTS = 300;

    private Charts() {}

    /** Free energy along a coordinate; the first curve is the main one. */
    static String profile(String id, ReportData.Profile profile) {
        List<ReportData.Curve> curves = profile.curves();
        double highest = 1;
        for (ReportData.Curve curve : curves) {
            highest = Math.max(
                    highest,
                    Arrays.stream(curve.y()).filter(Double::isFinite).max().orElse(1));
        }
        Chart chart = new Chart(
                profile.title(),
                HALF_WIDTH,
                HEIGHT,
                Scale.of(profile.x()),
                Scale.linear(0, Math.min(highest * 1.05, MAX_KT), 6, "free energy / kT"));
        Chart.Look[] looks = {Chart.Look.MAIN, Chart.Look.COMPARED, Chart.Look.DASHED};
        for (int i = 0; i < curves.size(); i++) {
            chart.add(curves.get(i), looks[Math.min(i, looks.length - 1)]);
        }
        return chart.draw(id);
    }

    /** Points in a plane, a colour for each group. */
    static String scatter(String id, ReportData.Scatter scatter) {
        Chart chart = new Chart(scatter.title(), SQUARE, SQUARE, Scale.of(scatter.x()), Scale.of(scatter.y()));
        Chart.Look[] looks = {Chart.Look.MAIN, Chart.Look.COMPARED, Chart.Look.DASHED};
        for (int i = 0; i < scatter.groups().size(); i++) {
            chart.addPoints(scatter.groups().get(i), looks[Math.min(i, looks.length - 1)]);
        }
        return chart.draw(id);
    }

    /** Histograms as filled steps over each other. */
    static String histograms(String id, String title, String xLabel, String yLabel, List<ReportData.Histogram> all) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double highest = 0;
        for (ReportData.Histogram histogram : all) {
            low = Math.min(low, histogram.edges()[0]);
            high = Math.max(high, histogram.edges()[histogram.edges().length - 1]);
            highest = Math.max(highest, Arrays.stream(histogram.density()).max().orElse(0));
        }
        Chart chart = new Chart(
                title,
                HALF_WIDTH,
                HEIGHT,
                Scale.linear(low, high, 7, xLabel),
                Scale.linear(0, highest * 1.05, 5, yLabel));
        Chart.Look[] looks = {Chart.Look.FILLED, Chart.Look.FILLED_COMPARED, Chart.Look.DASHED};
        for (int i = 0; i < all.size(); i++) {
            chart.add(steps(all.get(i)), looks[Math.min(i, looks.length - 1)]);
        }
        return chart.draw(id);
    }

    private static ReportData.Curve steps(ReportData.Histogram histogram) {
        int bins = histogram.density().length;
        double[] x = new double[2 * bins + 2];
        double[] y = new double[2 * bins + 2];
        for (int i = 0; i < bins; i++) {
            x[2 * i + 1] = histogram.edges()[i];
            x[2 * i + 2] = histogram.edges()[i + 1];
            y[2 * i + 1] = histogram.density()[i];
            y[2 * i + 2] = histogram.density()[i];
        }
        x[0] = histogram.edges()[0];
        x[2 * bins + 1] = histogram.edges()[bins];
        return new ReportData.Curve(histogram.name(), x, y, null, null);
    }

    /** Loss, batch ESS and gradient norm of one stage; those that were not logged are left out. */
    static List<String> training(String id, ReportData.TrainingStage stage) {
        List<String> charts = new ArrayList<>();
        addTraining(charts, id + "-loss", stage, "loss", "loss / kT", false, ReportData.TrainingStage::loss);
        addTraining(charts, id + "-ess", stage, "batch ESS", "ESS / fraction", false, ReportData.TrainingStage::ess);
        addTraining(
                charts,
                id + "-norm",
                stage,
                "gradient norm",
                "gradient norm / kT",
                true,
                ReportData.TrainingStage::gradientNorm);
        return charts;
    }

    /** Takes the values of one quantity out of a stage. */
    private interface Values {
        double[] of(ReportData.TrainingStage stage);
    }

    private static void addTraining(
            List<String> charts,
            String id,
            ReportData.TrainingStage stage,
            String what,
            String label,
            boolean logarithmic,
            Values values) {
        double[] all = values.of(stage);
        double[] sorted = Arrays.stream(all)
                .filter(value -> Double.isFinite(value) && (!logarithmic || value > 0))
                .sorted()
                .toArray();
        if (sorted.length < 2) {
            return;
        }
        ReportData.Curve curve = binned(stage.step(), all);
        // The first steps of a training may be out by orders of magnitude; they must not set the range.
        double low = sorted[0];
        double high = sorted[(int) Math.floor(0.97 * (sorted.length - 1))];
        high += 0.1 * (high - low);
        Scale y = logarithmic
                ? Scale.logarithmic(sorted[0], sorted[sorted.length - 1], label)
                : Scale.linear(what.contains("ESS") ? 0 : low, high, 5, label);
        double last = stage.step()[stage.step().length - 1];
        charts.add(new Chart(
                        stage.name() + ": " + what,
                        THIRD_WIDTH,
                        HEIGHT - 40,
                        Scale.linear(stage.step()[0], last, 5, "optimiser step"),
                        y)
                .add(curve, Chart.Look.MAIN)
                .draw(id));
    }

    /** Returns means over bins of steps, with the range of each bin as a band where there are more than fit. */
    private static ReportData.Curve binned(double[] step, double[] value) {
        int n = step.length;
        if (n <= MAX_POINTS) {
            return new ReportData.Curve("mean", step, value, null, null);
        }
        double[] x = new double[MAX_POINTS];
        double[] mean = new double[MAX_POINTS];
        double[] low = new double[MAX_POINTS];
        double[] high = new double[MAX_POINTS];
        for (int bin = 0; bin < MAX_POINTS; bin++) {
            int from = (int) ((long) bin * n / MAX_POINTS);
            int to = (int) ((long) (bin + 1) * n / MAX_POINTS);
            double[] inBin =
                    Arrays.stream(value, from, to).filter(Double::isFinite).toArray();
            x[bin] = Arrays.stream(step, from, to).average().orElse(Double.NaN);
            mean[bin] = Arrays.stream(inBin).average().orElse(Double.NaN);
            low[bin] = Arrays.stream(inBin).min().orElse(Double.NaN);
            high[bin] = Arrays.stream(inBin).max().orElse(Double.NaN);
        }
        return new ReportData.Curve("mean and range", x, mean, low, high);
    }
}
