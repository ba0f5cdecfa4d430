package org.openmmbg.plugin.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.openmmbg.estimate.BlockLoss;
import org.openmmbg.estimate.ImportanceWeights;
import org.openmmbg.flow.BaseDistribution;
import org.openmmbg.flow.BoltzmannGenerator;
import org.openmmbg.plugin.pipeline.Progress;
import org.openmmbg.plugin.pipeline.Results;
import org.openmmbg.plugin.pipeline.StopSignal;
import org.openmmbg.plugin.pipeline.StoppedException;
import org.openmmbg.plugin.pipeline.TrainedRun;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

/**
 * Draws anew from a trained generator, and tells where it loses effective sample size: which coordinates' latent values, drawn
 * anew with all others the same, change the weight ({@link BlockLoss}).
 */
public final class GeneratorEvaluation {
    private static final int ROWS = 512;

    private final TrainedRun run;
    private final int draws;
    private final long seed;
    private final BoltzmannGenerator generator;
    private final int dimension;
    private final BoltzmannGenerator.Draws placed;
    private final double[] energies = new double[ROWS];
    private long failedEnergies;

    /**
     * @param draws number of draws, at least 100
     * @param seed of the draws
     */
    public GeneratorEvaluation(TrainedRun run, int draws, long seed) {
        this.run = run;
        this.draws = draws;
        this.seed = seed;
        generator = run.generator();
        dimension = generator.flow().dimension();
        placed = generator.newDraws(ROWS);
    }

    /**
     * Evaluates.
     *
     * @param coordinates whether each coordinate is told by itself too
     * @throws StoppedException if the signal ended it
     */
    public EvaluationResults run(boolean coordinates, Progress progress, StopSignal stop) {
        long start = System.nanoTime();
        failedEnergies = 0;
        List<CoordinateBlock> kinds = CoordinateBlock.kinds(generator, run.system());
        List<CoordinateBlock> each = coordinates ? CoordinateBlock.each(generator, run.system()) : List.of();
        List<double[]> shared = arrays(kinds.size());
        List<double[]> redrawn = arrays(kinds.size());
        List<double[]> redrawnEach = arrays(each.size());
        double[] logWeights = new double[draws];
        double[] z = new double[ROWS * dimension];
        double[] anew = new double[ROWS * dimension];
        double[] mixed = new double[ROWS * dimension];

        progress.start("evaluation", "draws", 0, draws);
        for (int first = 0; first < draws; first += ROWS) {
            if (stop.requested().isPresent()) {
                throw new StoppedException(stop.requested().get(), "evaluation, draw " + first);
            }
            int rows = Math.min(ROWS, draws - first);
            BaseDistribution base = generator.flow().base();
            base.sample(rows, z, new RandomStream(seed, Purpose.EVALUATION, 2L * (first / ROWS)));
            base.sample(rows, anew, new RandomStream(seed, Purpose.EVALUATION, 2L * (first / ROWS) + 1));
            weigh(rows, z, logWeights, first);
            for (int k = 0; k < kinds.size(); k++) {
                List<Integer> columns = kinds.get(k).columns();
                weigh(rows, exchanged(rows, anew, z, columns, mixed), shared.get(k), first);
                weigh(rows, exchanged(rows, z, anew, columns, mixed), redrawn.get(k), first);
            }
            for (int k = 0; k < each.size(); k++) {
                weigh(rows, exchanged(rows, z, anew, each.get(k).columns(), mixed), redrawnEach.get(k), first);
            }
            progress.update(first + rows, "");
        }
        progress.finish();

        ImportanceWeights weights = new ImportanceWeights(logWeights);
        List<EvaluationResults.Block> blocks = new ArrayList<>();
        for (int k = 0; k < kinds.size(); k++) {
            BlockLoss loss = BlockLoss.of(logWeights, shared.get(k), redrawn.get(k));
            blocks.add(new EvaluationResults.Block(
                    kinds.get(k).name(), kinds.get(k).columns().size(), loss.alone(), loss.without()));
        }
        List<EvaluationResults.Block> single = new ArrayList<>();
        for (int k = 0; k < each.size(); k++) {
            single.add(new EvaluationResults.Block(
                    each.get(k).name(), 1, null, BlockLoss.averaged(logWeights, redrawnEach.get(k))));
        }
        long evaluations = (1L + 2L * kinds.size() + each.size()) * draws;
        return new EvaluationResults(
                draws,
                weights.essRaw(),
                weights.essClipped(),
                failedEnergies,
                blocks,
                single,
                new Results.Cost(evaluations, 0, (System.nanoTime() - start) * 1e-9),
                run.provenance(seed));
    }

    private List<double[]> arrays(int count) {
        List<double[]> arrays = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            arrays.add(new double[draws]);
        }
        return arrays;
    }

    /** Returns {@code mixed}: points with some columns taken from others. */
    private double[] exchanged(int rows, double[] points, double[] others, List<Integer> columns, double[] mixed) {
        System.arraycopy(points, 0, mixed, 0, rows * dimension);
        for (int column : columns) {
            for (int row = 0; row < rows; row++) {
                mixed[row * dimension + column] = others[row * dimension + column];
            }
        }
        return mixed;
    }

    private void weigh(int rows, double[] latent, double[] logWeights, int first) {
        placed.at(rows, latent);
        run.potential().evaluate(rows, placed.positions(), energies, null);
        int width = generator.coordinates().cartesianDimension();
        for (int row = 0; row < rows; row++) {
            failedEnergies += Double.isNaN(energies[row]) ? 1 : 0;
            boolean inside = placed.inside()[row] && run.accepts(placed.positions(), row * width);
            double logWeight = -energies[row] - placed.logDensityOfPositions(row);
            logWeights[first + row] = !inside ? Double.NEGATIVE_INFINITY : logWeight;
        }
    }
}
