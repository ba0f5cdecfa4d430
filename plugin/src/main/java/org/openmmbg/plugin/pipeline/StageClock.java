package org.openmmbg.plugin.pipeline;

import java.util.Locale;
import java.util.function.LongSupplier;

/** Rate and remaining time of one stage, from the counts done since it began in this process. */
final class StageClock {
    private final LongSupplier nanoTime;
    private final long startNanos;
    private final long startCount;
    private final long total;

    StageClock(LongSupplier nanoTime, long startCount, long total) {
        this.nanoTime = nanoTime;
        this.startNanos = nanoTime.getAsLong();
        this.startCount = startCount;
        this.total = total;
    }

    double elapsedSeconds() {
        return (nanoTime.getAsLong() - startNanos) * 1e-9;
    }

    /** Returns "812 steps/s, 2 min 05 s left", or the empty string while nothing can be said. */
    String describe(long done, String unit) {
        double seconds = elapsedSeconds();
        long sinceStart = done - startCount;
        if (sinceStart <= 0 || seconds <= 0) {
            return "";
        }
        double rate = sinceStart / seconds;
        long left = Math.round(Math.max(0, total - done) / rate);
        return rate(rate) + " " + unit + "/s, " + duration(left) + " left";
    }

    static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond < 10 ? "%.2g" : "%,.0f", perSecond);
    }

    static String duration(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
        }
        return String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds % 3600 / 60);
    }
}
