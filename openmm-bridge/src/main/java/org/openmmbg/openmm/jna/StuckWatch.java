package org.openmmbg.openmm.jna;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Notices that OpenMM does not return any more: a thread parked by the {@link TerminateGuard} may hold locks of OpenMM that
 * others wait for. To be asked now and then by whoever waits for another thread.
 */
final class StuckWatch {
    /** How long nothing may happen, once a thread was parked, before the process is taken for stuck. */
    static final long SECONDS = 1800;

    private final long nanos;
    private long since = System.nanoTime();

    StuckWatch() {
        this(SECONDS);
    }

    StuckWatch(long seconds) {
        nanos = TimeUnit.SECONDS.toNanos(seconds);
    }

    /** Something went on. */
    void progress() {
        since = System.nanoTime();
    }

    /** Ends the process if it is stuck. */
    void check() {
        if (TerminateGuard.parked() == 0) {
            progress();
        } else if (System.nanoTime() - since > nanos) {
            TerminateGuard.halt("OpenMM does not return, after an exception in it on another thread");
        }
    }

    /**
     * Waits for the answer of another thread, without heeding interrupts.
     *
     * @throws RuntimeException the exception the answer is, as it is
     */
    <T> T await(CompletableFuture<T> answer) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return answer.get(1, TimeUnit.SECONDS);
                } catch (TimeoutException e) {
                    check();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof RuntimeException cause) {
                        throw cause;
                    }
                    throw new IllegalStateException(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
