package org.openmmbg.openmm;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How fast a platform evaluates a System on this machine: energy and gradient, one configuration after the other in one
 * Context.
 *
 * @param platform the platform
 * @param evaluationsPerSecond of the least disturbed of many short calls; NaN if it cannot be used
 * @param energyKJ the energy of the configuration it was timed at, kJ/mol; NaN if it cannot be used
 * @param properties what its Context had, the device for example; empty if it cannot be used
 * @param failure why it cannot be used here; empty if it can
 */
public record PlatformTiming(
        PlatformSpec platform,
        double evaluationsPerSecond,
        double energyKJ,
        Map<String, String> properties,
        String failure) {
    public PlatformTiming {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }

    static PlatformTiming failed(PlatformSpec platform, String failure) {
        return new PlatformTiming(platform, Double.NaN, Double.NaN, Map.of(), failure);
    }

    /** Whether the platform can be used here. */
    public boolean isUsable() {
        return failure.isEmpty();
    }
}
