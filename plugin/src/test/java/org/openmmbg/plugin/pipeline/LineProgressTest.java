package org.openmmbg.plugin.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LineProgressTest {
    private final AtomicLong clock = new AtomicLong();
    private final StringWriter text = new StringWriter();

    @Test
    void aLineEveryTenSecondsWithRateAndTimeLeft() {
        try (Progress progress = new LineProgress(new PrintWriter(text), clock::get)) {
            progress.start("training", "steps", 1000, 11_000);
            for (int second = 1; second <= 25; second++) {
                clock.set(Duration.ofSeconds(second).toNanos());
                progress.update(1000 + second * 100L, "loss -1.5");
            }
        }
        assertThat(text.toString().lines())
                .containsExactly(
                        "training: 1,000 of 11,000 steps",
                        "training: 2,000 of 11,000 steps, 100 steps/s, 1 min 30 s left (loss -1.5)",
                        "training: 3,000 of 11,000 steps, 100 steps/s, 1 min 20 s left (loss -1.5)",
                        "training: 3,500 steps in 25 s (loss -1.5)");
    }

    @Test
    void theStopSignalIsSetOnceItsTimeIsOver() {
        StopSignal stop = new StopSignal(Duration.ofSeconds(5), clock::get);
        clock.set(Duration.ofSeconds(5).toNanos() - 1);
        assertThat(stop.requested()).isEmpty();
        clock.incrementAndGet();
        assertThat(stop.requested()).contains(StopSignal.Reason.MAX_TIME);
        stop.interrupt();
        assertThat(stop.requested()).contains(StopSignal.Reason.INTERRUPTED);
    }
}
