package org.openmmbg.openmm.jna;

import static org.openmmbg.openmm.jna.OpenMmNative.OpenMM_Platform_getOpenMMVersion;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of OpenMM.
 *
 * @param major the first number
 * @param minor the second number
 */
record OpenMmVersion(int major, int minor) {
    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,6})\\.(\\d{1,6}).*");

    /** Returns the version of the library that is loaded. */
    static OpenMmVersion current() {
        return of(OpenMM_Platform_getOpenMMVersion());
    }

    /** Reads a version such as {@code 7.3.1}; what cannot be read is taken for the oldest. */
    static OpenMmVersion of(String text) {
        Matcher matcher = NUMBERS.matcher(text);
        return matcher.matches()
                ? new OpenMmVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
                : new OpenMmVersion(0, 0);
    }

    /** Whether this version is another one or a later one. */
    boolean isAtLeast(int otherMajor, int otherMinor) {
        return major > otherMajor || (major == otherMajor && minor >= otherMinor);
    }
}
