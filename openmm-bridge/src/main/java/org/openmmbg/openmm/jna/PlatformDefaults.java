package org.openmmbg.openmm.jna;

import static org.openmmbg.openmm.jna.OpenMmNative.*;
import static org.openmmbg.openmm.jna.PlatformFunctions.*;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.openmmbg.openmm.PlatformInfo;
import org.openmmbg.openmm.PlatformSpec;

/**
 * The properties of a platform, set for the Context that is about to be made and then as they were. They can be given to a
 * Context in no other way from C, and they belong to the whole process, so this is used with the lock on making
 * Contexts held.
 */
final class PlatformDefaults implements AutoCloseable {
    private static final String THREADS = "Threads";

    /** What is set now. After an exception in OpenMM nobody comes back to undo it: the next one does. */
    private static @Nullable PlatformDefaults current;

    private final long platform;
    private final Map<String, String> before = new LinkedHashMap<>();

    private PlatformDefaults(long platform) {
        this.platform = platform;
    }

    /** Sets the properties of a platform. */
    static PlatformDefaults set(PlatformSpec spec) {
        if (current != null) {
            current.close();
        }
        PlatformDefaults defaults = new PlatformDefaults(OpenMM_Platform_getPlatformByName(spec.name()));
        current = defaults;
        properties(spec).forEach(defaults::set);
        return defaults;
    }

    private static Map<String, String> properties(PlatformSpec spec) {
        if (spec.name().equals(PlatformSpec.CPU.name()) && !spec.properties().containsKey(THREADS)) {
            Map<String, String> properties = new LinkedHashMap<>(spec.properties());
            properties.put(THREADS, "1");
            return properties;
        }
        return spec.properties();
    }

    private void set(String property, String value) {
        before.put(property, OpenMM_Platform_getPropertyDefaultValue(platform, property));
        OpenMM_Platform_setPropertyDefaultValue(platform, property, value);
    }

    /** Returns the platform. */
    long platform() {
        return platform;
    }

    /** Returns what a platform says of itself. */
    static PlatformInfo describe(long platform) {
        return describe(platform, property -> OpenMM_Platform_getPropertyDefaultValue(platform, property));
    }

    /** Returns what a platform says of itself, with the properties of one Context. */
    static PlatformInfo describe(long platform, long context) {
        return describe(platform, property -> OpenMM_Platform_getPropertyValue(platform, context, property));
    }

    private static PlatformInfo describe(long platform, UnaryOperator<String> value) {
        Map<String, String> properties = new LinkedHashMap<>();
        long names = OpenMM_Platform_getPropertyNames(platform);
        for (int i = 0; i < OpenMM_StringArray_getSize(names); i++) {
            String name = OpenMM_StringArray_get(names, i);
            properties.put(name, value.apply(name));
        }
        return new PlatformInfo(OpenMM_Platform_getName(platform), properties);
    }

    @Override
    public void close() {
        before.forEach((property, value) -> OpenMM_Platform_setPropertyDefaultValue(platform, property, value));
        before.clear();
        current = null;
    }
}
