package org.openmmbg.openmm;

import java.io.Serial;

/**
 * A choice of platform that cannot be had: text that names none, a platform or property that OpenMM does not have, or
 * hardware that this machine does not have.
 */
public final class PlatformException extends OpenMmException {
    @Serial
    private static final long serialVersionUID = 1L;

    public PlatformException(String message) {
        super(message);
    }

    public PlatformException(String message, Throwable cause) {
        super(message, cause);
    }
}
