package org.openmmbg.openmm.system;

import java.io.Serial;

/** A {@link SystemSpec} that makes no sense; the message names the force and the entry. */
public final class SystemSpecException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1L;

    public SystemSpecException(String message) {
        super(message);
    }
}
