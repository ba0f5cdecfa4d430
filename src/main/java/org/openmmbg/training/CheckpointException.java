package org.openmmbg.training;

import java.io.Serial;

/** A checkpoint cannot be used: damaged, or of another network or run. */
public final class CheckpointException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public CheckpointException(String message) {
        super(message);
    }

    public CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
