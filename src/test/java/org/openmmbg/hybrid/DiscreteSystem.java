package org.openmmbg.hybrid;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.openmmbg.dynamics.MetropolisedDynamics;
import org.openmmbg.dynamics.NoiseKey;
import org.openmmbg.dynamics.ParticleSystem;
import org.openmmbg.dynamics.Thermostat;
import org.openmmbg.potential.ReducedPotential;
import org.openmmbg.random.RandomStream;

/** States 0, 1, …, one coordinate: all about a chain of jumps is known exactly. */
@SuppressWarnings("ArrayRecordComponent")
record DiscreteSystem(double... energies) implements ReducedPotential {

    @Override
    public int dimension() {
        return 1;
    }

    @Override
    public void evaluate(int batch, double[] positions, double[] u, double @Nullable [] gradients) {
        for (int row = 0; row < batch; row++) {
            u[row] = energies[(int) positions[row]];
            if (gradients != null) {
                gradients[row] = 0;
            }
        }
    }

    double[] probabilities() {
        double[] p = Arrays.stream(energies).map(u -> Math.exp(-u)).toArray();
        double sum = Arrays.stream(p).sum();
        return Arrays.stream(p).map(w -> w / sum).toArray();
    }

    /** Dynamics that is never asked to move. */
    MetropolisedDynamics dynamics(double temperature) {
        return new MetropolisedDynamics(
                new ParticleSystem(this, temperature, new double[] {1}),
                new Thermostat(temperature, 0.001, 1),
                1,
                NoiseKey.metropolis(1));
    }

    /** Draws states with fixed probabilities; says that it draws them with others, if these differ. */
    @SuppressWarnings("ArrayRecordComponent")
    record Draws(double[] probabilities, double[] claimed) implements JumpProposal {

        @Override
        public void draw(int count, double[] positions, double[] logDensity, RandomStream random) {
            for (int row = 0; row < count; row++) {
                double uniform = random.nextDouble();
                int state = 0;
                double sum = probabilities[0];
                while (uniform >= sum && state < probabilities.length - 1) {
                    sum += probabilities[++state];
                }
                positions[row] = state;
            }
            logDensity(count, positions, logDensity);
        }

        @Override
        public void logDensity(int count, double[] positions, double[] logDensity) {
            for (int row = 0; row < count; row++) {
                logDensity[row] = Math.log(claimed[(int) positions[row]]);
            }
        }
    }
}
