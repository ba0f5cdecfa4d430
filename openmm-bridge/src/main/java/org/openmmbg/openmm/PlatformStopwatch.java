package org.openmmbg.openmm;

import org.jspecify.annotations.Nullable;
import org.openmmbg.openmm.system.SystemSpec;

/** Times platforms on one System. */
final class PlatformStopwatch {
    private static final int ROUNDS = 3;

    /**
     * Evaluations of one call take about this long, s: long enough that handing them over does not count, short enough
     * that some calls are not interrupted on a busy machine.
     */
    private static final double CALL_SECONDS = 0.002;

    private static final int MAX_COORDINATES = 1 << 20;

    /** Configurations differ by this much, nm, so that no platform gets by with what it found for the one before. */
    private static final double DISPLACEMENT_NM = 0.001;

    private final OpenMmLibrary library;
    private final SystemSpec system;
    private final double[] configuration;
    private final double roundSeconds;

    /**
     * @param library OpenMM
     * @param system the System
     * @param configuration one of finite energy, [3N], nm. Not modified
     * @param roundSeconds how long a round lasts, of at most three after one to warm up
     */
    PlatformStopwatch(OpenMmLibrary library, SystemSpec system, double[] configuration, double roundSeconds) {
        this.library = library;
        this.system = system;
        this.configuration = configuration.clone();
        this.roundSeconds = roundSeconds;
    }

    /**
     * Times a platform. One that cannot be used gives the reason in place of a rate.
     *
     * @param reference a platform that is to be trusted: one with another energy cannot be used, and for a slower one a
     *     single round will do; null for the first
     */
    PlatformTiming time(PlatformSpec platform, @Nullable PlatformTiming reference) {
        try (BatchEvaluator evaluator = BatchEvaluator.create(library, system, platform, 1)) {
            double[] energy = new double[1];
            evaluator.evaluate(1, configuration, energy, null);
            String failure = failure(energy[0], reference);
            if (!failure.isEmpty()) {
                return PlatformTiming.failed(platform, failure);
            }
            double rate = rate(evaluator, reference == null ? 0 : reference.evaluationsPerSecond());
            return new PlatformTiming(
                    platform, rate, energy[0], evaluator.platformInfo().properties(), "");
        } catch (OpenMmException e) {
            // OpenMM's own words, without a sentence about the platform that the timing names anyway.
            Throwable reason = e.getCause() instanceof OpenMmException cause ? cause : e;
            return PlatformTiming.failed(platform, String.valueOf(reason.getMessage()));
        }
    }

    /** Single precision is far within this; what is not is a broken driver, or a force the platform gets wrong. */
    private String failure(double energyKJ, @Nullable PlatformTiming reference) {
        if (Double.isNaN(energyKJ)) {
            return "it gives no finite energy";
        }
        if (reference != null) {
            double expected = reference.energyKJ();
            double tolerance = 1e-3 * Math.abs(expected) + 0.01 * system.particleCount();
            if (Math.abs(energyKJ - expected) > tolerance) {
                return "it gives " + energyKJ + " kJ/mol where " + reference.platform() + " gives " + expected;
            }
        }
        return "";
    }

    private double rate(BatchEvaluator evaluator, double fastEnough) {
        double first = new Round(evaluator, 1).evaluationsPerSecond(roundSeconds / 2);
        double warm = new Round(evaluator, first * CALL_SECONDS).evaluationsPerSecond(roundSeconds / 2);
        Round round = new Round(evaluator, warm * CALL_SECONDS);
        double best = 0;
        for (int i = 0; i < ROUNDS && (i == 0 || best >= fastEnough); i++) {
            best = Math.max(best, round.evaluationsPerSecond(roundSeconds));
        }
        return best;
    }

    /** Evaluates one batch again and again. */
    private final class Round {
        private final BatchEvaluator evaluator;
        private final int batch;
        private final double[] positions;
        private final double[] energies;
        private final double[] gradients;

        Round(BatchEvaluator evaluator, double wanted) {
            this.evaluator = evaluator;
            int width = configuration.length;
            int most = MAX_COORDINATES / Math.max(1, width);
            batch = (int) Math.max(1, Math.min(most, wanted));
            positions = new double[batch * width];
            for (int i = 0; i < positions.length; i++) {
                positions[i] = configuration[i % width] + DISPLACEMENT_NM * Math.sin(i);
            }
            energies = new double[batch];
            gradients = new double[batch * width];
        }

        /** Returns the rate of the fastest call: the one that other programs disturbed least. */
        double evaluationsPerSecond(double seconds) {
            long start = System.nanoTime();
            long shortest = Long.MAX_VALUE;
            long now = start;
            do {
                long before = now;
                evaluator.evaluate(batch, positions, energies, gradients);
                now = System.nanoTime();
                shortest = Math.min(shortest, now - before);
            } while (now - start < 1e9 * seconds);
            return 1e9 * batch / shortest;
        }
    }
}
