package org.openmmbg.openmm;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An OpenMM library that the search came by.
 *
 * @param source how it came by it
 * @param path the file, or where it should be; null for the embedded one while it is not unpacked
 * @param verdict what became of it
 * @param reason why, as a part of a sentence; empty for the one in use
 */
public record LibraryCandidate(Source source, @Nullable Path path, Verdict verdict, String reason) {

    /** Where a library is looked for, in the order of the search. */
    public enum Source {
        PROPERTY("property openmmbg.openmm.library"),
        ENVIRONMENT("OPENMM_BG_OPENMM_LIBRARY"),
        CONDA("CONDA_PREFIX"),
        OPENMM_DIR("OPENMM_DIR"),
        OPENMM_PLUGIN_DIR("OPENMM_PLUGIN_DIR"),
        VIRTUAL_ENV("VIRTUAL_ENV"),
        PYTHON("python3 on PATH"),
        EMBEDDED("embedded"),
        SYSTEM("system");

        private final String label;

        Source(String label) {
            this.label = label;
        }

        /** Returns its name for people: that of the variable, where it is one. */
        public String label() {
            return label;
        }

        /** Whether the user named this very library, so that no other will do. */
        public boolean isNamed() {
            return this == PROPERTY || this == ENVIRONMENT;
        }
    }

    /** What became of a candidate. */
    public enum Verdict {
        /** It is the OpenMM of this process. */
        USED,
        /** It cannot be used. */
        REFUSED,
        /** There is no library at this place. */
        ABSENT,
        /** One before it in the order was chosen, or a named one cannot be used. */
        NOT_TRIED
    }
}
