package org.openmmbg.plugin.pipeline;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Progress as plain lines, at most one every ten seconds: for log files and pipes. */
public final class LineProgress implements Progress {
    private static final double SECONDS_BETWEEN_LINES = 10;

    private final PrintWriter out;
    private final LongSupplier nanoTime;
    private @Nullable Stage stage;

    private record Stage(String name, String unit, long total, StageClock clock, Counter counter) {}

    private static final class Counter {
        private long done;
        private String note = "";
        private double lastLine;
    }

    public LineProgress(PrintWriter out) {
        this(out, System::nanoTime);
    }

    LineProgress(PrintWriter out, LongSupplier nanoTime) {
        this.out = out;
        this.nanoTime = nanoTime;
    }

    @Override
    public void start(String name, String unit, long done, long total) {
        finish();
        Counter counter = new Counter();
        counter.done = done;
        stage = new Stage(name, unit, total, new StageClock(nanoTime, done, total), counter);
        message(String.format(Locale.ROOT, "%s: %,d of %,d %s", name, done, total, unit));
    }

    @Override
    public void update(long done, String note) {
        Stage current = stage;
        if (current == null) {
            return;
        }
        Counter counter = current.counter();
        counter.done = done;
        counter.note = note;
        double now = current.clock().elapsedSeconds();
        if (now - counter.lastLine < SECONDS_BETWEEN_LINES) {
            return;
        }
        counter.lastLine = now;
        String speed = current.clock().describe(done, current.unit());
        message(String.format(Locale.ROOT, "%s: %,d of %,d %s", current.name(), done, current.total(), current.unit())
                + (speed.isEmpty() ? "" : ", " + speed)
                + (note.isEmpty() ? "" : " (" + note + ")"));
    }

    @Override
    public void finish() {
        Stage current = stage;
        stage = null;
        if (current != null) {
            String note = current.counter().note;
            message(String.format(
                            Locale.ROOT,
                            "%s: %,d %s in %s",
                            current.name(),
                            current.counter().done,
                            current.unit(),
                            StageClock.duration(Math.round(current.clock().elapsedSeconds())))
                    + (note.isEmpty() ? "" : " (" + note + ")"));
        }
    }

    @Override
    public void message(String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public void close() {
        finish();
    }
}
