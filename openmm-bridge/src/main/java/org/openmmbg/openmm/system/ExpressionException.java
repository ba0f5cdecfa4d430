package org.openmmbg.openmm.system;

import java.io.Serial;

/** An expression that OpenMM would not take; the message says why and where. */
final class ExpressionException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    ExpressionException(String message) {
        super(message);
    }
}
