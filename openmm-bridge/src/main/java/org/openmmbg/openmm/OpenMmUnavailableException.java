package org.openmmbg.openmm;

import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** No usable OpenMM library: none for this operating system, none found, or one that lacks the C API. */
public final class OpenMmUnavailableException extends OpenMmException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient @Nullable List<LibraryCandidate> candidates;

    public OpenMmUnavailableException(String message) {
        super(message);
        candidates = null;
    }

    public OpenMmUnavailableException(String message, Throwable cause) {
        super(message, cause);
        candidates = null;
    }

    public OpenMmUnavailableException(String message, @Nullable Throwable cause, List<LibraryCandidate> candidates) {
        super(message, cause);
        this.candidates = List.copyOf(candidates);
    }

    /** Returns every library the search came by; empty where the search did not get that far. */
    public List<LibraryCandidate> candidates() {
        return candidates == null ? List.of() : candidates;
    }
}
