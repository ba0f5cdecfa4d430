package org.openmmbg.openmm;

import java.util.List;
import java.util.SplittableRandom;

/** Random choices for one damaged input, the same ones for the same seed and number. */
final class DamageSource {
    private final SplittableRandom random;

    DamageSource(long seed, int number) {
        random = new SplittableRandom(seed * 1_000_003 + number);
    }

    /** Returns a number from 0 to below the bound. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T oneOf(List<T> items) {
        return items.get(below(items.size()));
    }
}
