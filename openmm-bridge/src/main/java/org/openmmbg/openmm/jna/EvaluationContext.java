package org.openmmbg.openmm.jna;

import static org.openmmbg.openmm.EvaluationStatus.*;
import static org.openmmbg.openmm.jna.OpenMmNative.*;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.openmmbg.openmm.EvaluationStatus;
import org.openmmbg.openmm.PlatformInfo;
import org.openmmbg.openmm.PlatformSpec;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.openmm.system.VirtualSite;

/**
 * One System, Integrator and Context of OpenMM, for the one thread that made it.
 *
 * <p>Positions go in by one bulk write, forces come out by one bulk read; eight native calls an evaluation, whatever
 * the number of atoms.
 */
public final class EvaluationContext {
    /** OpenMM makes and destroys Contexts, and keeps platform properties, without locks of its own. */
    static final ReentrantLock LIFECYCLE = new ReentrantLock();

    /** How well OpenMM's minimiser keeps constraints on the way. */
    private static final double MINIMIZER_CONSTRAINT_TOLERANCE = 1e-4;

    private final int coordinates;
    private final PositionCheck check;
    private final long platform;
    private final int[] sites;
    private final boolean isConstrained;

    /** Where OpenMM's own positions are looked at; empty without virtual sites and constraints, which move them. */
    private final double[] placed;

    private final ForceSlots slots;
    private final long system;
    private final long integrator;
    private final long context;
    private final long positions;
    private final long positionsData;

    private EvaluationContext(SystemSpec spec, long platform) {
        this.platform = platform;
        coordinates = 3 * spec.particleCount();
        check = new PositionCheck(spec);
        sites = spec.virtualSites().stream().mapToInt(VirtualSite::particle).toArray();
        isConstrained = !spec.constraints().isEmpty();
        placed = new double[sites.length > 0 || isConstrained ? coordinates : 0];
        slots = ForceSlots.of(spec);
        system = SystemBuilder.build(spec, slots);
        integrator = OpenMM_VerletIntegrator_create(0.001);
        context = OpenMM_Context_create_2(system, integrator, platform);
        positions = OpenMM_Vec3Array_create(spec.particleCount());
        positionsData = OpenMM_Vec3Array_get(positions, 0);
    }

    /** Makes a Context, on the thread that will use it. */
    static EvaluationContext create(SystemSpec spec, PlatformSpec platform) {
        LIFECYCLE.lock();
        try (PlatformDefaults defaults = PlatformDefaults.set(platform)) {
            return new EvaluationContext(spec, defaults.platform());
        } finally {
            LIFECYCLE.unlock();
        }
    }

    /** Gives back the lock a thread held when OpenMM threw. */
    static void releaseLocks() {
        while (LIFECYCLE.isHeldByCurrentThread()) {
            LIFECYCLE.unlock();
        }
    }

    /** Destroys the Context and what belongs to it; no other method may be called after this one. */
    void destroy() {
        LIFECYCLE.lock();
        try {
            OpenMM_Vec3Array_destroy(positions);
            OpenMM_Context_destroy(context);
            OpenMM_Integrator_destroy(integrator);
            SystemNative.OpenMM_System_destroy(system);
        } finally {
            LIFECYCLE.unlock();
        }
    }

    /** Returns the platform with the properties this Context has. */
    public PlatformInfo platform() {
        return PlatformDefaults.describe(platform, context);
    }

    /**
     * Evaluates one configuration of a batch.
     *
     * @param from positions [batch, 3N], nm; those of virtual sites do not matter
     * @param energies [batch], kJ/mol. Modified: the element of this configuration, NaN if anything was not finite
     * @param gradients where the gradient goes, [batch, 3N], kJ/mol/nm, or null. Modified: the row of this
     *     configuration, 0 at virtual sites, NaN if anything was not finite
     * @param groups the force groups that count, a bit each
     * @param index which configuration
     * @return what became of it
     */
    public EvaluationStatus evaluate(
            double[] from, double[] energies, double @Nullable [] gradients, int groups, int index) {
        int offset = index * coordinates;
        EvaluationStatus status = setPositions(from, offset);
        if (status == DONE) {
            int types = gradients == null ? STATE_ENERGY : STATE_ENERGY | STATE_FORCES;
            long state = OpenMM_Context_getState_2(context, types, 0, groups);
            energies[index] = OpenMM_State_getPotentialEnergy(state);
            boolean finite = gradients == null || readGradient(state, gradients, offset);
            OpenMM_State_destroy(state);
            if (!Double.isFinite(energies[index])) {
                status = ENERGY_NOT_FINITE;
            } else if (!finite) {
                status = FORCES_NOT_FINITE;
            }
        }
        if (status != DONE) {
            energies[index] = Double.NaN;
            if (gradients != null) {
                Arrays.fill(gradients, offset, offset + coordinates, Double.NaN);
            }
        }
        return status;
    }

    /**
     * Evaluates the energies of the forces of each name.
     *
     * @param from positions [3N], nm
     * @param energies kJ/mol, in the order of the names of the System. Modified: NaN where not finite
     */
    public void evaluateByName(double[] from, double[] energies) {
        Arrays.fill(energies, Double.NaN);
        if (setPositions(from, 0) == DONE) {
            List<String> names = slots.names();
            for (int i = 0; i < names.size(); i++) {
                int groups = slots.maskOfName(names.get(i));
                long state = OpenMM_Context_getState_2(context, STATE_ENERGY, 0, groups);
                energies[i] = finiteOrNaN(OpenMM_State_getPotentialEnergy(state));
                OpenMM_State_destroy(state);
            }
        }
    }

    /**
     * Moves one configuration of a batch to a local minimum of the energy.
     *
     * @param batch positions [batch, 3N], nm. Modified: the row of this configuration, NaN if anything was not finite
     * @param index which configuration
     * @param tolerance OpenMM's tolerance
     * @param maxIterations largest number of iterations; 0 for no limit
     * @return whether it succeeded
     */
    public boolean minimize(double[] batch, int index, double tolerance, int maxIterations) {
        int offset = index * coordinates;
        boolean finite = setPositions(batch, offset) == DONE
                && applyConstraints() == DONE
                && Minimizer.run(context, coordinates, tolerance, maxIterations);
        if (finite) {
            long state = OpenMM_Context_getState(context, STATE_POSITIONS, 0);
            MEMORY.read(OpenMM_Vec3Array_get(OpenMM_State_getPositions(state), 0), batch, offset, coordinates);
            OpenMM_State_destroy(state);
            finite = check.check(batch, offset) == DONE;
        }
        if (!finite) {
            Arrays.fill(batch, offset, offset + coordinates, Double.NaN);
        }
        return finite;
    }

    /** Hands positions to OpenMM, unless it must not see them: NaN makes some platforms crash. */
    private EvaluationStatus setPositions(double[] from, int offset) {
        EvaluationStatus status = check.check(from, offset);
        if (status == DONE) {
            MEMORY.write(positionsData, from, offset, coordinates);
            OpenMM_Context_setPositions(context, positions);
            if (sites.length > 0) {
                OpenMM_Context_computeVirtualSites(context);
                status = placedStatus();
            }
        }
        return status;
    }

    /**
     * Moves the positions onto the constraints as the minimiser would as its first thing: it goes on without a look at
     * what comes out, which is NaN for atoms on top of each other.
     */
    private EvaluationStatus applyConstraints() {
        if (!isConstrained) {
            return DONE;
        }
        BuildingNatives.require(DynamicsFunctions.class, "a minimisation with constraints");
        DynamicsFunctions.OpenMM_Context_applyConstraints(context, MINIMIZER_CONSTRAINT_TOLERANCE);
        return placedStatus();
    }

    /** Looks at the positions OpenMM has, which are not those handed over where it moved some. */
    private EvaluationStatus placedStatus() {
        long state = OpenMM_Context_getState(context, STATE_POSITIONS, 0);
        MEMORY.read(OpenMM_Vec3Array_get(OpenMM_State_getPositions(state), 0), placed, 0, coordinates);
        OpenMM_State_destroy(state);
        return check.check(placed, 0);
    }

    private boolean readGradient(long state, double[] gradients, int offset) {
        MEMORY.read(OpenMM_Vec3Array_get(OpenMM_State_getForces(state), 0), gradients, offset, coordinates);
        boolean finite = true;
        for (int i = offset; i < offset + coordinates; i++) {
            gradients[i] = -gradients[i];
            finite &= Double.isFinite(gradients[i]);
        }
        // OpenMM adds the forces on virtual sites to those of the particles they depend on, and leaves them there too.
        for (int site : sites) {
            Arrays.fill(gradients, offset + 3 * site, offset + 3 * site + 3, 0);
        }
        return finite;
    }

    private static double finiteOrNaN(double energy) {
        return Double.isFinite(energy) ? energy : Double.NaN;
    }
}
