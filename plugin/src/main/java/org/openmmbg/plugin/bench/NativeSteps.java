package org.openmmbg.plugin.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.openmmbg.openmm.NativeIntegrator;
import org.openmmbg.openmm.NativeSimulation;
import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.openmm.PlatformSpec;
import org.openmmbg.systems.MolecularSystem;

/** Several simulations by OpenMM's Verlet integrator at once, thousands of steps a call. */
final class NativeSteps implements AutoCloseable {
    private static final int STEPS = 10_000;
    private static final double STEP_PS = 0.0005;

    private final List<NativeSimulation> simulations = new ArrayList<>();
    private final ExecutorService callers;

    NativeSteps(OpenMmLibrary library, MolecularSystem system, PlatformSpec platform, int count) {
        callers = Executors.newFixedThreadPool(count);
        for (int i = 0; i < count; i++) {
            NativeSimulation simulation =
                    NativeSimulation.create(library, system.system(), new NativeIntegrator.Verlet(STEP_PS), platform);
            simulations.add(simulation);
            simulation.setPositions(system.referencePositions());
            simulation.setVelocitiesToTemperature(system.temperature(), i);
        }
    }

    /** Takes a call's steps in each simulation at once, and returns how many steps these are in all. */
    long run() {
        CompletableFuture.allOf(simulations.stream()
                        .map(simulation -> CompletableFuture.runAsync(() -> simulation.stepInOneCall(STEPS), callers))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
        return (long) STEPS * simulations.size();
    }

    @Override
    public void close() {
        callers.shutdown();
        simulations.forEach(NativeSimulation::close);
    }
}
