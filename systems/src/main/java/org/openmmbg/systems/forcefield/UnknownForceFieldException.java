package org.openmmbg.systems.forcefield;

import java.io.Serial;
import java.util.List;

/** There is no force field of that name. */
public final class UnknownForceFieldException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    UnknownForceFieldException(String name, List<String> closest) {
        super("unknown force field '" + name + "'; "
                + (closest.isEmpty() ? "" : "did you mean " + String.join(" or ", closest) + "? ")
                + "'systems forcefields' lists them all; a file of your own is named by its path");
    }
}
