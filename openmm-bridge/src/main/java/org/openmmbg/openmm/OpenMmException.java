package org.openmmbg.openmm;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** OpenMM refused a call, with its own message where it gave one. */
public class OpenMmException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public OpenMmException(String message) {
        super(message);
    }

    public OpenMmException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
