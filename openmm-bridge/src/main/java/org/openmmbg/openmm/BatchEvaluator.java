package org.openmmbg.openmm;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.openmmbg.openmm.jna.BatchJob;
import org.openmmbg.openmm.jna.EvaluationContext;
import org.openmmbg.openmm.jna.ForceSlots;
import org.openmmbg.openmm.jna.HandleLeaks;
import org.openmmbg.openmm.jna.WorkerTeam;
import org.openmmbg.openmm.system.Force;
import org.openmmbg.openmm.system.SystemSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Energies and gradients of batches of configurations, by OpenMM on several threads with a Context each.
 *
 * <p>Each configuration is evaluated on its own by one thread, so the results are the same bits for any number of
 * threads: always on the Reference platform, and on the CPU platform without a cutoff (with one, its neighbour list
 * remembers earlier configurations). A configuration that cannot be evaluated has energy NaN and is counted: positions
 * that are not finite, a coordinate beyond ±1000 nm, particles too far apart for a cutoff without a periodic box, an
 * energy or gradient that is not finite, an exception inside OpenMM.
 *
 * <p>Virtual sites are placed by the other particles before each evaluation: their positions do not matter, though they
 * must be finite, and their part of the gradient is 0.
 *
 * <p>Methods may be called from any thread; one call is served at a time, and nobody else may change its arrays
 * meanwhile. An evaluator that is not closed is reported
 * when it is garbage.
 */
public final class BatchEvaluator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BatchEvaluator.class);
    private static final double[] NONE = {};

    private final SystemSpec system;
    private final PlatformSpec platform;
    private final WorkerTeam team;
    private final HandleLeaks.Handle handle;
    private final AtomicLong evaluations = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final EvaluateJob evaluateJob;
    private boolean closed;

    private BatchEvaluator(SystemSpec system, PlatformSpec platform, int threads) {
        this.system = system;
        this.evaluateJob = new EvaluateJob(3 * system.particleCount(), ForceSlots.of(system), failures);
        this.platform = platform;
        this.team = new WorkerTeam(system, platform, threads);
        this.handle = HandleLeaks.watch(this, "a BatchEvaluator", team::finish);
    }

    /**
     * Makes an evaluator, its threads and their Contexts.
     *
     * @param library OpenMM
     * @param spec the System
     * @param platform the platform, as {@link PlatformSpec#parse} reads it
     * @param threads number of threads, at least 1
     * @throws PlatformException if the platform or a property of it does not exist, or needs hardware and OpenMM refuses
     *     to use it here
     * @throws OpenMmException if OpenMM refuses the System
     */
    public static BatchEvaluator create(OpenMmLibrary library, SystemSpec spec, String platform, int threads) {
        return create(library, spec, PlatformSpec.parse(platform), threads);
    }

    /**
     * Makes an evaluator, its threads and their Contexts.
     *
     * @param library OpenMM
     * @param spec the System
     * @param platform the platform
     * @param threads number of threads, at least 1
     * @throws PlatformException if the platform or a property of it does not exist, or needs hardware and OpenMM refuses
     *     to use it here
     * @throws OpenMmException if OpenMM refuses the System
     */
    public static BatchEvaluator create(OpenMmLibrary library, SystemSpec spec, PlatformSpec platform, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads = " + threads + "; at least 1 is needed");
        }
        library.require(platform);
        try {
            return new BatchEvaluator(spec, platform, threads);
        } catch (OpenMmException e) {
            throw platform.needsHardware()
                    ? new PlatformException("platform " + platform + " cannot be used here: " + e.getMessage(), e)
                    : e;
        }
    }

    /** Returns the System. */
    public SystemSpec system() {
        return system;
    }

    /** Returns the platform. */
    public PlatformSpec platform() {
        return platform;
    }

    /**
     * Returns the platform with the properties its Contexts really have: the device, for example.
     *
     * @throws OpenMmException if OpenMM failed so that no Context is left to ask
     */
    public synchronized PlatformInfo platformInfo() {
        requireOpen();
        PlatformJob job = new PlatformJob();
        team.run(job, 1);
        return job.result();
    }

    /** Returns the number of particles. */
    public int particleCount() {
        return system.particleCount();
    }

    /** Returns how many configurations were evaluated so far, failed ones included and minimisations not. */
    public long evaluations() {
        return evaluations.get();
    }

    /** Returns how many evaluations and minimisations failed so far. */
    public long failures() {
        return failures.get();
    }

    /**
     * Evaluates a batch. Energies alone cost as much as energies and gradients.
     *
     * @param batch number of configurations
     * @param positions [batch, 3N], nm. Not modified
     * @param energies [batch], kJ/mol. Modified: NaN where the evaluation failed
     * @param gradients [batch, 3N], kJ/mol/nm, the negative of the forces, or null if not wanted. Modified: NaN where
     *     the evaluation failed
     * @throws OpenMmException if OpenMM failed so that no Context is left to go on with
     */
    public void evaluate(int batch, double[] positions, double[] energies, double @Nullable [] gradients) {
        evaluate(batch, positions, energies, gradients, null, EvaluationOptions.DEFAULT);
    }

    /**
     * Evaluates a batch, of some forces if so wanted, and tells what became of each configuration.
     *
     * @param batch number of configurations
     * @param positions [batch, 3N], nm. Not modified
     * @param energies [batch], kJ/mol. Modified: NaN where the evaluation failed
     * @param gradients [batch, 3N], kJ/mol/nm, the negative of the forces, or null if not wanted. Modified: NaN where
     *     the evaluation failed
     * @param statuses [batch], or null if not wanted. Modified
     * @param options force groups and a way to cancel; what its code throws ends the batch like a cancellation
     * @throws CancellationException if the rest was given up; what was not done is NaN and
     *     {@link EvaluationStatus#CANCELLED}, and is not counted
     * @throws OpenMmException if OpenMM failed so that no Context is left to go on with
     */
    public synchronized void evaluate(
            int batch,
            double[] positions,
            double[] energies,
            double @Nullable [] gradients,
            EvaluationStatus @Nullable [] statuses,
            EvaluationOptions options) {
        requireOpen();
        requireLength("positions", positions.length, coordinates(batch));
        requireLength("energies", energies.length, batch);
        if (gradients != null) {
            requireLength("gradients", gradients.length, coordinates(batch));
        }
        if (statuses != null) {
            requireLength("statuses", statuses.length, batch);
        }
        evaluateJob.begin(batch, positions, energies, gradients, statuses, options);
        try {
            team.run(evaluateJob, batch);
            evaluations.addAndGet(batch - evaluateJob.cancelled());
            evaluateJob.throwIfCancelled();
        } catch (OpenMmException e) {
            evaluations.addAndGet(evaluateJob.giveUpTheRest());
            throw e;
        } finally {
            evaluateJob.release();
        }
    }

    /**
     * Evaluates the forces of each name separately; counts as one evaluation for each name.
     *
     * @param positions [3N], nm. Not modified
     * @return energies in kJ/mol by {@link Force#openMmName}, several forces of one name summed, in the order of the
     *     System; all NaN if the evaluation failed
     * @throws OpenMmException if OpenMM failed so that no Context is left to go on with
     */
    public synchronized Map<String, Double> energyByForce(double[] positions) {
        requireOpen();
        requireLength("positions", positions.length, coordinates(1));
        List<String> names = system.forceNames();
        double[] energies = new double[names.size()];
        team.run(new ByForceJob(positions, energies, failures), 1);
        evaluations.addAndGet(names.size());
        Map<String, Double> byName = new LinkedHashMap<>();
        for (int i = 0; i < energies.length; i++) {
            byName.put(names.get(i), energies[i]);
        }
        return byName;
    }

    /**
     * Moves each configuration of a batch to a local minimum of the energy, by OpenMM's LocalEnergyMinimizer (L-BFGS).
     * OpenMM does not tell how many evaluations that takes, so {@link #evaluations} does not count them.
     *
     * @param batch number of configurations
     * @param positions [batch, 3N], nm. Modified: the minimum, or NaN where the minimisation failed
     * @param toleranceKJ OpenMM's tolerance on the root mean square force: kJ/mol/nm (kJ/mol before OpenMM 8.1)
     * @param maxIterations largest number of iterations; 0 for no limit
     * @throws OpenMmException if OpenMM failed so that no Context is left to go on with
     */
    public synchronized void minimize(int batch, double[] positions, double toleranceKJ, int maxIterations) {
        requireOpen();
        requireLength("positions", positions.length, coordinates(batch));
        MinimizerArguments.check(toleranceKJ, maxIterations);
        team.run(new MinimizeJob(positions, coordinates(1), toleranceKJ, maxIterations, failures), batch);
    }

    /** Ends the threads and destroys their Contexts. */
    @Override
    public synchronized void close() {
        closed = true;
        handle.close();
        team.close();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this BatchEvaluator is closed");
        }
    }

    private int coordinates(int batch) {
        if (batch < 0) {
            throw new IllegalArgumentException("batch = " + batch + "; 0 or more are needed");
        }
        return Math.multiplyExact(batch, 3 * particleCount());
    }

    private static void requireLength(String name, int actual, int length) {
        if (actual < length) {
            throw new IllegalArgumentException(name + " has " + actual + " elements; " + length + " are needed");
        }
    }

    private static void note(AtomicLong failures, int index, OpenMmException cause) {
        LOG.warn("OpenMM failed on configuration {} of a batch: {}", index, cause.getMessage());
        failures.incrementAndGet();
    }

    // The jobs do not know the evaluator: a thread that was lost holds its last job for ever.

    /** One call of {@code evaluate}; used again by the next, so that an evaluation makes no objects. */
    private static final class EvaluateJob implements BatchJob {
        private final int coordinates;
        private final ForceSlots slots;
        private final AtomicLong failures;
        private final AtomicInteger cancelled = new AtomicInteger();
        private final AtomicReference<@Nullable RuntimeException> thrown = new AtomicReference<>();
        private int batch;
        private double[] positions = NONE;
        private double[] energies = NONE;
        private double @Nullable [] gradients;
        private EvaluationStatus @Nullable [] statuses;
        private EvaluationOptions options = EvaluationOptions.DEFAULT;
        private int groups;

        EvaluateJob(int coordinates, ForceSlots slots, AtomicLong failures) {
            this.coordinates = coordinates;
            this.slots = slots;
            this.failures = failures;
        }

        @Override
        public void run(EvaluationContext context, int index) {
            if (isCancelled()) {
                cancelled.incrementAndGet();
                giveUp(index, EvaluationStatus.CANCELLED);
                return;
            }
            EvaluationStatus status = context.evaluate(positions, energies, gradients, groups, index);
            if (statuses != null) {
                statuses[index] = status;
            }
            if (status != EvaluationStatus.DONE) {
                failures.incrementAndGet();
            }
        }

        /** An exception of the caller's own code cancels the rest, and comes back to the caller. */
        private boolean isCancelled() {
            if (thrown.get() != null) {
                return true;
            }
            try {
                return options.cancelled().getAsBoolean();
            } catch (RuntimeException e) {
                thrown.compareAndSet(null, e);
                return true;
            }
        }

        @Override
        public void failed(int index, OpenMmException cause) {
            giveUp(index, EvaluationStatus.OPENMM_FAILED);
            note(failures, index, cause);
        }

        private void giveUp(int index, EvaluationStatus status) {
            energies[index] = Double.NaN;
            if (gradients != null) {
                Arrays.fill(gradients, index * coordinates, (index + 1) * coordinates, Double.NaN);
            }
            if (statuses != null) {
                statuses[index] = status;
            }
        }

        /** Sees to it that nothing of an earlier batch is left where nothing was done; returns how much was done. */
        int giveUpTheRest() {
            int done = 0;
            for (int i = 0; i < batch; i++) {
                if (Double.isNaN(energies[i])) {
                    giveUp(i, EvaluationStatus.OPENMM_FAILED);
                } else {
                    done++;
                }
            }
            return done;
        }

        int cancelled() {
            return cancelled.get();
        }

        void throwIfCancelled() {
            RuntimeException cause = thrown.get();
            if (cause != null) {
                throw cause;
            }
            if (cancelled() > 0) {
                throw new CancellationException(
                        "cancelled with " + cancelled() + " of " + batch + " configurations not evaluated");
            }
        }

        void begin(
                int newBatch,
                double[] newPositions,
                double[] newEnergies,
                double @Nullable [] newGradients,
                EvaluationStatus @Nullable [] newStatuses,
                EvaluationOptions newOptions) {
            batch = newBatch;
            positions = newPositions;
            energies = newEnergies;
            gradients = newGradients;
            statuses = newStatuses;
            options = newOptions;
            groups = slots.maskOfGroups(newOptions.forceGroups());
            cancelled.set(0);
            thrown.set(null);
            Arrays.fill(energies, 0, batch, Double.NaN);
        }

        /** Lets go of the caller's arrays. */
        void release() {
            begin(0, NONE, NONE, null, null, EvaluationOptions.DEFAULT);
        }
    }

    /** One call of {@link #energyByForce}. */
    private static final class ByForceJob implements BatchJob {
        private final double[] positions;
        private final double[] energies;
        private final AtomicLong failures;

        ByForceJob(double[] positions, double[] energies, AtomicLong failures) {
            this.positions = positions;
            this.energies = energies;
            this.failures = failures;
        }

        @Override
        public void run(EvaluationContext context, int index) {
            context.evaluateByName(positions, energies);
            if (!Arrays.stream(energies).allMatch(Double::isFinite)) {
                Arrays.fill(energies, Double.NaN);
                failures.incrementAndGet();
            }
        }

        @Override
        public void failed(int index, OpenMmException cause) {
            Arrays.fill(energies, Double.NaN);
            note(failures, index, cause);
        }
    }

    /** One call of {@link #minimize}. */
    private static final class MinimizeJob implements BatchJob {
        private final double[] positions;
        private final int coordinates;
        private final double tolerance;
        private final int maxIterations;
        private final AtomicLong failures;

        MinimizeJob(double[] positions, int coordinates, double tolerance, int maxIterations, AtomicLong failures) {
            this.positions = positions;
            this.coordinates = coordinates;
            this.tolerance = tolerance;
            this.maxIterations = maxIterations;
            this.failures = failures;
        }

        @Override
        public void run(EvaluationContext context, int index) {
            if (!context.minimize(positions, index, tolerance, maxIterations)) {
                failures.incrementAndGet();
            }
        }

        @Override
        public void failed(int index, OpenMmException cause) {
            Arrays.fill(positions, index * coordinates, (index + 1) * coordinates, Double.NaN);
            note(failures, index, cause);
        }
    }

    /** One call of {@link #platformInfo}. */
    private static final class PlatformJob implements BatchJob {
        private @Nullable PlatformInfo info;
        private @Nullable OpenMmException failure;

        @Override
        public void run(EvaluationContext context, int index) {
            info = context.platform();
        }

        @Override
        public void failed(int index, OpenMmException cause) {
            failure = cause;
        }

        PlatformInfo result() {
            if (info == null) {
                throw new OpenMmException("the platform cannot be asked for its properties", failure);
            }
            return info;
        }
    }
}
