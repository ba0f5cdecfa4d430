package org.openmmbg.openmm.jna;

/** Functions of OpenMM's C API for bonds, angles and torsions. */
final class BondedNative {
    private BondedNative() {}

    static native long OpenMM_HarmonicBondForce_create();

    static native void OpenMM_HarmonicBondForce_setUsesPeriodicBoundaryConditions(long force, int periodic);

    static native int OpenMM_HarmonicBondForce_addBond(
            long force, int particle1, int particle2, double length, double k);

    static native long OpenMM_HarmonicAngleForce_create();

    static native void OpenMM_HarmonicAngleForce_setUsesPeriodicBoundaryConditions(long force, int periodic);

    static native int OpenMM_HarmonicAngleForce_addAngle(
            long force, int particle1, int particle2, int particle3, double angle, double k);

    static native long OpenMM_PeriodicTorsionForce_create();

    static native void OpenMM_PeriodicTorsionForce_setUsesPeriodicBoundaryConditions(long force, int periodic);

    static native int OpenMM_PeriodicTorsionForce_addTorsion(
            long force,
            int particle1,
            int particle2,
            int particle3,
            int particle4,
            int periodicity,
            double phase,
            double k);

    static native long OpenMM_RBTorsionForce_create();

    static native void OpenMM_RBTorsionForce_setUsesPeriodicBoundaryConditions(long force, int periodic);

    static native int OpenMM_RBTorsionForce_addTorsion(
            long force,
            int particle1,
            int particle2,
            int particle3,
            int particle4,
            double c0,
            double c1,
            double c2,
            double c3,
            double c4,
            double c5);

    static native long OpenMM_CMAPTorsionForce_create();

    static native void OpenMM_CMAPTorsionForce_setUsesPeriodicBoundaryConditions(long force, int periodic);

    static native int OpenMM_CMAPTorsionForce_addMap(long force, int size, long energies);

    static native int OpenMM_CMAPTorsionForce_addTorsion(
            long force, int map, int a1, int a2, int a3, int a4, int b1, int b2, int b3, int b4);
}
