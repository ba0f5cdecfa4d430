package org.openmmbg.systems.forcefield;

import java.io.Serial;

/** A force field does not fit a molecule. The message is one line. */
public class ForceFieldException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public ForceFieldException(String message) {
        super(message);
    }
}
