package org.openmmbg.openmm.xml;

import java.io.Serial;

/**
 * A System or State XML file that cannot be used, or written; the message names the file, the line where there is one,
 * and why.
 */
public final class SystemXmlException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public SystemXmlException(String message) {
        super(message);
    }

    public SystemXmlException(String message, Throwable cause) {
        super(message, cause);
    }
}
