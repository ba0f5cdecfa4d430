package org.openmmbg.plugin.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.openmmbg.flow.Flow;
import org.openmmbg.flow.Tape;
import org.openmmbg.kernel.Gemm;
import org.openmmbg.kernel.Matrix;
import org.openmmbg.kernel.Precision;
import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.plugin.pipeline.Progress;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;
import org.openmmbg.systems.MolecularSystem;
import org.openmmbg.systems.SystemRegistry;
import org.openmmbg.training.Adam;
import org.openmmbg.training.LikelihoodTrainer;
import org.openmmbg.training.WorkerPool;

/**
 * Training and sampling of flows beside the limit: their bare matrix products on the same threads, which in turn stand
 * beside the speed of one large product; and the training step by energy of the default dipeptide.
 *
 * <p>All are measured in turn, round after round, so that a change in the machine's speed meets all of them.
 */
public final class FlowBench {
    private static final int PEAK_SIZE = 1024;

    private final double seconds;

    private final OpenMmLibrary library;

    /**
     * @param library OpenMM, for the energies of a training step
     * @param seconds time for each speed, shared by its rounds
     */
    public FlowBench(OpenMmLibrary library, double seconds) {
        this.library = library;
        this.seconds = seconds;
    }

    /**
     * Measures.
     *
     * @param threads numbers of threads to measure with
     * @param progress is told how far it is
     */
    public List<BenchResult> run(List<Integer> threads, Progress progress) {
        List<WorkerPool> pools = new ArrayList<>();
        List<EnergyStep> steps = new ArrayList<>();
        MolecularSystem dipeptide = SystemRegistry.builtIn().load("alanine-dipeptide");
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
                steps.add(new EnergyStep(library, dipeptide, count, workers, seconds));
            }
            int each = contenders.size() + steps.size();
            int total = (Speed.ROUNDS + 1) * each;
            progress.start("bench flow", "measurements", 0, total);
            // The first round warms up.
            for (int round = 0; round <= Speed.ROUNDS; round++) {
                for (int i = 0; i < contenders.size(); i++) {
                    contenders.get(i).measure(round);
                    progress.update(round * each + i + 1, "");
                }
                for (int i = 0; i < steps.size(); i++) {
                    steps.get(i).measure(round);
                    progress.update(round * each + contenders.size() + i + 1, "");
                }
            }
            progress.finish();
            return Stream.concat(
                            contenders.stream().flatMap(contender -> contender.results().stream()),
                            steps.stream().flatMap(step -> step.results().stream()))
                    .toList();
        } finally {
            steps.forEach(EnergyStep::close);
            pools.forEach(WorkerPool::close);
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
                    seconds,
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
            trainingLimit = new Speed(seconds, batch, sequence::training);
            samplingLimit = new Speed(seconds, batch, sequence::forward);
            double[] x = new double[batch * flow.dimension()];
            double[] z = new double[x.length];
            flow.base().sample(batch, z, new RandomStream(0, Purpose.BENCH, 0));
            flow.forward(flow.newTape(batch), batch, z, x, new double[batch]);
            LikelihoodTrainer trainer =
                    new LikelihoodTrainer(flow, new Adam(flow.parameters(), 0.999), shardRows, workers);
            training = new Speed(seconds, batch, () -> trainer.step(batch, x, 1e-4));
            List<Sampler> samplers = new ArrayList<>();
            for (int first = 0; first < batch; first += shardRows) {
                samplers.add(new Sampler(flow, shardRows, samplers.size()));
            }
            sampling = new Speed(
                    seconds,
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
