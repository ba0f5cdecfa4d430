package org.openmmbg.openmm.jna;

import java.io.Serial;

/** A library that cannot be the OpenMM of this process; the message is the reason, as a part of a sentence. */
final class LibraryRefusedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    LibraryRefusedException(String reason) {
        super(reason);
    }

    LibraryRefusedException(String reason, Throwable cause) {
        super(reason, cause);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
