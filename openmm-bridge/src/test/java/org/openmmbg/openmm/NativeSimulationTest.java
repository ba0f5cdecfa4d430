package org.openmmbg.openmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openmmbg.openmm.jna.HandleLeaks;
import org.openmmbg.openmm.system.Force;
import org.openmmbg.openmm.system.GbsaObcForce;
import org.openmmbg.openmm.system.HarmonicBondForce;
import org.openmmbg.openmm.system.NonbondedForce;
import org.openmmbg.openmm.system.State;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.openmm.system.SystemSpecException;

class NativeSimulationTest {
    private static final int SEED = 4711;
    private static final double KELVIN = 300;
    private static final double KT = 0.00831446261815324 * KELVIN;
    private static final NativeIntegrator VERLET = new NativeIntegrator.Verlet(0.0005);

    /** Pairs of particles on springs of no length, whose vector is a Gaussian of variance kT/k in each direction. */
    private static final int PAIRS = 200;

    private static final double SPRING = 1000;
    private static final double MASS = 12;

    private final OpenMmLibrary library = OpenMmLibrary.load();
    private final SystemSpec dipeptide = Ala2.system();

    private NativeSimulation simulation(SystemSpec system, NativeIntegrator integrator) {
        return NativeSimulation.create(library, system, integrator, PlatformSpec.REFERENCE);
    }

    private static SystemSpec pairs() {
        List<HarmonicBondForce.Bond> bonds = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            bonds.add(new HarmonicBondForce.Bond(2 * i, 2 * i + 1, 0, SPRING));
        }
        return new SystemSpec(
                Collections.nCopies(2 * PAIRS, MASS),
                List.of(),
                List.<Force>of(bondForce(bonds)),
                Ala2.system().boxVectors());
    }

    private static HarmonicBondForce bondForce(List<HarmonicBondForce.Bond> bonds) {
        return new HarmonicBondForce(bonds);
    }

    static List<NativeIntegrator> thermostats() {
        return List.of(
                new NativeIntegrator.Langevin(KELVIN, 10, 0.004, SEED),
                new NativeIntegrator.LangevinMiddle(KELVIN, 10, 0.004, SEED),
                new NativeIntegrator.Brownian(KELVIN, 100, 0.002, SEED),
                new NativeIntegrator.VariableLangevin(KELVIN, 10, 0.001, SEED));
    }

    @ParameterizedTest
    @MethodSource("thermostats")
    void springsHaveTheVarianceOfTheTemperature(NativeIntegrator integrator) {
        assumeTrue(!(integrator instanceof NativeIntegrator.LangevinMiddle) || library.has(Capability.LANGEVIN_MIDDLE));
        double[] squares = new double[PAIRS];
        int frames = 60;
        try (NativeSimulation simulation = simulation(pairs(), integrator)) {
            double[] start = new double[6 * PAIRS];
            Arrays.setAll(start, i -> 0.05 * Math.sin(i));
            simulation.setPositions(start);
            simulation.setVelocitiesToTemperature(KELVIN, SEED);
            simulation.step(500);
            for (int frame = 0; frame < frames; frame++) {
                simulation.step(100);
                double[] x = simulation.positions();
                for (int i = 0; i < PAIRS; i++) {
                    for (int j = 0; j < 3; j++) {
                        double d = x[6 * i + j] - x[6 * i + 3 + j];
                        squares[i] += d * d / frames;
                    }
                }
            }
            assertThat(simulation.stepCount()).isEqualTo(500 + 100 * frames);
            assertThat(simulation.time()).isPositive();
        }
        double mean = Arrays.stream(squares).average().orElseThrow();
        double spread = Arrays.stream(squares).map(s -> (s - mean) * (s - mean)).sum() / (PAIRS - 1);
        double z = (mean - 3 * KT / SPRING) / Math.sqrt(spread / PAIRS);
        System.out.printf(
                "seed %d, %s: <r2> = %.6f nm2, expected %.6f, z = %.2f%n",
                SEED, integrator.openMmName(), mean, 3 * KT / SPRING, z);
        assertThat(z).isBetween(-4.0, 4.0);
    }

    @Test
    void verletConservesTheEnergyAndGoesOnFromAState() {
        try (NativeSimulation simulation = simulation(dipeptide, VERLET)) {
            simulation.setPositions(Ala2.positions());
            assertThat(simulation.potentialEnergy()).isCloseTo(Ala2.energy("total_kJ_per_mol"), within(1e-6 * 200));
            simulation.minimize(10, 100);
            simulation.setVelocitiesToTemperature(KELVIN, SEED);
            simulation.step(1000);
            State middle = simulation.state();
            double before = total(simulation);
            simulation.step(2000);
            double after = total(simulation);
            System.out.printf("seed %d: total energy %.3f, after 1 ps %.3f kJ/mol%n", SEED, before, after);
            assertThat(after).isCloseTo(before, within(1.0));
            assertThat(middle.stepCount()).isEqualTo(1000);
            assertThat(middle.time()).isCloseTo(0.5, within(1e-9));
            double[] end = simulation.positions();
            simulation.setState(middle);
            simulation.step(2000);
            assertThat(simulation.positions()).isEqualTo(end);
            assertThat(simulation.stepCount()).isEqualTo(3000);
            try (NativeSimulation other = simulation(dipeptide, VERLET)) {
                other.setState(middle);
                other.step(1500);
                other.step(500);
                assertThat(other.positions()).isEqualTo(end);
            }
        }
    }

    private static double total(NativeSimulation simulation) {
        return simulation.potentialEnergy() + simulation.kineticEnergy();
    }

    @Test
    void variableVerletConservesTheEnergy() {
        try (NativeSimulation simulation = simulation(dipeptide, new NativeIntegrator.VariableVerlet(1e-6))) {
            simulation.setPositions(Ala2.positions());
            simulation.minimize(10, 100);
            simulation.setVelocitiesToTemperature(KELVIN, SEED);
            simulation.step(100);
            double before = total(simulation);
            simulation.step(1000);
            assertThat(total(simulation)).isCloseTo(before, within(2.0));
        }
    }

    @Test
    void minimizationEndsWhereThatOfTheEvaluatorDoes() {
        double[] positions = Ala2.positions();
        try (BatchEvaluator evaluator = BatchEvaluator.create(library, dipeptide, PlatformSpec.REFERENCE, 1);
                NativeSimulation simulation = simulation(dipeptide, VERLET)) {
            simulation.setPositions(positions);
            simulation.minimize(1, 0);
            evaluator.minimize(1, positions, 1, 0);
            assertThat(simulation.positions()).isEqualTo(positions);
        }
    }

    @Test
    void sameSeedsGiveTheSameBits() {
        List<double[]> ends = new ArrayList<>();
        for (int seed : new int[] {1, 1, 2}) {
            try (NativeSimulation simulation =
                    simulation(dipeptide, new NativeIntegrator.Langevin(KELVIN, 10, 0.001, seed))) {
                simulation.setPositions(Ala2.positions());
                simulation.setVelocitiesToTemperature(KELVIN, seed);
                simulation.step(100);
                ends.add(simulation.positions());
            }
        }
        assertThat(ends.get(1)).isEqualTo(ends.get(0));
        assertThat(ends.get(2)).isNotEqualTo(ends.get(0));
    }

    /** The kinetic energy of n degrees of freedom has the relative variance 2/n. */
    @Test
    void velocitiesAreOfTheTemperatureAndOnTheConstraints() {
        SystemSpec rigid = constrained();
        int freedom = 3 * rigid.particleCount() - rigid.constraints().size();
        int draws = 1000;
        try (NativeSimulation simulation = simulation(rigid, VERLET)) {
            simulation.setPositions(Ala2.positions());
            simulation.applyConstraints();
            double[] x = simulation.positions();
            for (SystemSpec.Constraint c : rigid.constraints()) {
                assertThat(Math.sqrt(product(x, x, c))).isCloseTo(c.distance(), within(1e-6));
            }
            double ours = 0;
            double theirs = 0;
            for (int i = 1; i <= draws; i++) {
                simulation.setVelocitiesToTemperature(KELVIN, i);
                double[] v = simulation.velocities();
                for (SystemSpec.Constraint c : rigid.constraints()) {
                    assertThat(product(x, v, c)).isCloseTo(0, within(1e-5));
                }
                ours += kinetic(rigid, v) / draws;
                simulation.setVelocitiesByOpenMm(KELVIN, i);
                simulation.applyVelocityConstraints();
                theirs += kinetic(rigid, simulation.velocities()) / draws;
            }
            double expected = 0.5 * freedom * KT;
            double error = expected * Math.sqrt(2.0 / freedom / draws);
            System.out.printf(
                    "seeds 1 to %d: z = %.2f, by OpenMM z = %.2f%n",
                    draws, (ours - expected) / error, (theirs - expected) / error);
            assertThat(ours).isCloseTo(expected, within(4 * error));
            assertThat(theirs).isCloseTo(expected, within(4 * error));

            double[] once = {1, 2, 3};
            int[] at = new int[1];
            simulation.setVelocities(new double[66]);
            assertThatThrownBy(() -> simulation.setVelocitiesToTemperature(KELVIN, () -> once[at[0]++]))
                    .isInstanceOf(ArrayIndexOutOfBoundsException.class);
            assertThat(simulation.velocities()).containsOnly(0);
        }
    }

    private static double kinetic(SystemSpec system, double[] velocities) {
        double sum = 0;
        for (int i = 0; i < velocities.length; i++) {
            sum += 0.5 * system.masses().get(i / 3) * velocities[i] * velocities[i];
        }
        return sum;
    }

    private static double product(double[] a, double[] b, SystemSpec.Constraint c) {
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            int first = 3 * c.particle1() + i;
            int second = 3 * c.particle2() + i;
            sum += (a[first] - a[second]) * (b[first] - b[second]);
        }
        return sum;
    }

    private SystemSpec constrained() {
        List<SystemSpec.Constraint> constraints = dipeptide.forces().stream()
                .filter(HarmonicBondForce.class::isInstance)
                .flatMap(force -> ((HarmonicBondForce) force).bonds().stream())
                .filter(b -> Math.min(
                                dipeptide.masses().get(b.particle1()),
                                dipeptide.masses().get(b.particle2()))
                        < 1.1)
                .map(b -> new SystemSpec.Constraint(b.particle1(), b.particle2(), b.length()))
                .toList();
        return new SystemSpec(dipeptide.masses(), constraints, dipeptide.forces(), dipeptide.boxVectors());
    }

    @Test
    void boxIsSetAndChecked() {
        double[] box = {3, 0, 0, 0.5, 4, 0, 0, 0.25, 5};
        try (NativeSimulation simulation = simulation(dipeptide, VERLET)) {
            simulation.setBoxVectors(box);
            assertThat(simulation.boxVectors()).isEqualTo(box);
            assertThatThrownBy(() -> simulation.setBoxVectors(new double[] {1, 0, 0, 0.9, 1, 0, 0, 0, 1}))
                    .isInstanceOf(SystemSpecException.class);
            assertThatThrownBy(() -> simulation.setBoxVectors(new double[3])).isInstanceOf(SystemSpecException.class);
        }
    }

    @Test
    void stochasticIntegratorsOfSeveralThreadsTakeTurns() {
        List<CompletableFuture<double[]>> runs = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            int seed = i;
            runs.add(CompletableFuture.supplyAsync(() -> {
                try (NativeSimulation simulation =
                        simulation(dipeptide, new NativeIntegrator.Langevin(KELVIN, 10, 0.001, seed))) {
                    simulation.setPositions(Ala2.positions());
                    simulation.step(500);
                    return simulation.positions();
                }
            }));
        }
        for (CompletableFuture<double[]> run : runs) {
            assertThat(Arrays.stream(run.join()).allMatch(Double::isFinite)).isTrue();
        }
    }

    /** With a cutoff the neighbour list of the CPU platform would end the process. */
    @Test
    void aSimulationThatBlowsUpSaysSoAndOthersGoOn() {
        for (SystemSpec system : List.of(dipeptide, cutOff(NonbondedForce.Method.CUTOFF_NON_PERIODIC))) {
            for (PlatformSpec platform : List.of(PlatformSpec.REFERENCE, PlatformSpec.CPU)) {
                for (double step : new double[] {0.01, 1e6}) {
                    try (NativeSimulation simulation =
                            NativeSimulation.create(library, system, new NativeIntegrator.Verlet(step), platform)) {
                        simulation.setPositions(Ala2.positions());
                        simulation.setVelocitiesToTemperature(KELVIN, SEED);
                        assertThatThrownBy(() -> simulation.step(5000)).isInstanceOf(OpenMmException.class);
                        assertThatThrownBy(() -> simulation.step(1))
                                .isInstanceOfAny(OpenMmException.class, IllegalStateException.class);
                    }
                }
            }
        }
        try (NativeSimulation simulation = simulation(dipeptide, VERLET)) {
            simulation.setPositions(Ala2.positions());
            simulation.step(10);
            assertThat(simulation.potentialEnergy()).isFinite();
        }
    }

    @Test
    void afterABlowUpNewPositionsStartFromRest() {
        NativeIntegrator huge = new NativeIntegrator.Verlet(1e3);
        try (NativeSimulation simulation = simulation(dipeptide, huge)) {
            simulation.setPositions(Ala2.positions());
            simulation.setVelocities(new double[66]);
            assertThatThrownBy(() -> simulation.step(10))
                    .isInstanceOf(OpenMmException.class)
                    .hasMessageContaining("step 10");
            assertThat(simulation.velocities()).containsOnly(0);
            simulation.setPositions(Ala2.positions());
            State state = simulation.state();
            assertThat(state.velocityArray()).containsOnly(0);
            assertThat(state.energies()).isNotNull();
        }
    }

    @Test
    void aStateWithoutAFiniteEnergyHasNone() {
        try (NativeSimulation simulation = simulation(dipeptide, VERLET)) {
            simulation.setPositions(new double[66]);
            assertThat(simulation.potentialEnergy()).isNaN();
            State state = simulation.state();
            assertThat(state.energies()).isNull();
            assertThat(state.positions()).hasSize(66);
        }
    }

    private SystemSpec cutOff(NonbondedForce.Method method) {
        List<Force> forces = new ArrayList<>();
        for (Force force : dipeptide.forces()) {
            if (force instanceof NonbondedForce f) {
                forces.add(new NonbondedForce(method, 0.9, 78.3, -1, 5e-4, false, f.particles(), f.exceptions()));
            } else if (!(force instanceof GbsaObcForce)) {
                forces.add(force);
            }
        }
        return new SystemSpec(dipeptide.masses(), List.of(), forces, dipeptide.boxVectors());
    }

    @Test
    void whatOpenMmDoesNotHaveIsRefusedByName() {
        assertThatThrownBy(
                        () -> NativeSimulation.create(library, dipeptide, VERLET, new PlatformSpec("Abacus", Map.of())))
                .isInstanceOf(OpenMmException.class)
                .hasMessageContaining("Abacus");
        if (!library.has(Capability.LANGEVIN_MIDDLE)) {
            assertThatThrownBy(() -> simulation(dipeptide, new NativeIntegrator.LangevinMiddle(KELVIN, 1, 0.001, 1)))
                    .isInstanceOf(OpenMmException.class)
                    .hasMessageContaining("has no LangevinMiddleIntegrator");
        }
    }

    @Test
    void badArgumentsAreRefusedAndDoNoHarm() {
        assertThatThrownBy(() -> new NativeIntegrator.Verlet(0)).hasMessageContaining("time step = 0.0");
        assertThatThrownBy(() -> new NativeIntegrator.Langevin(-1, 1, 1, 1)).hasMessageContaining("temperature = -1.0");
        assertThatThrownBy(() -> new NativeIntegrator.Langevin(300, 1, 0.001, 0))
                .hasMessageContaining("seed = 0");
        assertThatThrownBy(() -> new NativeIntegrator.Brownian(300, 0, 0.001, 1))
                .hasMessageContaining("friction = 0.0");
        try (NativeSimulation simulation = simulation(dipeptide, VERLET)) {
            assertThatThrownBy(() -> simulation.step(1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no positions");
            assertThatThrownBy(simulation::potentialEnergy).isInstanceOf(IllegalStateException.class);
            double[] positions = Ala2.positions();
            assertThatThrownBy(() -> simulation.setPositions(new double[3])).hasMessageContaining("66 are needed");
            positions[5] = Double.NaN;
            assertThatThrownBy(() -> simulation.setPositions(positions)).hasMessageContaining("NaN");
            positions[5] = 1e7;
            assertThatThrownBy(() -> simulation.setPositions(positions)).hasMessageContaining("beyond ±1000.0 nm");
            simulation.setPositions(Ala2.positions());
            assertThatThrownBy(() -> simulation.step(-1)).hasMessageContaining("-1 steps");
            assertThatThrownBy(() -> simulation.minimize(0, 1)).hasMessageContaining("tolerance");
            assertThatThrownBy(() -> simulation.minimize(1, -1)).hasMessageContaining("maxIterations");
            assertThatThrownBy(() -> simulation.setVelocitiesByOpenMm(300, 0)).hasMessageContaining("seed = 0");
            assertThatThrownBy(() -> simulation.setVelocitiesToTemperature(Double.NaN, 1))
                    .hasMessageContaining("temperature");
            simulation.step(1);
            assertThat(simulation.potentialEnergy()).isFinite();
        }
    }

    @Test
    void aClosedSimulationThrows() {
        long open = HandleLeaks.open();
        NativeSimulation simulation = simulation(dipeptide, VERLET);
        simulation.setPositions(Ala2.positions());
        assertThat(HandleLeaks.open()).isEqualTo(open + 1);
        long threads = simulationThreads();
        simulation.close();
        simulation.close();
        assertThat(simulationThreads()).isLessThan(threads);
        assertThat(HandleLeaks.open()).isEqualTo(open);
        assertThatThrownBy(() -> simulation.step(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(simulation::positions).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> simulation.setPositions(Ala2.positions())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(simulation::state).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aSimulationThatIsNotClosedIsNoticedAndEnded() throws InterruptedException {
        long leaked = HandleLeaks.leaked();
        long threads = simulationThreads();
        simulation(dipeptide, VERLET).setPositions(Ala2.positions());
        for (int i = 0; i < 200 && (HandleLeaks.leaked() == leaked || simulationThreads() > threads); i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertThat(HandleLeaks.leaked()).isEqualTo(leaked + 1);
        assertThat(simulationThreads()).isLessThanOrEqualTo(threads);
    }

    private static long simulationThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("openmm-simulation"))
                .count();
    }
}
