package org.openmmbg.openmm.jna;

import com.sun.jna.Pointer;

/**
 * OpenMM's C API, direct-mapped: platforms, Contexts and States, of which every OpenMM from 7.3 on has all. Handles are
 * plain addresses, so that a call makes no object. The functions that build Systems are in the classes of
 * {@link BuildingNatives}.
 *
 * <p>One missing symbol fails the whole class, so functions that only some versions have do not belong here.
 */
final class OpenMmNative {
    static final int STATE_POSITIONS = 1;
    static final int STATE_FORCES = 4;
    static final int STATE_ENERGY = 8;

    /** All memory, from address 0: lets bulk copies take a plain address without making a Pointer each time. */
    static final Pointer MEMORY = new Pointer(0L);

    private OpenMmNative() {}

    // Platforms
    static native String OpenMM_Platform_getOpenMMVersion();

    static native long OpenMM_Platform_loadPluginsFromDirectory(String directory);

    static native int OpenMM_Platform_getNumPlatforms();

    static native long OpenMM_Platform_getPlatform(int index);

    static native long OpenMM_Platform_getPlatformByName(String name);

    static native String OpenMM_Platform_getName(long platform);

    // Strings and vectors
    static native int OpenMM_StringArray_getSize(long array);

    static native String OpenMM_StringArray_get(long array, int index);

    static native void OpenMM_StringArray_destroy(long array);

    static native long OpenMM_Vec3Array_create(int size);

    static native long OpenMM_Vec3Array_get(long array, int index);

    static native void OpenMM_Vec3Array_destroy(long array);

    // Context and State
    static native long OpenMM_VerletIntegrator_create(double stepSize);

    static native void OpenMM_Integrator_destroy(long integrator);

    static native long OpenMM_Context_create_2(long system, long integrator, long platform);

    static native void OpenMM_Context_destroy(long context);

    static native void OpenMM_Context_setPositions(long context, long positions);

    static native void OpenMM_Context_computeVirtualSites(long context);

    static native long OpenMM_Context_getState(long context, int types, int enforcePeriodicBox);

    static native long OpenMM_Context_getState_2(long context, int types, int enforcePeriodicBox, int groups);

    static native double OpenMM_State_getPotentialEnergy(long state);

    static native long OpenMM_State_getForces(long state);

    static native long OpenMM_State_getPositions(long state);

    static native void OpenMM_State_destroy(long state);

    /** The reporter exists from OpenMM 8.1 on; older ones ignore the surplus argument. Always 0. */
    static native void OpenMM_LocalEnergyMinimizer_minimize(
            long context, double tolerance, int maxIterations, long reporter);
}
