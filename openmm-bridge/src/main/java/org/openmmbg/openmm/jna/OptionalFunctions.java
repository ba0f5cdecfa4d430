package org.openmmbg.openmm.jna;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openmmbg.openmm.Capability;

/** Functions of the C API that only some versions have, looked up one by one. */
final class OptionalFunctions {
    /** Returns a StringArray, which the caller destroys. */
    static final String PLUGIN_FAILURES = "OpenMM_Platform_getPluginLoadFailures";

    private final NativeLibrary library;

    OptionalFunctions(NativeLibrary library) {
        this.library = library;
    }

    /** Returns a function, or nothing if the library does not have it. */
    Optional<Function> find(String name) {
        try {
            return Optional.of(library.getFunction(name));
        } catch (UnsatisfiedLinkError e) {
            return Optional.empty();
        }
    }

    /** Returns what the library can do of what not every version can. */
    Set<Capability> capabilities() {
        Set<Capability> found = EnumSet.noneOf(Capability.class);
        for (Capability capability : Capability.values()) {
            if (functions(capability).stream().allMatch(name -> find(name).isPresent())) {
                found.add(capability);
            }
        }
        return found;
    }

    /** Returns the functions that make a capability. */
    private static List<String> functions(Capability capability) {
        return switch (capability) {
            case LANGEVIN_MIDDLE -> List.of("OpenMM_LangevinMiddleIntegrator_create");
            case LANGEVIN_FUNCTIONS ->
                List.of("OpenMM_LangevinIntegrator_setTemperature", "OpenMM_LangevinIntegrator_setRandomNumberSeed");
            case FORCE_NAMES -> List.of("OpenMM_Force_setName", "OpenMM_Force_getName");
            case STEP_COUNT -> List.of("OpenMM_Context_getStepCount", "OpenMM_Context_setStepCount");
            case PLUGIN_FAILURES -> List.of(PLUGIN_FAILURES);
        };
    }
}
