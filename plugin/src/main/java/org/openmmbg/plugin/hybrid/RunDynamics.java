package org.openmmbg.plugin.hybrid;

import java.util.Objects;
import org.openmmbg.dynamics.MetropolisedDynamics;
import org.openmmbg.dynamics.NoiseKey;
import org.openmmbg.dynamics.ParticleSystem;
import org.openmmbg.dynamics.Thermostat;
import org.openmmbg.plugin.pipeline.RunConfig;
import org.openmmbg.plugin.pipeline.TrainedRun;

/** Metropolised dynamics of a trained run's molecule: its temperature, time step and friction, from its seeds. */
final class RunDynamics {
    private RunDynamics() {}

    static MetropolisedDynamics of(TrainedRun run, long seed) {
        double temperature = run.system().temperature();
        // A molecule has them always.
        RunConfig.Seeds seeds = Objects.requireNonNull(run.config().seeds());
        return new MetropolisedDynamics(
                new ParticleSystem(
                        run.potential(),
                        temperature,
                        run.system().system().masses().stream()
                                .mapToDouble(Double::doubleValue)
                                .toArray()),
                new Thermostat(temperature, seeds.stepPs(), seeds.frictionPerPs()),
                1,
                NoiseKey.metropolis(seed));
    }

    /** Returns seeds as far from each other in their list as can be, [walkers, width]. */
    static double[] starts(TrainedRun run, int walkers) {
        int width = run.potential().dimension();
        double[] starts = new double[walkers * width];
        for (int walker = 0; walker < walkers; walker++) {
            int seed = (int) ((long) walker * run.seedCount() / walkers);
            System.arraycopy(run.seeds(), seed * width, starts, walker * width, width);
        }
        return starts;
    }
}
