package org.openmmbg.plugin.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openmmbg.flow.Flow;
import org.openmmbg.flow.Tape;
import org.openmmbg.kernel.Gemm;
import org.openmmbg.kernel.Matrix;
import org.openmmbg.kernel.Precision;
import org.openmmbg.plugin.pipeline.Progress;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;
import org.openmmbg.training.Adam;
import org.openmmbg.training.LikelihoodTrainer;
import org.openmmbg.training.WorkerPool;

/**
 * Training and sampling of flows beside the limit: their bare matrix products on the same threads, which in turn stand
 * beside the speed of one large product.
 *
 * <p>All are measured in turn, round after round, so that a change in the machine's speed meets all of them.
 */
public final class FlowBench {
    private static final int ROUNDS = 7;
    private static final int PEAK_SIZE = 1024;

    private final double secondsARound;

    /**
     * @param seconds time for each speed, shared by its rounds
     */
    public FlowBench(double seconds) {
        this.secondsARound = seconds / ROUNDS;
    }

    /**
     * Measures.
     *
     * @param threads numbers of threads to measure with
     * @param progress is told how far it is
     */
    public List<BenchResult> run(List<Integer> threads, Progress progress) {
        List<WorkerPool> pools = new ArrayList<>();
        try {
            List<Contender> contenders = new ArrayList<>();
            for (int count : threads) {
                WorkerPool workers = new WorkerPool(count);
                pools.add(workers);
                Peak peak = new Peak(count, workers);
                contenders.add(new Contender("RealNVP", BenchFlows.realNvp(), 512, 128, count, workers, peak));
                contenders.add(new Contender(
                        "default dipeptide flow", BenchFlows.dipeptide(), 512, 128, count, workers, peak));
                contenders.add(
                        new Contender("spline flow", BenchFlows.circularSpline(), 1024, 256, count, workers, peak));
            }
            int total = (ROUNDS + 1) * contenders.size();
            progress.start("bench flow", "measurements", 0, total);
            // The first round warms up.
            for (int round = 0; round <= ROUNDS; round++) {
                for (int i = 0; i < contenders.size(); i++) {
                    contenders.get(i).measure(round);
                    progress.update(round * contenders.size() + i + 1, "");
                }
            }
            progress.finish();
            return contenders.stream()
                    .flatMap(contender -> contender.results().stream())
                    .toList();
        } finally {
            pools.forEach(WorkerPool::close);
        }
    }

    /** How often a second work is done, one rate a round. */
    private final class Speed {
        private final Runnable work;
        private final double amount;
        private final double[] rates = new double[ROUNDS];

        /** @param amount how much one run of the work counts for */
        Speed(double amount, Runnable work) {
            this.amount = amount;
            this.work = work;
        }

        void measure(int round) {
            long start = System.nanoTime();
            double done = 0;
            double seconds = 0;
            while (seconds < secondsARound) {
                work.run();
                done += amount;
                seconds = (System.nanoTime() - start) * 1e-9;
            }
            if (round > 0) {
                rates[round - 1] = done / seconds;
            }
        }

        double median() {
            double[] sorted = rates.clone();
            Arrays.sort(sorted);
            return sorted[sorted.length / 2];
        }
    }

    /** Operations a second of large products, one a thread. */
    private final class Peak {
        private final Speed speed;

        Peak(int threads, WorkerPool workers) {
            List<Matrix> matrices = new ArrayList<>();
            for (int i = 0; i < 3 * threads; i++) {
                matrices.add(new Matrix(Precision.FLOAT32, PEAK_SIZE, PEAK_SIZE));
            }
            double operations = 2.0 * PEAK_SIZE * PEAK_SIZE * PEAK_SIZE * threads;
            speed = new Speed(
                    operations,
                    () -> workers.run(
                            threads,
                            task -> Gemm.multiply(
                                    matrices.get(3 * task),
                                    matrices.get(3 * task + 1),
                                    0,
                                    matrices.get(3 * task + 2))));
        }
    }

    /** One flow with one number of threads. */
    private final class Contender {
        private final String name;
        private final int threads;
        private final Peak peak;
        private final double operations;
        private final Speed trainingLimit;
        private final Speed samplingLimit;
        private final Speed training;
        private final Speed sampling;

        Contender(String name, Flow flow, int batch, int shardRows, int threads, WorkerPool workers, Peak peak) {
            this.name = name;
            this.threads = threads;
            this.peak = peak;
            GemmSequence sequence = new GemmSequence(flow, batch, shardRows, workers);
            operations = sequence.operations();
            trainingLimit = new Speed(batch, sequence::training);
            samplingLimit = new Speed(batch, sequence::forward);
            double[] x = new double[batch * flow.dimension()];
            double[] z = new double[x.length];
            flow.base().sample(batch, z, new RandomStream(0, Purpose.BENCH, 0));
            flow.forward(flow.newTape(batch), batch, z, x, new double[batch]);
            LikelihoodTrainer trainer =
                    new LikelihoodTrainer(flow, new Adam(flow.parameters(), 0.999), shardRows, workers);
            training = new Speed(batch, () -> trainer.step(batch, x, 1e-4));
            List<Sampler> samplers = new ArrayList<>();
            for (int first = 0; first < batch; first += shardRows) {
                samplers.add(new Sampler(flow, shardRows, samplers.size()));
            }
            sampling = new Speed(
                    batch,
                    () -> workers.run(
                            samplers.size(), task -> samplers.get(task).run()));
        }

        void measure(int round) {
            peak.speed.measure(round);
            trainingLimit.measure(round);
            training.measure(round);
            samplingLimit.measure(round);
            sampling.measure(round);
        }

        List<BenchResult> results() {
            double pass = peak.speed.median() / operations;
            return List.of(
                    BenchResult.of(name + " matrix products of training", threads, trainingLimit.median(), pass / 3),
                    BenchResult.of(name + " training", threads, training.median(), trainingLimit.median()),
                    BenchResult.of(name + " matrix products of sampling", threads, samplingLimit.median(), pass),
                    BenchResult.of(name + " sampling", threads, sampling.median(), samplingLimit.median()));
        }
    }

    /** Draws a shard with its log density. */
    private static final class Sampler {
        private final Flow flow;
        private final int rows;
        private final RandomStream random;
        private final Tape tape;
        private final double[] z;
        private final double[] x;
        private final double[] logDensity;

        Sampler(Flow flow, int rows, long block) {
            this.flow = flow;
            this.rows = rows;
            random = new RandomStream(0, Purpose.BENCH, block);
            tape = flow.newTape(rows);
            z = new double[rows * flow.dimension()];
            x = new double[z.length];
            logDensity = new double[rows];
        }

        void run() {
            flow.base().sample(rows, z, random);
            Arrays.fill(logDensity, 0);
            flow.forward(tape, rows, z, x, logDensity);
        }
    }
}
