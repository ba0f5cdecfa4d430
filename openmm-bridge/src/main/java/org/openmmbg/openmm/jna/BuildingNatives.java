package org.openmmbg.openmm.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.openmmbg.openmm.OpenMmException;

/**
 * The classes with the functions that build Systems, and that of simulations. Each is bound on its own, so that an OpenMM
 * which lacks a function of one kind of force builds the others.
 */
final class BuildingNatives {
    private static final List<Class<?>> CLASSES = List.of(
            SystemNative.class,
            ArrayNative.class,
            BondedNative.class,
            NonbondedNative.class,
            CustomBondedNative.class,
            CustomNonbondedNative.class,
            TableNative.class,
            DynamicsFunctions.class);

    /** Why a class is not bound. */
    private static final Map<Class<?>, String> MISSING = new ConcurrentHashMap<>();

    private BuildingNatives() {}

    /** Binds what the library has. */
    static void bind(NativeLibrary library) {
        for (Class<?> natives : CLASSES) {
            try {
                Native.register(natives, library);
                MISSING.remove(natives);
            } catch (UnsatisfiedLinkError e) {
                MISSING.put(natives, String.valueOf(e.getMessage()));
            }
        }
    }

    /**
     * Checks that a class is bound.
     *
     * @param natives the class
     * @param user what needs it, for the message
     * @throws OpenMmException if not
     */
    static void require(Class<?> natives, String user) {
        String missing = MISSING.get(natives);
        if (missing != null) {
            throw new OpenMmException("this OpenMM lacks a function that " + user + " needs: " + missing);
        }
    }
}
