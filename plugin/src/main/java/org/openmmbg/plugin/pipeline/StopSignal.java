package org.openmmbg.plugin.pipeline;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells the stages of a run to stop. A stage polls it at each safe point; once it is set, the stage writes its
 * checkpoint and throws a {@link StoppedException}. Safe for use by several threads.
 */
public final class StopSignal {
    /** Who asked a run to stop. */
    public enum Reason {
        /** The time allowed by {@code --max-time} is over. */
        MAX_TIME("the time given by --max-time is over"),
        /** The user or the system interrupted the process. */
        INTERRUPTED("interrupted");

        private final String description;

        Reason(String description) {
            this.description = description;
        }

        public String description() {
            return description;
        }
    }

    private final AtomicBoolean interrupted = new AtomicBoolean();
    private final LongSupplier nanoTime;
    private final long start;
    private final @Nullable Duration maxTime;

    /** Returns a signal that is set only by {@link #interrupt}. */
    public static StopSignal withoutLimit() {
        return new StopSignal(null, System::nanoTime);
    }

    /** Returns a signal that is also set once the given time has passed, counted from now. */
    public static StopSignal after(Duration maxTime) {
        return new StopSignal(maxTime, System::nanoTime);
    }

    StopSignal(@Nullable Duration maxTime, LongSupplier nanoTime) {
        this.maxTime = maxTime;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /** Asks the run to stop at its next safe point. */
    public void interrupt() {
        interrupted.set(true);
    }

    /** Returns why the run must stop, or empty while it may go on. */
    public Optional<Reason> requested() {
        if (interrupted.get()) {
            return Optional.of(Reason.INTERRUPTED);
        }
        if (maxTime != null && nanoTime.getAsLong() - start >= maxTime.toNanos()) {
            return Optional.of(Reason.MAX_TIME);
        }
        return Optional.empty();
    }
}
