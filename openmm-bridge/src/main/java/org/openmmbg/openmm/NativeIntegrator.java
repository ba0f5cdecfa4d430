package org.openmmbg.openmm;

/**
 * One of OpenMM's own integrators. Temperatures are in K, friction in 1/ps, steps in ps; seeds are any number but 0, which
 * OpenMM takes as leave to choose one.
 */
public sealed interface NativeIntegrator {

    /** Returns OpenMM's class name of the integrator. */
    default String openMmName() {
        return getClass().getSimpleName() + "Integrator";
    }

    /** Returns whether it draws random numbers. */
    default boolean isStochastic() {
        return !(this instanceof Verlet || this instanceof VariableVerlet);
    }

    /**
     * Leapfrog Verlet: velocities are half a step behind the positions, and OpenMM corrects the kinetic energy for it.
     *
     * @param stepPs time step, positive
     */
    record Verlet(double stepPs) implements NativeIntegrator {
        public Verlet {
            checkPositive("time step", stepPs);
        }
    }

    /**
     * OpenMM's LangevinIntegrator. From OpenMM 8.2 on it is the same as {@link LangevinMiddle}.
     *
     * @param kelvin temperature, at least 0
     * @param frictionPerPs friction, at least 0
     * @param stepPs time step, positive
     * @param seed of the noise, not 0
     */
    record Langevin(double kelvin, double frictionPerPs, double stepPs, int seed) implements NativeIntegrator {
        public Langevin {
            checkThermostat(kelvin, frictionPerPs, seed);
            checkPositive("time step", stepPs);
        }
    }

    /**
     * The LFMiddle discretisation, with OpenMM 7.5 or later.
     *
     * @param kelvin temperature, at least 0
     * @param frictionPerPs friction, at least 0
     * @param stepPs time step, positive
     * @param seed of the noise, not 0
     */
    record LangevinMiddle(double kelvin, double frictionPerPs, double stepPs, int seed) implements NativeIntegrator {
        public LangevinMiddle {
            checkThermostat(kelvin, frictionPerPs, seed);
            checkPositive("time step", stepPs);
        }
    }

    /**
     * Brownian dynamics: positions alone diffuse, and velocities mean nothing.
     *
     * @param kelvin temperature, at least 0
     * @param frictionPerPs friction, positive
     * @param stepPs time step, positive
     * @param seed of the noise, not 0
     */
    record Brownian(double kelvin, double frictionPerPs, double stepPs, int seed) implements NativeIntegrator {
        public Brownian {
            checkThermostat(kelvin, frictionPerPs, seed);
            checkPositive("friction", frictionPerPs);
            checkPositive("time step", stepPs);
        }
    }

    /**
     * Verlet whose step follows an estimate of its error.
     *
     * @param errorTolerance OpenMM's tolerance, positive; 0.001 is a usual one
     */
    record VariableVerlet(double errorTolerance) implements NativeIntegrator {
        public VariableVerlet {
            checkPositive("error tolerance", errorTolerance);
        }
    }

    /**
     * Langevin dynamics whose step follows an estimate of its error.
     *
     * @param kelvin temperature, at least 0
     * @param frictionPerPs friction, at least 0
     * @param errorTolerance OpenMM's tolerance, positive; 0.001 is a usual one
     * @param seed of the noise, not 0
     */
    record VariableLangevin(double kelvin, double frictionPerPs, double errorTolerance, int seed)
            implements NativeIntegrator {
        public VariableLangevin {
            checkThermostat(kelvin, frictionPerPs, seed);
            checkPositive("error tolerance", errorTolerance);
        }
    }

    private static void checkThermostat(double kelvin, double frictionPerPs, int seed) {
        checkNotNegative("temperature", kelvin);
        checkNotNegative("friction", frictionPerPs);
        if (seed == 0) {
            throw new IllegalArgumentException("seed = 0, which means any to OpenMM; another number is needed");
        }
    }

    private static void checkNotNegative(String what, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(what + " = " + value + "; 0 or more is needed");
        }
    }

    private static void checkPositive(String what, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(what + " = " + value + "; a positive number is needed");
        }
    }
}
