package org.openmmbg.openmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openmmbg.openmm.system.NonbondedForce;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.openmm.system.VirtualSite;

/** Positions that only OpenMM comes to are looked at before a force is: PME of what is not a number ends the process. */
class FarPositionsTest {
    private static final NonbondedForce PME = new NonbondedForce(
            NonbondedForce.Method.PME,
            1,
            1,
            -1,
            5e-4,
            false,
            Collections.nCopies(4, new NonbondedForce.Particle(0.1, 0.3, 0.5)),
            List.of());
    private static final List<Double> BOX = List.of(3.0, 0.0, 0.0, 0.0, 3.0, 0.0, 0.0, 0.0, 3.0);

    static final SystemSpec SITE = new SystemSpec(
            List.of(12.0, 12.0, 12.0, 0.0),
            List.of(new VirtualSite.OutOfPlane(3, 0, 1, 2, 0.5, 0.5, 1e308)),
            List.of(),
            List.of(PME),
            List.of(0),
            BOX);
    static final double[] WIDE = {0, 0, 0, 100, 0, 0, 0, 100, 0, 0, 0, 0};

    static final SystemSpec RIGID = new SystemSpec(
            List.of(12.0, 12.0, 12.0, 12.0), List.of(new SystemSpec.Constraint(0, 1, 0.1)), List.of(PME), BOX);
    static final double[] COINCIDENT = {0, 0, 0, 0, 0, 0, 0, 0.2, 0, 0, 0, 0.5};

    private final OpenMmLibrary library = OpenMmLibrary.load();

    @Test
    void aVirtualSiteOutOfRangeIsNan() {
        double[] energy = new double[1];
        EvaluationStatus[] status = new EvaluationStatus[1];
        try (BatchEvaluator evaluator = BatchEvaluator.create(library, SITE, "Reference", 1)) {
            evaluator.evaluate(1, WIDE, energy, null, status, EvaluationOptions.DEFAULT);
            assertThat(status[0]).isEqualTo(EvaluationStatus.POSITIONS_NOT_FINITE);
            assertThat(energy[0]).isNaN();
            // The site is 10^306 nm away: a number, yet no position.
            double[] narrow = {0, 0, 0, 0.1, 0, 0, 0, 0.1, 0, 0, 0, 0};
            evaluator.evaluate(1, narrow, energy, null, status, EvaluationOptions.DEFAULT);
            assertThat(status[0]).isEqualTo(EvaluationStatus.POSITIONS_TOO_LARGE);
        }
        try (NativeSimulation simulation = simulation(SITE)) {
            assertThatThrownBy(() -> simulation.setPositions(WIDE))
                    .isInstanceOf(OpenMmException.class)
                    .hasMessageContaining("virtual site");
            assertThatThrownBy(simulation::potentialEnergy).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void constrainedAtomsOnTopOfEachOtherAreNan() {
        double[] positions = COINCIDENT.clone();
        try (BatchEvaluator evaluator = BatchEvaluator.create(library, RIGID, "Reference", 1)) {
            evaluator.minimize(1, positions, 1, 10);
            assertThat(positions).containsOnly(Double.NaN);
            assertThat(evaluator.failures()).isOne();
        }
        try (NativeSimulation simulation = simulation(RIGID)) {
            simulation.setPositions(COINCIDENT);
            assertThatThrownBy(simulation::applyConstraints).isInstanceOf(OpenMmException.class);
            assertThatThrownBy(simulation::potentialEnergy).isInstanceOf(IllegalStateException.class);
            simulation.setPositions(COINCIDENT);
            assertThatThrownBy(() -> simulation.minimize(1, 10)).isInstanceOf(OpenMmException.class);
        }
    }

    /** The minimiser's first step along a force that is not a number would lead PME there. */
    @Test
    void aMinimisationDoesNotStartFromForcesThatAreNoNumbers() {
        SystemSpec free = new SystemSpec(RIGID.masses(), List.of(), RIGID.forces(), BOX);
        double[] positions = COINCIDENT.clone();
        try (BatchEvaluator evaluator = BatchEvaluator.create(library, free, "Reference", 1)) {
            evaluator.minimize(1, positions, 1, 10);
            assertThat(positions).containsOnly(Double.NaN);
        }
        try (NativeSimulation simulation = simulation(free)) {
            simulation.setPositions(COINCIDENT);
            assertThatThrownBy(() -> simulation.minimize(1, 10))
                    .isInstanceOf(OpenMmException.class)
                    .hasMessageContaining("cannot start");
            assertThat(simulation.positions()).isEqualTo(COINCIDENT);
        }
    }

    /** Without a box, the neighbour list of the CPU platform covers all of the space between the particles. */
    @Test
    void particlesTooFarApartForTheCutoffAreNan() {
        NonbondedForce open = new NonbondedForce(
                NonbondedForce.Method.CUTOFF_NON_PERIODIC, 0.1, 1, -1, 5e-4, false, PME.particles(), List.of());
        SystemSpec system = new SystemSpec(Collections.nCopies(4, 12.0), List.of(), List.of(open), BOX);
        double[] square = {0, 0, 0, 600, 600, 0, 0.3, 0, 0, 0, 0, 0.3};
        double[] column = {0, 0, 0, 0, 0, 600, 0.3, 0, 0, 0, 0, 0.3};
        EvaluationStatus[] status = new EvaluationStatus[2];
        double[] both = Arrays.copyOf(square, 24);
        System.arraycopy(column, 0, both, 12, 12);
        try (BatchEvaluator evaluator = BatchEvaluator.create(library, system, "CPU", 1)) {
            evaluator.evaluate(2, both, new double[2], null, status, EvaluationOptions.DEFAULT);
        }
        assertThat(status).containsExactly(EvaluationStatus.POSITIONS_TOO_LARGE, EvaluationStatus.DONE);
        try (NativeSimulation simulation = simulation(system)) {
            assertThatThrownBy(() -> simulation.setPositions(square))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("too far apart for a cutoff of 0.1 nm");
            double[] fast = new double[12];
            fast[3] = 6e5;
            fast[4] = 6e5;
            simulation.setPositions(new double[] {0, 0, 0, 0.6, 0, 0, 0.3, 0, 0, 0, 0, 0.3});
            simulation.setVelocities(fast);
            assertThatThrownBy(() -> simulation.step(1))
                    .isInstanceOf(OpenMmException.class)
                    .hasMessageContaining("too far apart");
        }
    }

    private NativeSimulation simulation(SystemSpec system) {
        return NativeSimulation.create(library, system, new NativeIntegrator.Verlet(0.001), PlatformSpec.REFERENCE);
    }
}
