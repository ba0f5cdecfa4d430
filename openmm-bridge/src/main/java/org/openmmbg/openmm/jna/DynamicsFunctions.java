package org.openmmbg.openmm.jna;

/** The functions of the C API for simulations, direct-mapped; every OpenMM from 7.3 on has them. */
final class DynamicsFunctions {
    private DynamicsFunctions() {}

    static native long OpenMM_LangevinIntegrator_create(double temperature, double friction, double stepSize);

    static native long OpenMM_BrownianIntegrator_create(double temperature, double friction, double stepSize);

    static native void OpenMM_BrownianIntegrator_setRandomNumberSeed(long integrator, int seed);

    static native long OpenMM_VariableVerletIntegrator_create(double errorTolerance);

    static native long OpenMM_VariableLangevinIntegrator_create(
            double temperature, double friction, double errorTolerance);

    static native void OpenMM_VariableLangevinIntegrator_setRandomNumberSeed(long integrator, int seed);

    static native void OpenMM_Integrator_setConstraintTolerance(long integrator, double tolerance);

    static native void OpenMM_Integrator_step(long integrator, int steps);

    static native void OpenMM_Context_setVelocities(long context, long velocities);

    static native void OpenMM_Context_setVelocitiesToTemperature(long context, double temperature, int seed);

    static native void OpenMM_Context_setPeriodicBoxVectors(long context, double[] a, double[] b, double[] c);

    static native void OpenMM_Context_setTime(long context, double time);

    static native void OpenMM_Context_applyConstraints(long context, double tolerance);

    static native void OpenMM_Context_applyVelocityConstraints(long context, double tolerance);

    static native long OpenMM_State_getVelocities(long state);

    static native double OpenMM_State_getKineticEnergy(long state);

    static native double OpenMM_State_getTime(long state);

    static native void OpenMM_State_getPeriodicBoxVectors(long state, double[] a, double[] b, double[] c);
}
