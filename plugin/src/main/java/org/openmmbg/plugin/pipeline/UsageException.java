package org.openmmbg.plugin.pipeline;

import java.io.Serial;

/** The command line or a configuration asks for what cannot be done; the message is one line for the user. */
public final class UsageException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }

    public UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
