package org.openmmbg.training;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Threads that work through numbered tasks. Which thread takes which task is left to chance, so tasks share nothing they
 * write: then results do not depend on the number of threads.
 */
public final class WorkerPool implements AutoCloseable {
    private final int threads;
    private final ExecutorService helpers;

    /**
     * Starts the threads; the caller of {@link #run} is one of them.
     *
     * @param threads number of threads, at least 1
     */
    public WorkerPool(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("at least 1 thread is needed, not " + threads);
        }
        this.threads = threads;
        this.helpers = Executors.newFixedThreadPool(Math.max(1, threads - 1), task -> {
            Thread thread = new Thread(task, "openmm-bg-worker");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Runs tasks 0 to {@code tasks} − 1 and waits for all.
     *
     * @param tasks number of tasks
     * @param task what to do with each number
     * @throws IllegalStateException if a task failed, with its exception as the cause
     */
    public void run(int tasks, IntConsumer task) {
        AtomicInteger next = new AtomicInteger();
        Runnable loop = () -> {
            for (int index = next.getAndIncrement(); index < tasks; index = next.getAndIncrement()) {
                task.accept(index);
            }
        };
        List<Future<?>> running = new ArrayList<>();
        for (int i = 1; i < Math.min(threads, tasks); i++) {
            running.add(helpers.submit(loop));
        }
        RuntimeException failure = null;
        try {
            loop.run();
        } catch (RuntimeException e) {
            failure = e;
        }
        for (Future<?> future : running) {
            try {
                future.get();
            } catch (ExecutionException e) {
                failure = failure != null ? failure : new IllegalStateException("a worker failed", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failure = failure != null ? failure : new IllegalStateException("interrupted while working", e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() {
        helpers.shutdownNow();
    }
}
