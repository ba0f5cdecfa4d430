package org.openmmbg.training;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Watches training by energy over windows of steps, and takes it back when it runs away.
 *
 * <p>The measure is absolute: the loss, an upper bound of the free energy, and the effective sample size of a window against
 * those of the best window so far. A window is bad when its loss is not finite, when the guard refused more than half of its
 * steps, or when both loss and effective sample size are clearly worse than the best. On the first bad window of the first two
 * kinds, or on two in a row of the third, parameters and optimiser go back to the best window that was not followed by a bad
 * one, and the learning rate is halved from there on. After a number of retreats training ends with that window's.
 *
 * <p>Its state is part of a checkpoint. Used by one thread.
 */
public final class TrainingWatch {
    private static final String NAME = "watch.";
    private static final double RATE_CUT = 0.5;

    /** Rise of the loss, kT, that is never a reason to go back by itself. */
    private static final double LOSS_MARGIN = 0.1;

    /** Share of the best effective sample size below which a window counts as worse. */
    private static final double ESS_SHARE = 0.8;

    private static final int BAD_IN_A_ROW = 2;
    private static final double SIGNIFICANT = 2;

    private final Trainer trainer;
    private final Settings settings;
    private final double[] losses;
    private int seen;
    private int refused;
    private double essSum;
    private int badInRow;
    private int retreats;
    private boolean ended;

    /** The best window not followed by a bad one; before there is one, the state at the beginning. */
    private @Nullable Kept best;

    /** The last window, where it was the best so far: what follows tells whether it was sound. */
    private @Nullable Kept candidate;

    /** The last window whose loss was significantly below all before. */
    private Window improved = Window.NONE;

    private Window last = Window.NONE;

    /**
     * How closely is watched.
     *
     * @param window steps of a window
     * @param retreats how often training is taken back before it ends
     * @param patience steps without a significantly lower loss after which training ends; 0 for no such end
     */
    public record Settings(int window, int retreats, int patience) {
        public Settings {
            if (window < 1 || retreats < 0 || patience < 0) {
                throw new IllegalArgumentException("a watch over windows of " + window + " steps with " + retreats
                        + " retreats and a patience of " + patience + " steps");
            }
        }
    }

    /** What the watch did. */
    public enum Action {
        /** Went back to the best window with half the rate. */
        RETREATED,
        /** Went back to the best window and ended the training, which had run away too often. */
        GAVE_UP,
        /** Ended the training, whose loss no longer fell. */
        STALLED,
        /** Took the best window in place of the last, which was worse. */
        TOOK_BEST
    }

    /**
     * What the watch did, and why.
     *
     * @param step the last step before it
     * @param action what it did
     * @param loss median loss of the last window, kT
     * @param ess mean effective sample size of the last window, a fraction
     * @param bestStep the step whose state was gone back to; for {@link Action#STALLED} that of the last improvement
     * @param bestLoss its window's loss, kT; infinite for the beginning
     * @param bestEss its window's effective sample size
     * @param rateFactor on the learning rate from here on
     */
    public record Event(
            long step,
            Action action,
            double loss,
            double ess,
            long bestStep,
            double bestLoss,
            double bestEss,
            double rateFactor) {}

    /** @param error standard error of the loss */
    private record Window(long step, double loss, double error, double ess) {
        static final Window NONE = new Window(-1, Double.POSITIVE_INFINITY, 0, 0);

        boolean isWorseThan(Window other, double margin) {
            return loss > other.loss + Math.max(margin, SIGNIFICANT * Math.hypot(error, other.error));
        }
    }

    private record Kept(Window window, OptimizerState state) {}

    /** Begins to watch a stage of a trainer. */
    public TrainingWatch(Trainer trainer, Settings settings) {
        this.trainer = trainer;
        this.settings = settings;
        this.losses = new double[settings.window()];
    }

    /** Returns whether training has ended. */
    public boolean ended() {
        return ended;
    }

    /** Returns how often training was taken back. */
    public int retreats() {
        return retreats;
    }

    /** Returns the mean effective sample size of the last whole window, a fraction; 0 before there is one. */
    public double ess() {
        return last.ess();
    }

    /** Returns whether the last whole window's loss was significantly below all before. */
    public boolean improving() {
        return last.step() >= 0 && last.step() == improved.step();
    }

    /** Returns whether {@link #begin} was called, in this process or before a checkpoint. */
    public boolean hasBegun() {
        return best != null;
    }

    /** Keeps the state that is there before the stage's first step: what is gone back to until there is better. */
    public void begin() {
        best = new Kept(new Window(trainer.step() - 1, Double.POSITIVE_INFINITY, 0, 0), trainer.optimizerState());
    }

    /**
     * Takes notice of a step.
     *
     * @return what was done about it, or null
     */
    public @Nullable Event see(StepMetrics step) {
        losses[seen++] = step.energyLoss();
        essSum += Double.isFinite(step.ess()) ? step.ess() : 0;
        refused += step.stepTaken() ? 0 : 1;
        if (seen < settings.window()) {
            return null;
        }
        Window window = window(step.step());
        boolean broken = !Double.isFinite(window.loss()) || 2 * refused > settings.window();
        seen = 0;
        refused = 0;
        essSum = 0;
        last = window;
        return broken || isBad(window) ? afterBad(window, broken) : afterGood(window);
    }

    private Window window(long step) {
        double[] sorted = losses.clone();
        Arrays.sort(sorted);
        double median = sorted[sorted.length / 2];
        // NaN sorts last: too many of them, and the median is one.
        double[] distances = losses.clone();
        Arrays.setAll(distances, i -> Math.abs(distances[i] - median));
        Arrays.sort(distances);
        // For a normal distribution: standard deviation from the median distance, and of a median from it.
        double error = 1.2533 * 1.4826 * distances[distances.length / 2] / Math.sqrt(distances.length);
        return new Window(step, median, error, essSum / losses.length);
    }

    private boolean isBad(Window window) {
        Window reference = candidate != null ? candidate.window() : kept().window();
        return window.isWorseThan(reference, LOSS_MARGIN) && window.ess() < ESS_SHARE * reference.ess();
    }

    private Kept kept() {
        if (best == null) {
            throw new IllegalStateException("a watch sees a step before it has begun");
        }
        return best;
    }

    private @Nullable Event afterGood(Window window) {
        badInRow = 0;
        if (candidate != null) {
            best = candidate;
            candidate = null;
        }
        if (window.loss() < kept().window().loss()) {
            candidate = new Kept(window, trainer.optimizerState());
        }
        if (improved.isWorseThan(window, 0)) {
            improved = window;
        }
        if (settings.patience() > 0 && window.step() - improved.step() >= settings.patience()) {
            ended = true;
            return event(Action.STALLED, window, improved);
        }
        return null;
    }

    private @Nullable Event afterBad(Window window, boolean broken) {
        badInRow++;
        if (!broken && badInRow < BAD_IN_A_ROW) {
            return null;
        }
        badInRow = 0;
        candidate = null;
        trainer.restore(kept().state());
        if (retreats == settings.retreats()) {
            ended = true;
            return event(Action.GAVE_UP, window, kept().window());
        }
        retreats++;
        trainer.scaleRate(RATE_CUT);
        return event(Action.RETREATED, window, kept().window());
    }

    /**
     * Ends the stage: takes the best window where the last is worse. Called again it does nothing.
     *
     * @return what was done, or null
     */
    public @Nullable Event finish() {
        Kept kept = candidate != null ? candidate : kept();
        boolean worse = last.isWorseThan(kept.window(), 0) || badInRow > 0;
        boolean asItIs = ended || last.step() < 0 || !worse;
        ended = true;
        if (asItIs) {
            return null;
        }
        trainer.restore(kept.state());
        return event(Action.TOOK_BEST, last, kept.window());
    }

    private Event event(Action action, Window window, Window back) {
        return new Event(
                window.step(),
                action,
                window.loss(),
                window.ess(),
                back.step(),
                back.loss(),
                back.ess(),
                trainer.rateFactor());
    }

    /** Adds the whole state to a checkpoint. */
    public void save(Checkpoint.Builder checkpoint) {
        checkpoint.put(NAME + "seen", Integer.toString(seen));
        checkpoint.put(NAME + "refused", Integer.toString(refused));
        checkpoint.put(NAME + "bad", Integer.toString(badInRow));
        checkpoint.put(NAME + "retreats", Integer.toString(retreats));
        checkpoint.put(NAME + "ended", Boolean.toString(ended));
        checkpoint.add(NAME + "losses", losses, losses.length);
        checkpoint.add(NAME + "ess", new double[] {essSum}, 1);
        save(checkpoint, "improved", improved);
        save(checkpoint, "last", last);
        save(checkpoint, "best", kept());
        if (candidate != null) {
            save(checkpoint, "candidate", candidate);
        }
    }

    private void save(Checkpoint.Builder checkpoint, String name, Kept kept) {
        save(checkpoint, name, kept.window());
        kept.state().save(checkpoint, NAME + name + ".", trainer.parameters());
    }

    private static void save(Checkpoint.Builder checkpoint, String name, Window window) {
        checkpoint.put(NAME + name + ".step", Long.toString(window.step()));
        checkpoint.add(NAME + name, new double[] {window.loss(), window.error(), window.ess()}, 3);
    }

    /** Tells whether a checkpoint holds the state of a watch. */
    public static boolean isIn(Checkpoint checkpoint) {
        return checkpoint.has(NAME + "seen");
    }

    /**
     * Takes the whole state back.
     *
     * @throws CheckpointException if the checkpoint holds none, or is of another network
     */
    public void load(Checkpoint checkpoint) {
        seen = (int) checkpoint.integer(NAME + "seen");
        refused = (int) checkpoint.integer(NAME + "refused");
        badInRow = (int) checkpoint.integer(NAME + "bad");
        retreats = (int) checkpoint.integer(NAME + "retreats");
        ended = Boolean.parseBoolean(checkpoint.text(NAME + "ended"));
        checkpoint.copy(NAME + "losses", losses);
        essSum = checkpoint.array(NAME + "ess")[0];
        improved = window(checkpoint, "improved");
        last = window(checkpoint, "last");
        best = kept(checkpoint, "best");
        candidate = checkpoint.has(NAME + "candidate.step") ? kept(checkpoint, "candidate") : null;
    }

    private Kept kept(Checkpoint checkpoint, String name) {
        return new Kept(
                window(checkpoint, name), OptimizerState.load(checkpoint, NAME + name + ".", trainer.parameters()));
    }

    private static Window window(Checkpoint checkpoint, String name) {
        double[] values = new double[3];
        checkpoint.copy(NAME + name, values);
        return new Window(checkpoint.integer(NAME + name + ".step"), values[0], values[1], values[2]);
    }
}
