package org.openmmbg.systems;

import java.io.Serial;
import java.nio.file.Path;

/** A named file cannot be used. The message is one line: the file, the line if there is one, what was expected. */
public class InputFileException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** The file as a whole is at fault. */
    public InputFileException(Path file, String message) {
        super(file + ": " + message);
    }

    /** The file as a whole is at fault, for a reason found elsewhere. */
    public InputFileException(Path file, String message, Throwable cause) {
        super(file + ": " + message, cause);
    }

    /**
     * One line of the file is at fault.
     *
     * @param line line number, from 1
     */
    public InputFileException(Path file, int line, String message) {
        super(file + ", line " + line + ": " + message);
    }
}
