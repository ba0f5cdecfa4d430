package org.openmmbg.training;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Threads that work through numbered tasks. Which thread takes which task is left to chance, so tasks share nothing they
 * write: then results do not depend on the number of threads.
 *
 * <p>A training step hands out work several times in a few milliseconds, so threads look out for the next work for a moment
 * before they sleep, and handing it out allocates nothing. For one caller at a time.
 */
public final class WorkerPool implements AutoCloseable {
    /** Longer than between two pieces of work of a step, shorter than anyone would notice on an idle machine. */
    private static final long LOOK_OUT_NANOS = 50_000;

    private final List<Helper> helpers = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final AtomicReference<@Nullable Thread> caller = new AtomicReference<>();
    private @Nullable IntConsumer task;
    private int tasks;

    /** Counts the pieces of work; a new value makes what was written before it visible. */
    private final AtomicLong round = new AtomicLong();

    private volatile boolean closed;

    /**
     * Starts the threads; the caller of {@link #run} is one of them.
     *
     * @param threads number of threads, at least 1
     */
    public WorkerPool(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("at least 1 thread is needed, not " + threads);
        }
        for (int i = 1; i < threads; i++) {
            helpers.add(new Helper());
        }
        helpers.forEach(Thread::start);
    }

    /**
     * Runs tasks 0 to {@code tasks} − 1 and waits for all, even if the calling thread is interrupted.
     *
     * @param tasks number of tasks
     * @param task what to do with each number
     * @throws IllegalStateException if a task failed, with its exception as the cause; or if another call has not returned
     */
    public void run(int tasks, IntConsumer task) {
        if (closed || !caller.compareAndSet(null, Thread.currentThread())) {
            throw new IllegalStateException(
                    closed ? "the worker pool is closed" : "the worker pool is at work for another call");
        }
        try {
            this.task = task;
            this.tasks = tasks;
            next.set(0);
            failure.set(null);
            busy.set(helpers.size());
            round.incrementAndGet();
            for (Helper helper : helpers) {
                helper.wake();
            }
            work();
            awaitHelpers();
            this.task = null;
        } finally {
            caller.set(null);
        }
        Throwable failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("a worker failed: " + failed, failed);
        }
    }

    private void work() {
        IntConsumer current = task;
        try {
            for (int index = next.getAndIncrement(); index < tasks && current != null; index = next.getAndIncrement()) {
                current.accept(index);
            }
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
            // Nobody needs to begin what is left.
            next.set(tasks);
        }
    }

    private void awaitHelpers() {
        long start = System.nanoTime();
        boolean interrupted = false;
        while (busy.get() > 0) {
            if (System.nanoTime() - start < LOOK_OUT_NANOS) {
                Thread.onSpinWait();
            } else {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Helper extends Thread {
        private volatile boolean asleep;

        Helper() {
            super("openmm-bg-worker");
            setDaemon(true);
        }

        void wake() {
            if (asleep) {
                LockSupport.unpark(this);
            }
        }

        @Override
        public void run() {
            long done = 0;
            while (true) {
                awaitRound(done);
                if (closed) {
                    return;
                }
                done++;
                work();
                Thread waiting = caller.get();
                if (busy.decrementAndGet() == 0) {
                    LockSupport.unpark(waiting);
                }
            }
        }

        private void awaitRound(long done) {
            long start = System.nanoTime();
            while (round.get() == done && !closed) {
                if (System.nanoTime() - start < LOOK_OUT_NANOS) {
                    Thread.onSpinWait();
                } else {
                    asleep = true;
                    // Asked again now that whoever hands out work knows to wake this thread.
                    if (round.get() == done && !closed) {
                        LockSupport.park(this);
                    }
                    asleep = false;
                }
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        helpers.forEach(LockSupport::unpark);
    }
}
