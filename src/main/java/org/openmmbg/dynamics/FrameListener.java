package org.openmmbg.dynamics;

/** Sees walkers at regular steps of a simulation. */
@FunctionalInterface
public interface FrameListener {

    /** Takes note of a frame. The arrays of the walkers are live: copy what is to be kept, and modify nothing. */
    void frame(Walkers walkers);
}
