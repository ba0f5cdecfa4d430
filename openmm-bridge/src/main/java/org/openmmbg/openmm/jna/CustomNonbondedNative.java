package org.openmmbg.openmm.jna;

/** Functions of OpenMM's C API for custom forces between all particles. */
final class CustomNonbondedNative {
    private CustomNonbondedNative() {}

    static native long OpenMM_CustomNonbondedForce_create(String energy);

    static native int OpenMM_CustomNonbondedForce_addPerParticleParameter(long force, String name);

    static native int OpenMM_CustomNonbondedForce_addGlobalParameter(long force, String name, double value);

    static native void OpenMM_CustomNonbondedForce_addEnergyParameterDerivative(long force, String name);

    static native int OpenMM_CustomNonbondedForce_addTabulatedFunction(long force, String name, long function);

    static native void OpenMM_CustomNonbondedForce_setNonbondedMethod(long force, int method);

    static native void OpenMM_CustomNonbondedForce_setCutoffDistance(long force, double distance);

    static native void OpenMM_CustomNonbondedForce_setUseSwitchingFunction(long force, int use);

    static native void OpenMM_CustomNonbondedForce_setSwitchingDistance(long force, double distance);

    static native void OpenMM_CustomNonbondedForce_setUseLongRangeCorrection(long force, int use);

    static native int OpenMM_CustomNonbondedForce_addParticle(long force, long parameters);

    static native int OpenMM_CustomNonbondedForce_addExclusion(long force, int particle1, int particle2);

    static native int OpenMM_CustomNonbondedForce_addInteractionGroup(long force, long set1, long set2);

    static native long OpenMM_CustomGBForce_create();

    static native int OpenMM_CustomGBForce_addPerParticleParameter(long force, String name);

    static native int OpenMM_CustomGBForce_addGlobalParameter(long force, String name, double value);

    static native void OpenMM_CustomGBForce_addEnergyParameterDerivative(long force, String name);

    static native int OpenMM_CustomGBForce_addTabulatedFunction(long force, String name, long function);

    static native void OpenMM_CustomGBForce_setNonbondedMethod(long force, int method);

    static native void OpenMM_CustomGBForce_setCutoffDistance(long force, double distance);

    static native int OpenMM_CustomGBForce_addParticle(long force, long parameters);

    static native int OpenMM_CustomGBForce_addExclusion(long force, int particle1, int particle2);

    static native int OpenMM_CustomGBForce_addComputedValue(long force, String name, String expression, int type);

    static native int OpenMM_CustomGBForce_addEnergyTerm(long force, String expression, int type);
}
