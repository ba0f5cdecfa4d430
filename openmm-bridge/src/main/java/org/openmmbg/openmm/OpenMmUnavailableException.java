package org.openmmbg.openmm;

import java.io.Serial;

/** No usable OpenMM library: none for this operating system, none found, or one that lacks the C API. */
public final class OpenMmUnavailableException extends OpenMmException {
    @Serial
    private static final long serialVersionUID = 1L;

    public OpenMmUnavailableException(String message) {
        super(message);
    }

    public OpenMmUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
