package org.openmmbg.openmm.jna;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.openmmbg.openmm.OpenMmException;
import org.openmmbg.openmm.PlatformSpec;
import org.openmmbg.openmm.system.SystemSpec;

/**
 * Threads that work through batches together, each with a Context of its own.
 *
 * <p>Items are handed out in chunks that shrink towards the end, so that no thread waits long for another; each item is done by one thread on
 * its own, so the answers do not depend on their number. A thread lost to an exception of OpenMM is replaced, with a new
 * Context, and its chunk is finished.
 */
public final class WorkerTeam implements AutoCloseable {
    private static final int MAX_CHUNK = 16;
    private static final int CHUNKS_PER_THREAD = 4;

    /** How long closing waits for a thread; one that was parked for ever never ends. */
    private static final long CLOSE_MILLIS = 2000;

    private final SystemSpec spec;
    private final PlatformSpec platform;
    private final int threads;
    private final List<Worker> workers = new ArrayList<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition workCame = lock.newCondition();
    private final Condition workDone = lock.newCondition();
    private final AtomicInteger next = new AtomicInteger();

    // Guarded by the lock; a worker that saw the new generation may read job and size without it.
    private long generation;
    private @Nullable BatchJob job;
    private int size;
    private int working;
    private boolean closed;
    private @Nullable RuntimeException failure;

    /**
     * Starts the threads and makes their Contexts.
     *
     * @param spec the System
     * @param platform the platform
     * @param threads number of threads
     * @throws OpenMmException if OpenMM refuses the System or the platform
     */
    public WorkerTeam(SystemSpec spec, PlatformSpec platform, int threads) {
        TerminateGuard.requireUsable();
        this.spec = spec;
        this.platform = platform;
        this.threads = threads;
        lock.lock();
        try {
            // The first round of work is making the Contexts: one alone, so that what OpenMM refuses costs one thread.
            employ(0, 1);
            if (failure == null) {
                employ(1, threads);
            }
        } finally {
            lock.unlock();
        }
        RuntimeException cause = failure;
        if (cause != null) {
            close();
            throw cause;
        }
    }

    /**
     * Does a job and returns when all of it is done.
     *
     * @param newJob what to do
     * @param newSize number of items
     * @throws OpenMmException if a thread that was lost could not be replaced
     * @throws IllegalStateException if the team is closed
     */
    public void run(BatchJob newJob, int newSize) {
        TerminateGuard.requireUsable();
        lock.lock();
        try {
            if (failure != null) {
                throw new OpenMmException("these threads ended earlier: " + failure.getMessage(), failure);
            }
            if (closed) {
                throw new IllegalStateException("closed");
            }
            job = newJob;
            size = newSize;
            next.set(0);
            working = threads;
            generation++;
            workCame.signalAll();
            awaitWorkers();
            job = null;
            RuntimeException cause = failure;
            if (cause != null) {
                closed = true;
                workCame.signalAll();
                throw cause;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Tells the threads to destroy their Contexts and end. */
    public void finish() {
        lock.lock();
        try {
            closed = true;
            workCame.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Tells the threads to destroy their Contexts and end, and waits for those that can. */
    @Override
    public void close() {
        finish();
        List<Worker> last;
        lock.lock();
        try {
            last = List.copyOf(workers);
        } finally {
            lock.unlock();
        }
        for (Worker worker : last) {
            try {
                worker.join(CLOSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Returns a number that changes with every item that is begun. */
    private long reached() {
        return next.get() + workers.stream().mapToLong(worker -> worker.index).sum();
    }

    /** Returns the size of the chunk that begins at an item: smaller towards the end, so that all threads end together. */
    private int chunk(int start) {
        return Math.max(1, Math.min(MAX_CHUNK, (size - start) / (threads * CHUNKS_PER_THREAD)));
    }

    /** Starts the workers from one number to below another and waits for their Contexts; with the lock held. */
    private void employ(int from, int to) {
        working = to - from;
        for (int i = from; i < to; i++) {
            employ(new Worker(i, 0, null));
        }
        awaitWorkers();
    }

    /** Starts a worker; with the lock held. */
    private void employ(Worker worker) {
        workers.add(worker);
        worker.start();
    }

    /** Waits, without heeding interrupts: the arrays of the caller are in use until the work is done. */
    private void awaitWorkers() {
        boolean interrupted = false;
        long seen = -1;
        StuckWatch watch = new StuckWatch();
        while (working > 0) {
            try {
                workDone.await(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            long reached = reached();
            if (reached != seen) {
                seen = reached;
                watch.progress();
            }
            watch.check();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Items [start, end) of a job. */
    private record Range(BatchJob job, int start, int end) {}

    private final class Worker extends NativeThread {
        private final int number;
        private long seen;
        private @Nullable Range inherited;

        private @Nullable BatchJob current;
        private volatile int index;
        private int end;

        Worker(int number, long seen, @Nullable Range inherited) {
            super("openmm-" + platform.name() + "-" + number);
            this.number = number;
            this.seen = seen;
            this.inherited = inherited;
        }

        @Override
        public void run() {
            EvaluationContext context = null;
            try {
                context = EvaluationContext.create(spec, platform);
                if (inherited != null) {
                    workOn(inherited.job(), inherited.start(), inherited.end(), context);
                    inherited = null;
                    workThrough(context);
                }
                report(null);
                while (awaitWork()) {
                    workThrough(context);
                    report(null);
                }
            } catch (RuntimeException | Error e) {
                report(e instanceof RuntimeException r ? r : new IllegalStateException(e));
            } finally {
                if (context != null) {
                    context.destroy();
                }
            }
        }

        private void workThrough(EvaluationContext context) {
            BatchJob today = job;
            if (today == null) {
                return;
            }
            for (int start = take(); start < size; start = take()) {
                workOn(today, start, start + chunk(start), context);
            }
        }

        /** Takes the next chunk; the answer is its first item, or the size when there is none left. */
        private int take() {
            while (true) {
                int start = next.get();
                if (start >= size || next.compareAndSet(start, start + chunk(start))) {
                    return start;
                }
            }
        }

        private void workOn(BatchJob today, int from, int to, EvaluationContext context) {
            current = today;
            end = to;
            for (int i = from; i < to; i++) {
                index = i;
                today.run(context, i);
            }
            current = null;
        }

        private boolean awaitWork() {
            lock.lock();
            try {
                while (generation == seen && !closed) {
                    workCame.awaitUninterruptibly();
                }
                seen = generation;
                return !closed;
            } finally {
                lock.unlock();
            }
        }

        private void report(@Nullable RuntimeException cause) {
            lock.lock();
            try {
                if (cause != null && failure == null) {
                    failure = cause;
                }
                working--;
                if (working == 0) {
                    workDone.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        void abandon(OpenMmException cause) {
            EvaluationContext.releaseLocks();
            BatchJob interrupted = current;
            lock.lock();
            try {
                workers.remove(this);
                if (interrupted != null) {
                    interrupted.failed(index, cause);
                }
                if (interrupted == null || TerminateGuard.parked() >= TerminateGuard.MAX_PARKED) {
                    report(cause);
                } else {
                    employ(new Worker(number, seen, new Range(interrupted, index + 1, end)));
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
