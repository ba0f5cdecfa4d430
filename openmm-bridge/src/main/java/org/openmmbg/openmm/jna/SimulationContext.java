package org.openmmbg.openmm.jna;

import static org.openmmbg.openmm.jna.DynamicsFunctions.*;
import static org.openmmbg.openmm.jna.OpenMmNative.*;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;
import org.openmmbg.openmm.EvaluationStatus;
import org.openmmbg.openmm.NativeIntegrator;
import org.openmmbg.openmm.OpenMmException;
import org.openmmbg.openmm.PlatformSpec;
import org.openmmbg.openmm.system.SystemSpec;

/** The System, integrator and Context of one simulation, for the one thread that made them. */
public final class SimulationContext {
    private static final int STATE_VELOCITIES = 2;

    /** Steps in one native call, at most, so that others get their turn. */
    private static final int LONG_STRIDE = 1000;

    /** The Reference platform draws from one stream without a lock: one integrator with noise steps at a time, in turn. */
    private static final ReentrantLock RANDOM = new ReentrantLock(true);

    private final int coordinates;
    private final PositionCheck check;
    private final boolean isStochastic;
    private final boolean hasVirtualSites;
    private final long system;
    private final long integrator;
    private final long context;
    private final long vectors;
    private final long vectorsData;

    private SimulationContext(
            IntegratorBuilder builder,
            SystemSpec spec,
            NativeIntegrator nativeIntegrator,
            long platform,
            double constraintTolerance) {
        coordinates = 3 * spec.particleCount();
        check = new PositionCheck(spec);
        isStochastic = nativeIntegrator.isStochastic();
        hasVirtualSites = !spec.virtualSites().isEmpty();
        system = SystemBuilder.build(spec, ForceSlots.of(spec));
        try {
            integrator = builder.build(nativeIntegrator);
        } catch (RuntimeException | Error e) {
            SystemNative.OpenMM_System_destroy(system);
            throw e;
        }
        OpenMM_Integrator_setConstraintTolerance(integrator, constraintTolerance);
        context = OpenMM_Context_create_2(system, integrator, platform);
        vectors = OpenMM_Vec3Array_create(spec.particleCount());
        vectorsData = OpenMM_Vec3Array_get(vectors, 0);
    }

    static SimulationContext create(
            IntegratorBuilder builder,
            SystemSpec spec,
            NativeIntegrator integrator,
            PlatformSpec platform,
            double constraintTolerance) {
        // A Context with noise sets the seed of the stream that others may be drawing from.
        if (integrator.isStochastic()) {
            RANDOM.lock();
        }
        EvaluationContext.LIFECYCLE.lock();
        try (PlatformDefaults defaults = PlatformDefaults.set(platform)) {
            return new SimulationContext(builder, spec, integrator, defaults.platform(), constraintTolerance);
        } finally {
            releaseLocks();
        }
    }

    /** Gives back the locks a thread holds. */
    static void releaseLocks() {
        EvaluationContext.releaseLocks();
        while (RANDOM.isHeldByCurrentThread()) {
            RANDOM.unlock();
        }
    }

    /** Destroys everything; no other method may be called after this one. */
    void destroy() {
        EvaluationContext.LIFECYCLE.lock();
        try {
            OpenMM_Vec3Array_destroy(vectors);
            OpenMM_Context_destroy(context);
            OpenMM_Integrator_destroy(integrator);
            SystemNative.OpenMM_System_destroy(system);
        } finally {
            EvaluationContext.LIFECYCLE.unlock();
        }
    }

    /** Returns how many steps may be taken at once before the positions have to be looked at. */
    public static int stride(SystemSpec spec) {
        NanTolerance tolerance = new NanTolerance();
        boolean survives = spec.forces().stream().allMatch(force -> force.accept(tolerance));
        return survives ? LONG_STRIDE : 1;
    }

    /**
     * Sets the positions, [3N], nm, which must have passed a {@link PositionCheck}; virtual sites go where they belong.
     *
     * @return whether the virtual sites are finite and in range, too
     */
    public boolean setPositions(double[] positions) {
        MEMORY.write(vectorsData, positions, 0, coordinates);
        OpenMM_Context_setPositions(context, vectors);
        if (!hasVirtualSites) {
            return true;
        }
        OpenMM_Context_computeVirtualSites(context);
        return isUsable();
    }

    /** Sets the velocities, [3N], nm/ps. */
    public void setVelocities(double[] velocities) {
        MEMORY.write(vectorsData, velocities, 0, coordinates);
        OpenMM_Context_setVelocities(context, vectors);
    }

    /** Draws velocities by OpenMM's generator. */
    public void setVelocitiesToTemperature(double kelvin, int seed) {
        OpenMM_Context_setVelocitiesToTemperature(context, kelvin, seed);
    }

    /** Puts an end to numbers that are none, after a simulation blew up: velocities 0, and the time if it is infinite. */
    public void reset() {
        setVelocities(new double[coordinates]);
        if (!Double.isFinite(time())) {
            setTime(0);
        }
    }

    /** Sets the box, nm, [3, 3]. */
    public void setBoxVectors(double[] box) {
        OpenMM_Context_setPeriodicBoxVectors(context, row(box, 0), row(box, 1), row(box, 2));
    }

    private static double[] row(double[] box, int row) {
        return new double[] {box[3 * row], box[3 * row + 1], box[3 * row + 2]};
    }

    /** Sets the time, ps. */
    public void setTime(double time) {
        OpenMM_Context_setTime(context, time);
    }

    /** Returns the positions, [3N], nm. */
    public double[] positions() {
        return vectors(STATE_POSITIONS, OpenMmNative::OpenMM_State_getPositions);
    }

    /** Returns the velocities, [3N], nm/ps. */
    public double[] velocities() {
        return vectors(STATE_VELOCITIES, DynamicsFunctions::OpenMM_State_getVelocities);
    }

    private double[] vectors(int types, ToLongFunction<Long> array) {
        long state = OpenMM_Context_getState(context, types, 0);
        double[] values = new double[coordinates];
        MEMORY.read(OpenMM_Vec3Array_get(array.applyAsLong(state), 0), values, 0, coordinates);
        OpenMM_State_destroy(state);
        return values;
    }

    /** Returns the potential and the kinetic energy, kJ/mol, NaN where not finite. */
    public double[] energies() {
        long state = OpenMM_Context_getState(context, STATE_ENERGY, 0);
        double[] energies = {OpenMM_State_getPotentialEnergy(state), OpenMM_State_getKineticEnergy(state)};
        OpenMM_State_destroy(state);
        for (int i = 0; i < 2; i++) {
            energies[i] = Double.isFinite(energies[i]) ? energies[i] : Double.NaN;
        }
        return energies;
    }

    /** Returns the time, ps. */
    public double time() {
        long state = OpenMM_Context_getState(context, 0, 0);
        double time = OpenMM_State_getTime(state);
        OpenMM_State_destroy(state);
        return time;
    }

    /** Returns the box, nm, [3, 3]. */
    public double[] boxVectors() {
        double[][] rows = new double[3][3];
        long state = OpenMM_Context_getState(context, 0, 0);
        OpenMM_State_getPeriodicBoxVectors(state, rows[0], rows[1], rows[2]);
        OpenMM_State_destroy(state);
        double[] box = new double[9];
        for (int i = 0; i < 9; i++) {
            box[i] = rows[i / 3][i % 3];
        }
        return box;
    }

    /**
     * Moves the positions onto the constraints.
     *
     * @return whether the positions are finite and in range: those of atoms on top of each other are not
     */
    public boolean applyConstraints(double tolerance) {
        OpenMM_Context_applyConstraints(context, tolerance);
        return isUsable();
    }

    /** Projects the velocities onto the constraints. */
    public void applyVelocityConstraints(double tolerance) {
        OpenMM_Context_applyVelocityConstraints(context, tolerance);
    }

    /**
     * Moves to a local minimum, from positions on the constraints.
     *
     * @return whether the positions are finite and in range
     * @throws OpenMmException if energy or forces are not finite where it would start
     */
    public boolean minimize(double tolerance, int maxIterations) {
        if (!Minimizer.run(context, coordinates, tolerance, maxIterations)) {
            throw new OpenMmException("the minimisation cannot start: the energy or a force is not finite at these"
                    + " positions; move atoms off each other");
        }
        return isUsable();
    }

    /**
     * Takes steps, not more than {@link #stride}.
     *
     * @return whether the positions are finite and in range
     */
    public boolean step(int count) {
        if (isStochastic) {
            RANDOM.lock();
        }
        try {
            OpenMM_Integrator_step(integrator, count);
        } finally {
            releaseLocks();
        }
        return isUsable();
    }

    /** Returns whether the positions are finite and in range. */
    public boolean isUsable() {
        return check.check(positions(), 0) == EvaluationStatus.DONE;
    }
}
