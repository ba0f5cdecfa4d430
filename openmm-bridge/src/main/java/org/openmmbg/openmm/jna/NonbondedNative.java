package org.openmmbg.openmm.jna;

/** Functions of OpenMM's C API for the standard interactions between all particles. */
final class NonbondedNative {
    private NonbondedNative() {}

    static native long OpenMM_NonbondedForce_create();

    static native void OpenMM_NonbondedForce_setNonbondedMethod(long force, int method);

    static native void OpenMM_NonbondedForce_setCutoffDistance(long force, double distance);

    static native void OpenMM_NonbondedForce_setReactionFieldDielectric(long force, double dielectric);

    static native void OpenMM_NonbondedForce_setUseSwitchingFunction(long force, int use);

    static native void OpenMM_NonbondedForce_setSwitchingDistance(long force, double distance);

    static native void OpenMM_NonbondedForce_setEwaldErrorTolerance(long force, double tolerance);

    static native void OpenMM_NonbondedForce_setPMEParameters(long force, double alpha, int nx, int ny, int nz);

    static native void OpenMM_NonbondedForce_setLJPMEParameters(long force, double alpha, int nx, int ny, int nz);

    static native void OpenMM_NonbondedForce_setUseDispersionCorrection(long force, int use);

    static native int OpenMM_NonbondedForce_addParticle(long force, double charge, double sigma, double epsilon);

    static native int OpenMM_NonbondedForce_addException(
            long force, int particle1, int particle2, double chargeProduct, double sigma, double epsilon, int replace);

    static native int OpenMM_NonbondedForce_addGlobalParameter(long force, String name, double value);

    static native int OpenMM_NonbondedForce_addParticleParameterOffset(
            long force, String parameter, int particle, double charge, double sigma, double epsilon);

    static native int OpenMM_NonbondedForce_addExceptionParameterOffset(
            long force, String parameter, int exception, double chargeProduct, double sigma, double epsilon);

    static native long OpenMM_GBSAOBCForce_create();

    static native void OpenMM_GBSAOBCForce_setNonbondedMethod(long force, int method);

    static native void OpenMM_GBSAOBCForce_setCutoffDistance(long force, double distance);

    static native void OpenMM_GBSAOBCForce_setSoluteDielectric(long force, double dielectric);

    static native void OpenMM_GBSAOBCForce_setSolventDielectric(long force, double dielectric);

    static native void OpenMM_GBSAOBCForce_setSurfaceAreaEnergy(long force, double energy);

    static native int OpenMM_GBSAOBCForce_addParticle(long force, double charge, double radius, double scale);
}
