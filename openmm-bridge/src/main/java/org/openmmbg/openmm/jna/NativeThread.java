package org.openmmbg.openmm.jna;

import org.openmmbg.openmm.OpenMmException;

/**
 * A thread that may call OpenMM. When OpenMM throws there, the process goes on: the {@link TerminateGuard} tells the
 * thread so and then parks it for ever, because there is no way back through the native frames.
 */
abstract class NativeThread extends Thread {
    NativeThread(String name) {
        super(name);
        setDaemon(true);
    }

    /**
     * OpenMM threw on this thread, which is lost: hand its work to another. Called on this thread, deep inside the call
     * that failed; locks it holds must be given back here.
     *
     * @param cause OpenMM's exception
     */
    abstract void abandon(OpenMmException cause);
}
