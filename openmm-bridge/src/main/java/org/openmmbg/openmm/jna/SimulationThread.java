package org.openmmbg.openmm.jna;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openmmbg.openmm.NativeIntegrator;
import org.openmmbg.openmm.OpenMmException;
import org.openmmbg.openmm.PlatformSpec;
import org.openmmbg.openmm.system.SystemSpec;

/** The thread of one simulation, which makes its Context, serves calls in order, and destroys it. */
public final class SimulationThread extends NativeThread {
    /** How long closing waits for the Context to be destroyed. */
    private static final long CLOSE_MILLIS = 2000;

    private final IntegratorBuilder builder;
    private final SystemSpec spec;
    private final NativeIntegrator integrator;
    private final PlatformSpec platform;
    private final double constraintTolerance;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition callCame = lock.newCondition();

    // Guarded by the lock.
    private final Deque<Call<?>> waiting = new ArrayDeque<>();
    private boolean finished;
    private @Nullable RuntimeException lost;

    private @Nullable Call<?> current;

    private SimulationThread(
            IntegratorBuilder builder,
            SystemSpec spec,
            NativeIntegrator integrator,
            PlatformSpec platform,
            double constraintTolerance) {
        super("openmm-simulation-" + platform.name());
        this.builder = builder;
        this.spec = spec;
        this.integrator = integrator;
        this.platform = platform;
        this.constraintTolerance = constraintTolerance;
    }

    /** One call and where its answer goes. */
    private record Call<T>(Function<SimulationContext, T> body, CompletableFuture<T> result) {
        void serve(SimulationContext context) {
            try {
                result.complete(body.apply(context));
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        }

        T await() {
            return new StuckWatch().await(result);
        }
    }

    /**
     * Starts a thread, and returns when it has its Context.
     *
     * @throws OpenMmException if OpenMM refuses the System
     */
    public static SimulationThread start(
            Path library,
            SystemSpec spec,
            NativeIntegrator integrator,
            PlatformSpec platform,
            double constraintTolerance) {
        TerminateGuard.requireUsable();
        BuildingNatives.require(DynamicsFunctions.class, "a simulation");
        SimulationThread thread =
                new SimulationThread(new IntegratorBuilder(library), spec, integrator, platform, constraintTolerance);
        // Queued before the thread starts, so that this call gets what making the Context ends in.
        Call<Double> first = thread.submit(SimulationContext::time);
        thread.start();
        first.await();
        return thread;
    }

    /**
     * Makes a call on the thread and waits for its answer.
     *
     * @throws OpenMmException if OpenMM throws in this call, or did in an earlier one
     */
    public <T> T call(Function<SimulationContext, T> body) {
        TerminateGuard.requireUsable();
        return submit(body).await();
    }

    /**
     * Makes a call without an answer on the thread and waits for its end.
     *
     * @throws OpenMmException if OpenMM throws in this call, or did in an earlier one
     */
    public void execute(Consumer<SimulationContext> body) {
        call(context -> {
            body.accept(context);
            return true;
        });
    }

    private <T> Call<T> submit(Function<SimulationContext, T> body) {
        Call<T> call = new Call<>(body, new CompletableFuture<>());
        lock.lock();
        try {
            if (lost != null) {
                throw new OpenMmException("this simulation was lost earlier: " + lost.getMessage(), lost);
            }
            if (finished) {
                throw new IllegalStateException("this simulation is closed");
            }
            waiting.add(call);
            callCame.signal();
        } finally {
            lock.unlock();
        }
        return call;
    }

    /** Lets the thread end, after the calls that wait. */
    public void finish() {
        lock.lock();
        try {
            finished = true;
            callCame.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Lets the thread end and waits for it, unless it is lost. */
    public void finishAndWait() {
        finish();
        if (isLost()) {
            return;
        }
        try {
            join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isLost() {
        lock.lock();
        try {
            return lost != null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void run() {
        SimulationContext context;
        try {
            context = SimulationContext.create(builder, spec, integrator, platform, constraintTolerance);
        } catch (RuntimeException | Error e) {
            lose(e instanceof RuntimeException r ? r : new IllegalStateException(e));
            return;
        }
        for (Call<?> call = next(); call != null; call = next()) {
            current = call;
            call.serve(context);
            current = null;
        }
        context.destroy();
    }

    private @Nullable Call<?> next() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !finished) {
                callCame.awaitUninterruptibly();
            }
            return waiting.poll();
        } finally {
            lock.unlock();
        }
    }

    private void lose(RuntimeException cause) {
        lock.lock();
        try {
            lost = cause;
            if (current != null) {
                current.result().completeExceptionally(cause);
            }
            waiting.forEach(call -> call.result().completeExceptionally(cause));
            waiting.clear();
        } finally {
            lock.unlock();
        }
    }

    @Override
    void abandon(OpenMmException cause) {
        SimulationContext.releaseLocks();
        lose(cause);
    }
}
