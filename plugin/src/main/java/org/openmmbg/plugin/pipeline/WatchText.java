package org.openmmbg.plugin.pipeline;

import java.util.Locale;
import org.openmmbg.training.TrainingWatch;

/** What the watch over the training did, in words. */
final class WatchText {
    private WatchText() {}

    static String of(TrainingWatch.Event event) {
        String seen = String.format(
                Locale.ROOT, "loss %.2f kT and ESS %.1f %% at step %,d", event.loss(), 100 * event.ess(), event.step());
        String best = Double.isInfinite(event.bestLoss())
                ? "the beginning of the stage"
                : String.format(
                        Locale.ROOT,
                        "step %,d (loss %.2f kT, ESS %.1f %%)",
                        event.bestStep(),
                        event.bestLoss(),
                        100 * event.bestEss());
        return switch (event.action()) {
            case RETREATED ->
                String.format(
                        Locale.ROOT,
                        "training ran away: %s; taken back to %s, the learning rate cut to %.3g of its schedule",
                        seen,
                        best,
                        event.rateFactor());
            case GAVE_UP -> "training ran away again: " + seen + "; ended with " + best;
            case STALLED ->
                "training ended early: its loss has not fallen since " + best + ", as training.patience allows";
            case TOOK_BEST -> "the generator is that of " + best + ": the last steps were worse (" + seen + ")";
        };
    }
}
