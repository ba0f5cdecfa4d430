package org.openmmbg.openmm.jna;

/** The functions of the C API for the properties of platforms, direct-mapped; every OpenMM from 7.3 on has them. */
final class PlatformFunctions {
    private PlatformFunctions() {}

    /** The array belongs to the platform: it must not be destroyed. */
    static native long OpenMM_Platform_getPropertyNames(long platform);

    static native String OpenMM_Platform_getPropertyDefaultValue(long platform, String property);

    static native void OpenMM_Platform_setPropertyDefaultValue(long platform, String property, String value);

    static native String OpenMM_Platform_getPropertyValue(long platform, long context, String property);
}
