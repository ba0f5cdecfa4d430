package org.openmmbg.plugin.cli;

import java.util.List;

/** The exit codes of openmm-bg: part of its interface, and the same for every command. */
public final class ExitCode {
    /** Done. */
    public static final int DONE = 0;
    /** An error of this program's own. */
    public static final int INTERNAL = 1;
    /** Unknown command, option, key or system; an output folder that cannot be used. */
    public static final int USAGE = 2;
    /** A named file cannot be used. */
    public static final int BAD_FILE = 3;
    /** OpenMM cannot be used. */
    public static final int NO_OPENMM = 4;
    /** Done, results written, but not converged. */
    public static final int NOT_CONVERGED = 5;
    /** Stopped early; {@code --resume} goes on. */
    public static final int STOPPED_EARLY = 6;
    /** OpenMM ended the process; the last checkpoint stands. */
    public static final int NATIVE_ABORT = 70;
    /** Interrupted; {@code --resume} goes on. */
    public static final int INTERRUPTED = 130;

    /** One line a code, for the help. Each is "code:what it says", which picocli splits at the first colon. */
    static final List<String> HELP = List.of(
            DONE + ":done",
            INTERNAL + ":internal error",
            USAGE + ":usage: unknown command, option, key or system; output folder in use",
            BAD_FILE + ":a named file cannot be used",
            NO_OPENMM + ":OpenMM cannot be used",
            NOT_CONVERGED + ":done and written, but not converged",
            STOPPED_EARLY + ":stopped early; --resume goes on",
            NATIVE_ABORT + ":OpenMM ended the process; the last checkpoint stands",
            INTERRUPTED + ":interrupted; --resume goes on");

    private ExitCode() {}
}
