package org.openmmbg.openmm.jna;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.openmmbg.openmm.OpenMmException;

/** Refuses functions of expressions that the OpenMM at hand is too old for; it would end the process. */
final class ExpressionVersions {
    /** The minor version of OpenMM 7 that brought a function; those not here are in 7.3 and all later ones. */
    private static final Map<String, Integer> SINCE =
            new TreeMap<>(Map.of("atan2", 4, "pointdistance", 6, "pointangle", 6, "pointdihedral", 6));

    private final OpenMmVersion version;

    ExpressionVersions(OpenMmVersion version) {
        this.version = version;
    }

    /**
     * Checks an expression.
     *
     * @param force name of the force it belongs to
     * @throws OpenMmException if it calls a function that this OpenMM does not have
     */
    void require(String force, String expression) {
        SINCE.forEach((name, minor) -> {
            if (!version.isAtLeast(7, minor)
                    && Pattern.compile("\\b" + name + "\\(").matcher(expression).find()) {
                throw new OpenMmException("the expression of " + force + " calls " + name + ", which OpenMM "
                        + version.major() + "." + version.minor() + " does not have: OpenMM 7." + minor
                        + " or later is needed");
            }
        });
    }
}
