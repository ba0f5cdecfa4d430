package org.openmmbg.plugin.pipeline;

import java.io.Serial;

/** A configuration or a file of a run folder cannot be used; the message is one line that names the file. */
public final class UnusableFileException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public UnusableFileException(String message) {
        super(message);
    }

    public UnusableFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
