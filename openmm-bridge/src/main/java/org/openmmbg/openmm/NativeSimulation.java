package org.openmmbg.openmm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.openmmbg.openmm.jna.HandleLeaks;
import org.openmmbg.openmm.jna.PositionCheck;
import org.openmmbg.openmm.jna.SimulationContext;
import org.openmmbg.openmm.jna.SimulationThread;
import org.openmmbg.openmm.system.State;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.openmm.system.SystemSpecException;

/**
 * One simulation by one of OpenMM's own integrators, with a Context and a thread of its own.
 *
 * <p>The Reference platform's random numbers are one stream for the whole process. Integrators that draw them therefore
 * take turns, and give the same numbers again from the same seed only while no other such simulation is made or runs. For
 * many walkers whose numbers do not depend on company, use the dynamics of the core.
 *
 * <p>When OpenMM throws, the simulation is lost: the call and every later one end in an {@link OpenMmException}, and
 * others go on. Methods may be called from any thread; one call is served at a time. A simulation that is not closed is
 * reported when it is garbage.
 */
public final class NativeSimulation implements AutoCloseable {
    /** Molar gas constant, kJ/mol/K (CODATA 2018). */
    private static final double GAS_CONSTANT = 0.00831446261815324;

    /** How well OpenMM keeps constraints, relative to their distances. */
    private static final double CONSTRAINT_TOLERANCE = 1e-6;

    private final SystemSpec system;
    private final PositionCheck check;
    private final SimulationThread thread;
    private final HandleLeaks.Handle handle;
    private long steps;
    private boolean placed;
    private boolean closed;

    private NativeSimulation(SystemSpec system, SimulationThread thread) {
        this.system = system;
        this.check = new PositionCheck(system);
        this.thread = thread;
        this.handle = HandleLeaks.watch(this, "a NativeSimulation", thread::finish);
    }

    /**
     * Makes a simulation, its thread and its Context. Positions are to be set before anything else.
     *
     * @param library OpenMM
     * @param system the System
     * @param integrator the integrator
     * @param platform the platform
     * @throws PlatformException if the platform or a property of it does not exist
     * @throws OpenMmException if this OpenMM does not have the integrator, or refuses the System
     */
    public static NativeSimulation create(
            OpenMmLibrary library, SystemSpec system, NativeIntegrator integrator, PlatformSpec platform) {
        library.require(platform);
        if (integrator instanceof NativeIntegrator.LangevinMiddle && !library.has(Capability.LANGEVIN_MIDDLE)) {
            throw new OpenMmException(
                    "OpenMM " + library.version() + " has no " + integrator.openMmName() + "; 7.5 and later have it");
        }
        SimulationThread thread =
                SimulationThread.start(library.path(), system, integrator, platform, CONSTRAINT_TOLERANCE);
        return new NativeSimulation(system, thread);
    }

    /** Returns the System. */
    public SystemSpec system() {
        return system;
    }

    /** Returns the number of steps taken by {@link #step}. */
    public synchronized long stepCount() {
        return steps;
    }

    /**
     * Sets the positions.
     *
     * @param positions [3N], nm, finite and not {@link EvaluationStatus#POSITIONS_TOO_LARGE}. Not modified.
     * @throws OpenMmException if that does not hold for a virtual site they place; positions are then to be set again
     */
    public synchronized void setPositions(double[] positions) {
        double[] copy = checked("positions", positions);
        if (check.check(copy, 0) != EvaluationStatus.DONE) {
            throw new IllegalArgumentException("positions are " + check.tooLarge());
        }
        placed = false;
        if (!call(context -> context.setPositions(copy))) {
            throw new OpenMmException("with their virtual sites, positions are not finite or " + check.tooLarge());
        }
        placed = true;
    }

    /** Returns the positions, [3N], nm. */
    public synchronized double[] positions() {
        requirePlaced();
        return call(SimulationContext::positions);
    }

    /**
     * Sets the velocities.
     *
     * @param velocities [3N], nm/ps, finite. Not modified.
     */
    public synchronized void setVelocities(double[] velocities) {
        double[] copy = checked("velocities", velocities);
        execute(context -> context.setVelocities(copy));
    }

    /** Returns the velocities as the integrator keeps them, [3N], nm/ps. */
    public synchronized double[] velocities() {
        return call(SimulationContext::velocities);
    }

    /**
     * Draws velocities of the Maxwell–Boltzmann distribution from a seed, and projects them onto the constraints. With the
     * same version of Java the draws are the same for every platform and version of OpenMM.
     *
     * @param kelvin temperature, at least 0
     * @param seed any number
     */
    public void setVelocitiesToTemperature(double kelvin, long seed) {
        setVelocitiesToTemperature(kelvin, gaussians(new SplittableRandom(seed)));
    }

    /**
     * Draws velocities of the Maxwell–Boltzmann distribution from a source of one's own, and projects them onto the
     * constraints.
     *
     * @param kelvin temperature, at least 0
     * @param standardNormal gives draws of the standard normal distribution; asked 3 times for each particle in order
     */
    public synchronized void setVelocitiesToTemperature(double kelvin, DoubleSupplier standardNormal) {
        checkTemperature(kelvin);
        double[] velocities = new double[3 * system.particleCount()];
        for (int i = 0; i < velocities.length; i++) {
            double mass = system.masses().get(i / 3);
            double speed = mass > 0 ? Math.sqrt(GAS_CONSTANT * kelvin / mass) : 0;
            velocities[i] = speed * standardNormal.getAsDouble();
        }
        setVelocities(velocities);
        if (!system.constraints().isEmpty()) {
            applyVelocityConstraints();
        }
    }

    /**
     * Lets OpenMM draw the velocities by its own generator.
     *
     * @param kelvin temperature, at least 0
     * @param seed any number but 0
     */
    public synchronized void setVelocitiesByOpenMm(double kelvin, int seed) {
        checkTemperature(kelvin);
        if (seed == 0) {
            throw new IllegalArgumentException("seed = 0, which means any to OpenMM; another number is needed");
        }
        requirePlaced();
        execute(context -> context.setVelocitiesToTemperature(kelvin, seed));
    }

    /** Marsaglia's polar method, in strict arithmetic: the same numbers from the same draws. */
    private static DoubleSupplier gaussians(SplittableRandom random) {
        return () -> {
            while (true) {
                double x = 2 * random.nextDouble() - 1;
                double y = 2 * random.nextDouble() - 1;
                double square = x * x + y * y;
                if (square > 0 && square < 1) {
                    return x * Math.sqrt(-2 * StrictMath.log(square) / square);
                }
            }
        };
    }

    /**
     * Sets the periodic box.
     *
     * @param vectors the three vectors, nm, row-major [3, 3], in OpenMM's reduced form. Not modified.
     * @throws SystemSpecException if they are not, or too small for a cutoff
     */
    public synchronized void setBoxVectors(double[] vectors) {
        double[] copy = vectors.clone();
        // The System with this box is checked as any other.
        List<Double> box = Arrays.stream(copy).boxed().toList();
        new SystemSpec(
                system.masses(),
                system.virtualSites(),
                system.constraints(),
                system.forces(),
                system.forceGroups(),
                box);
        execute(context -> context.setBoxVectors(copy));
    }

    /** Returns the periodic box, nm, row-major [3, 3]. */
    public synchronized double[] boxVectors() {
        return call(SimulationContext::boxVectors);
    }

    /** Returns the potential energy, kJ/mol; NaN if it is not finite. */
    public synchronized double potentialEnergy() {
        requirePlaced();
        return call(context -> context.energies()[0]);
    }

    /** Returns the kinetic energy at the time of the positions, kJ/mol; NaN if it is not finite. */
    public synchronized double kineticEnergy() {
        requirePlaced();
        return call(context -> context.energies()[1]);
    }

    /** Returns the time, ps. */
    public synchronized double time() {
        return call(SimulationContext::time);
    }

    /**
     * Moves the positions onto the constraints, along where these point now.
     *
     * @throws OpenMmException if that leads out of the range of numbers, as with atoms on top of each other; velocities are
     *     then 0, and new positions may be set
     */
    public synchronized void applyConstraints() {
        requirePlaced();
        if (!call(context -> context.applyConstraints(CONSTRAINT_TOLERANCE))) {
            requireUsable("keeping the constraints");
        }
    }

    /** Takes away what of the velocities would change a constraint. */
    public synchronized void applyVelocityConstraints() {
        requirePlaced();
        execute(context -> context.applyVelocityConstraints(CONSTRAINT_TOLERANCE));
    }

    /**
     * Moves to a local minimum of the energy, by OpenMM's LocalEnergyMinimizer (L-BFGS).
     *
     * @param toleranceKJ OpenMM's tolerance on the root mean square force, as {@link BatchEvaluator#minimize} has it
     * @param maxIterations largest number of iterations; 0 for no limit
     * @throws OpenMmException if the energy or a force is not finite at the positions, which stay; or if it leads out of
     *     the range of numbers: velocities are then 0, and new positions may be set
     */
    public synchronized void minimize(double toleranceKJ, int maxIterations) {
        MinimizerArguments.check(toleranceKJ, maxIterations);
        requirePlaced();
        if (!system.constraints().isEmpty()) {
            // The minimiser does so itself, but without a look at what comes out.
            applyConstraints();
        }
        if (!call(context -> context.minimize(toleranceKJ, maxIterations))) {
            requireUsable("the minimisation");
        }
    }

    /**
     * Goes on for a number of steps.
     *
     * @param count number of steps, at least 0
     * @throws OpenMmException if positions are not finite any more or {@link EvaluationStatus#POSITIONS_TOO_LARGE};
     *     velocities are then 0, and new positions may be set
     */
    public synchronized void step(int count) {
        if (count < 0) {
            throw new IllegalArgumentException(count + " steps; 0 or more are needed");
        }
        requirePlaced();
        int stride = SimulationContext.stride(system);
        for (int done = 0; done < count; ) {
            int now = Math.min(stride, count - done);
            boolean usable = call(context -> context.step(now));
            done += now;
            steps += now;
            if (!usable) {
                requireUsable("the simulation, at step " + steps + ",");
            }
        }
    }

    /**
     * Goes on for a number of steps without coming back from native code in between: for measuring how fast that is.
     *
     * @param count number of steps, at least 0
     * @throws IllegalArgumentException if the System has a force that must not meet positions that are not finite, so
     *     that they have to be looked at after every step
     * @throws OpenMmException as {@link #step} does
     */
    public synchronized void stepInOneCall(int count) {
        if (count < 0) {
            throw new IllegalArgumentException(count + " steps; 0 or more are needed");
        }
        if (SimulationContext.stride(system) == 1) {
            throw new IllegalArgumentException("this System needs its positions looked at after every step");
        }
        requirePlaced();
        call(context -> context.step(count));
        steps += count;
        requireUsable("the simulation, at step " + steps + ",");
    }

    private void requireUsable(String what) {
        if (!call(SimulationContext::isUsable)) {
            placed = false;
            execute(SimulationContext::reset);
            throw new OpenMmException(what + " has left the range of numbers: positions are not finite or "
                    + check.tooLarge() + "; use a smaller step, or minimise first");
        }
    }

    /**
     * Returns time, steps, box, positions, velocities and energies; energies null if one is not finite, as that of atoms on
     * top of each other.
     *
     * @throws SystemSpecException if the time or a velocity is not finite
     */
    public synchronized State state() {
        requirePlaced();
        double[] energies = call(SimulationContext::energies);
        boolean finite = Double.isFinite(energies[0]) && Double.isFinite(energies[1]);
        return new State(
                time(),
                steps,
                list(boxVectors()),
                list(positions()),
                list(velocities()),
                List.of(),
                Map.of(),
                finite ? new State.Energies(energies[0], energies[1]) : null);
    }

    /**
     * Goes back to a state: time, count of steps, box, and positions and velocities unless they are empty. An integrator
     * without noise then goes on to the same bits.
     *
     * @throws SystemSpecException if the box is too small for a cutoff
     */
    public synchronized void setState(State state) {
        setBoxVectors(array(state.boxVectors()));
        if (!state.positions().isEmpty()) {
            setPositions(state.positionArray());
        }
        if (!state.velocities().isEmpty()) {
            setVelocities(state.velocityArray());
        }
        execute(context -> context.setTime(state.time()));
        steps = state.stepCount();
    }

    private static List<Double> list(double[] values) {
        List<Double> list = new ArrayList<>(values.length);
        for (double value : values) {
            list.add(value);
        }
        return list;
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Destroys the Context and ends the thread; every other method throws from then on. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            handle.close();
            thread.finishAndWait();
        }
    }

    private <T> T call(Function<SimulationContext, T> body) {
        requireOpen();
        return thread.call(body);
    }

    private void execute(Consumer<SimulationContext> body) {
        requireOpen();
        thread.execute(body);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this NativeSimulation is closed");
        }
    }

    private void requirePlaced() {
        if (!closed && !placed) {
            throw new IllegalStateException("this NativeSimulation has no positions; set them first");
        }
    }

    private static void checkTemperature(double kelvin) {
        if (!(kelvin >= 0) || Double.isInfinite(kelvin)) {
            throw new IllegalArgumentException("temperature = " + kelvin + " K; 0 or more is needed");
        }
    }

    private double[] checked(String what, double[] values) {
        int length = 3 * system.particleCount();
        if (values.length != length) {
            throw new IllegalArgumentException(what + " has " + values.length + " elements; " + length + " are needed");
        }
        double[] copy = values.clone();
        for (double value : copy) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(what + " holds " + value + "; finite numbers are needed");
            }
        }
        return copy;
    }
}
