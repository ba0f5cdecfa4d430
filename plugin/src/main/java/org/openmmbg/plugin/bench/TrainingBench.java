package org.openmmbg.plugin.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openmmbg.flow.Flow;
import org.openmmbg.plugin.pipeline.Progress;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;
import org.openmmbg.training.Adam;
import org.openmmbg.training.LikelihoodTrainer;
import org.openmmbg.training.WorkerPool;

/** Memory and garbage collection over a long training of the flow of a peptide, with affine and spline couplings. */
public final class TrainingBench {
    private static final int POINTS = 20;
    private static final int BATCH = 512;
    private static final int SHARD_ROWS = 128;
    private static final double NANOS_A_MINUTE = 60e9;

    private final WorkerPool workers;
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** @param workers compute the steps */
    public TrainingBench(WorkerPool workers) {
        this.workers = workers;
    }

    /**
     * Trains.
     *
     * @param minutes for how long
     * @param progress is told how far it is
     * @return what it has taken after a first twentieth, and so on to the end
     * @throws IOException if the system does not tell the memory of the process
     */
    public List<TrainingMemory> run(double minutes, Progress progress) throws IOException {
        Flow flow = BenchFlows.dipeptide();
        double[] x = new double[BATCH * flow.dimension()];
        LikelihoodTrainer trainer =
                new LikelihoodTrainer(flow, new Adam(flow.parameters(), 0.999), SHARD_ROWS, workers);
        List<TrainingMemory> points = new ArrayList<>();
        progress.start("training", "seconds", 0, Math.round(60 * minutes));
        long steps = 0;
        long collected = 0;
        long allocated = 0;
        long start = System.nanoTime();
        for (int point = 1; point <= POINTS; point++) {
            long collectedBefore = collectionMillis();
            long allocatedBefore = allocatedBytes();
            double elapsed = 0;
            do {
                flow.base().sample(BATCH, x, new RandomStream(0, Purpose.BENCH, steps));
                trainer.step(BATCH, x, 1e-4);
                steps++;
                elapsed = (System.nanoTime() - start) / NANOS_A_MINUTE;
                progress.update(Math.min(Math.round(60 * elapsed), Math.round(60 * minutes)), steps + " steps");
            } while (elapsed < minutes * point / POINTS);
            collected += collectionMillis() - collectedBefore;
            allocated += allocatedBytes() - allocatedBefore;
            MemoryUse use = MemoryUse.after(steps);
            points.add(new TrainingMemory(
                    elapsed,
                    steps,
                    use.residentMb(),
                    use.heapMb(),
                    1e6 * collected / (elapsed * NANOS_A_MINUTE),
                    allocated / 1024.0 / steps));
        }
        progress.finish();
        return points;
    }

    private static long collectionMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    private long allocatedBytes() {
        return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }
}
