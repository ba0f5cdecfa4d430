package org.openmmbg.plugin.pipeline;

import java.util.Locale;

/** The parts of a run that a checkpoint can be in. */
enum RunStage {
    /** The seeds' MD is under way. */
    SEEDS,
    /** The seeds are written, nothing is trained. */
    SEEDED,
    /** Training is under way, or done. */
    TRAINING;

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
