package org.openmmbg.openmm;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A platform of an OpenMM library. That it is there does not mean that this machine can use it: OpenMM finds out when a
 * Context is made.
 *
 * @param name its name, such as {@code Reference}
 * @param properties its properties with the values they have unless told otherwise, in OpenMM's order
 */
public record PlatformInfo(String name, Map<String, String> properties) {
    public PlatformInfo {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }
}
