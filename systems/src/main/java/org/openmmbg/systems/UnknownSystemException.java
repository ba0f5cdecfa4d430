package org.openmmbg.systems;

import java.io.Serial;
import java.util.List;

/** There is no built-in system of that name. */
public final class UnknownSystemException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final List<String> closest;

    UnknownSystemException(String name, List<String> closest) {
        super("unknown system '" + name + "'; "
                + (closest.isEmpty() ? "" : "did you mean " + String.join(" or ", closest) + "? ")
                + "'systems list' names them all");
        this.closest = List.copyOf(closest);
    }

    private UnknownSystemException(String message) {
        super(message);
        closest = List.of();
    }

    /** Returns what is to be said of a system that has no atoms where atoms are needed. */
    static UnknownSystemException notAMolecule(String name) {
        return new UnknownSystemException("'" + name + "' is a potential without atoms, and this needs a molecule;"
                + " 'run' takes either, and 'systems list' names them all");
    }

    /** Returns the names most like the one asked for, the closest first; may be empty. */
    public List<String> closest() {
        return List.copyOf(closest);
    }
}
