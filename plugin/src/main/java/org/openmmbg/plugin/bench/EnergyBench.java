package org.openmmbg.plugin.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.openmmbg.openmm.BatchEvaluator;
import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.openmm.PlatformSpec;
import org.openmmbg.plugin.pipeline.Progress;
import org.openmmbg.systems.MolecularSystem;

/**
 * Energies and gradients a second beside the limit: steps a second of OpenMM's own Verlet integrator on the same System,
 * which computes the same forces without leaving native code.
 *
 * <p>All are measured in turn, round after round, so that a change in the machine's speed meets all of them.
 */
public final class EnergyBench {
    private static final int BATCH = 1024;
    private static final int ROUNDS = 7;

    private final OpenMmLibrary library;
    private final MolecularSystem system;
    private final PlatformSpec platform;
    private final double secondsARound;

    /**
     * @param library OpenMM
     * @param system what is evaluated
     * @param platform the platform
     * @param seconds time for each speed, shared by its rounds
     */
    public EnergyBench(OpenMmLibrary library, MolecularSystem system, PlatformSpec platform, double seconds) {
        this.library = library;
        this.system = system;
        this.platform = platform;
        this.secondsARound = seconds / ROUNDS;
    }

    /**
     * Measures.
     *
     * @param threads numbers of threads to measure with
     * @param progress is told how far it is
     * @return one result for each number of threads
     */
    public List<BenchResult> run(List<Integer> threads, Progress progress) {
        List<Contender> contenders = new ArrayList<>();
        try {
            for (int count : threads) {
                contenders.add(new Contender(count));
            }
            int total = (ROUNDS + 1) * contenders.size();
            progress.start("bench energy", "measurements", 0, total);
            // The first round warms up.
            for (int round = 0; round <= ROUNDS; round++) {
                for (int i = 0; i < contenders.size(); i++) {
                    contenders.get(i).measure(round);
                    progress.update(round * contenders.size() + i + 1, "");
                }
            }
            progress.finish();
            return contenders.stream().map(Contender::result).toList();
        } finally {
            contenders.forEach(Contender::close);
        }
    }

    /** One number of threads: our evaluator and the integrators that are its limit. */
    private final class Contender implements AutoCloseable {
        private final int threads;
        private final BatchEvaluator evaluator;
        private final NativeSteps limit;
        private final double[] positions = Configurations.around(system.referencePositions(), BATCH);
        private final double[] energies = new double[BATCH];
        private final double[] gradients = new double[positions.length];
        private final double[] rates = new double[ROUNDS];
        private final double[] limits = new double[ROUNDS];

        Contender(int threads) {
            this.threads = threads;
            evaluator = BatchEvaluator.create(library, system.system(), platform, threads);
            limit = new NativeSteps(library, system, platform, threads);
        }

        void measure(int round) {
            double rate = perSecond(() -> {
                evaluator.evaluate(BATCH, positions, energies, gradients);
                return BATCH;
            });
            double steps = perSecond(limit::run);
            if (round > 0) {
                rates[round - 1] = rate;
                limits[round - 1] = steps;
            }
        }

        /** Does work that tells how much it was, again and again for a round. */
        private double perSecond(LongSupplier work) {
            long start = System.nanoTime();
            long done = 0;
            double seconds = 0;
            while (seconds < secondsARound) {
                done += work.getAsLong();
                seconds = (System.nanoTime() - start) * 1e-9;
            }
            return done / seconds;
        }

        BenchResult result() {
            return BenchResult.of(system.name() + " energy + gradient", threads, median(rates), median(limits));
        }

        private static double median(double[] values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            return sorted[sorted.length / 2];
        }

        @Override
        public void close() {
            limit.close();
            evaluator.close();
        }
    }
}
