package org.openmmbg.plugin.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.openmmbg.openmm.BatchEvaluator;
import org.openmmbg.plugin.pipeline.Progress;

/** Memory of the process over many evaluations in a row. */
public final class MemoryBench {
    private static final int BATCH = 1000;
    private static final int POINTS = 20;

    private MemoryBench() {}

    /**
     * Evaluates energies and gradients again and again.
     *
     * @param evaluator what is measured
     * @param structure [3N], nm. Not modified
     * @param evaluations how many, at least; whole batches are done
     * @param progress is told how far it is
     * @return memory at the start, after a first twentieth, and so on to the end
     * @throws IOException if the system does not tell the memory of the process
     */
    public static List<MemoryUse> run(BatchEvaluator evaluator, double[] structure, long evaluations, Progress progress)
            throws IOException {
        double[] positions = Configurations.around(structure, BATCH);
        double[] energies = new double[BATCH];
        double[] gradients = new double[positions.length];
        List<MemoryUse> points = new ArrayList<>();
        points.add(MemoryUse.after(0));
        progress.start("memory", "evaluations", 0, evaluations);
        long done = 0;
        for (int point = 1; point <= POINTS; point++) {
            while (done < evaluations * point / POINTS) {
                evaluator.evaluate(BATCH, positions, energies, gradients);
                done += BATCH;
                progress.update(Math.min(done, evaluations), "");
            }
            points.add(MemoryUse.after(done));
        }
        progress.finish();
        return points;
    }
}
