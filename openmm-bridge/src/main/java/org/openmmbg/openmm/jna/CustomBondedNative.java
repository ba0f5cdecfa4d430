package org.openmmbg.openmm.jna;

/** Functions of OpenMM's C API for custom forces on given particles or groups. */
final class CustomBondedNative {
    private CustomBondedNative() {}

    static native long OpenMM_CustomBondForce_create(String energy);

    static native void OpenMM_CustomBondForce_setUsesPeriodicBoundaryConditions(long force, int periodic);

    static native int OpenMM_CustomBondForce_addPerBondParameter(long force, String name);

    static native int OpenMM_CustomBondForce_addGlobalParameter(long force, String name, double value);

    static native void OpenMM_CustomBondForce_addEnergyParameterDerivative(long force, String name);

    static native int OpenMM_CustomBondForce_addBond(long force, int particle1, int particle2, long parameters);

    static native long OpenMM_CustomAngleForce_create(String energy);

    static native void OpenMM_CustomAngleForce_setUsesPeriodicBoundaryConditions(long force, int periodic);

    static native int OpenMM_CustomAngleForce_addPerAngleParameter(long force, String name);

    static native int OpenMM_CustomAngleForce_addGlobalParameter(long force, String name, double value);

    static native void OpenMM_CustomAngleForce_addEnergyParameterDerivative(long force, String name);

    static native int OpenMM_CustomAngleForce_addAngle(
            long force, int particle1, int particle2, int particle3, long parameters);

    static native long OpenMM_CustomTorsionForce_create(String energy);

    static native void OpenMM_CustomTorsionForce_setUsesPeriodicBoundaryConditions(long force, int periodic);

    static native int OpenMM_CustomTorsionForce_addPerTorsionParameter(long force, String name);

    static native int OpenMM_CustomTorsionForce_addGlobalParameter(long force, String name, double value);

    static native void OpenMM_CustomTorsionForce_addEnergyParameterDerivative(long force, String name);

    static native int OpenMM_CustomTorsionForce_addTorsion(
            long force, int particle1, int particle2, int particle3, int particle4, long parameters);

    static native long OpenMM_CustomExternalForce_create(String energy);

    static native int OpenMM_CustomExternalForce_addPerParticleParameter(long force, String name);

    static native int OpenMM_CustomExternalForce_addGlobalParameter(long force, String name, double value);

    static native int OpenMM_CustomExternalForce_addParticle(long force, int particle, long parameters);

    static native long OpenMM_CustomCompoundBondForce_create(int particles, String energy);

    static native void OpenMM_CustomCompoundBondForce_setUsesPeriodicBoundaryConditions(long force, int periodic);

    static native int OpenMM_CustomCompoundBondForce_addPerBondParameter(long force, String name);

    static native int OpenMM_CustomCompoundBondForce_addGlobalParameter(long force, String name, double value);

    static native void OpenMM_CustomCompoundBondForce_addEnergyParameterDerivative(long force, String name);

    static native int OpenMM_CustomCompoundBondForce_addTabulatedFunction(long force, String name, long function);

    static native int OpenMM_CustomCompoundBondForce_addBond(long force, long particles, long parameters);

    static native long OpenMM_CustomCentroidBondForce_create(int groups, String energy);

    static native void OpenMM_CustomCentroidBondForce_setUsesPeriodicBoundaryConditions(long force, int periodic);

    static native int OpenMM_CustomCentroidBondForce_addPerBondParameter(long force, String name);

    static native int OpenMM_CustomCentroidBondForce_addGlobalParameter(long force, String name, double value);

    static native void OpenMM_CustomCentroidBondForce_addEnergyParameterDerivative(long force, String name);

    static native int OpenMM_CustomCentroidBondForce_addTabulatedFunction(long force, String name, long function);

    static native int OpenMM_CustomCentroidBondForce_addGroup(long force, long particles, long weights);

    static native int OpenMM_CustomCentroidBondForce_addBond(long force, long groups, long parameters);
}
