package org.openmmbg.training;

import java.util.List;

/**
 * The samples of one kind in a training step, and the losses they are put to.
 *
 * @param size number of samples a step; 0 for none
 * @param losses what is done with them; those of weight 0 are left out
 */
public record SamplePart(int size, List<Loss> losses) {
    /** No samples. */
    public static final SamplePart NONE = new SamplePart(0, List.of());

    /** Checks the size. */
    public SamplePart {
        if (size < 0) {
            throw new IllegalArgumentException("a step of " + size + " samples: expected at least 0");
        }
        losses = losses.stream().filter(loss -> loss.weight() > 0).toList();
    }

    /** Makes one of a few losses. */
    public static SamplePart of(int size, Loss... losses) {
        return new SamplePart(size, List.of(losses));
    }

    /** Returns whether a loss has the path form, or the score-function form. */
    boolean any(boolean path) {
        for (Loss loss : losses) {
            if (loss.isPath() == path) {
                return true;
            }
        }
        return false;
    }
}
