package org.openmmbg.openmm.jna;

/** Functions of OpenMM's C API for Systems, virtual sites and what all forces have. */
final class SystemNative {
    private SystemNative() {}

    static native long OpenMM_System_create();

    static native void OpenMM_System_destroy(long system);

    static native int OpenMM_System_addParticle(long system, double mass);

    static native int OpenMM_System_addConstraint(long system, int particle1, int particle2, double distance);

    static native int OpenMM_System_addForce(long system, long force);

    static native void OpenMM_System_setDefaultPeriodicBoxVectors(long system, double[] a, double[] b, double[] c);

    static native void OpenMM_System_setVirtualSite(long system, int particle, long site);

    static native long OpenMM_TwoParticleAverageSite_create(
            int particle1, int particle2, double weight1, double weight2);

    static native long OpenMM_ThreeParticleAverageSite_create(
            int particle1, int particle2, int particle3, double weight1, double weight2, double weight3);

    static native long OpenMM_OutOfPlaneSite_create(
            int particle1, int particle2, int particle3, double weight12, double weight13, double weightCross);

    static native void OpenMM_Force_setForceGroup(long force, int group);

    static native void OpenMM_Force_destroy(long force);

    static native long OpenMM_CMMotionRemover_create(int frequency);
}
