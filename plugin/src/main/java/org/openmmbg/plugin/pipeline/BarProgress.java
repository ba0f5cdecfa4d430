package org.openmmbg.plugin.pipeline;

import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Progress as a bar that is redrawn in place: for terminals. */
public final class BarProgress implements Progress {
    private final PrintStream terminal;
    private @Nullable ProgressBar bar;

    public BarProgress(PrintStream terminal) {
        this.terminal = terminal;
    }

    @Override
    public void start(String stage, String unit, long done, long total) {
        finish();
        bar = new ProgressBarBuilder()
                .setTaskName(stage)
                .setUnit(" " + unit, 1)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(500)
                .setConsumer(new ConsoleProgressBarConsumer(terminal))
                .showSpeed()
                .startsFrom(done, Duration.ZERO)
                .build();
    }

    @Override
    public void update(long done, String note) {
        ProgressBar current = bar;
        if (current != null) {
            current.stepTo(done);
            current.setExtraMessage(note.isEmpty() ? "" : "  " + note);
        }
    }

    @Override
    public void finish() {
        ProgressBar current = bar;
        bar = null;
        if (current != null) {
            current.close();
        }
    }

    @Override
    public void message(String line) {
        // Over the bar, which draws itself again below.
        terminal.print("\r\u001b[K" + line + System.lineSeparator());
        terminal.flush();
    }

    @Override
    public void close() {
        finish();
    }
}
