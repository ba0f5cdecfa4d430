package org.openmmbg.potential;

import org.jspecify.annotations.Nullable;

/**
 * A system with a wall at the end of one of its states, which keeps what learns from the energies inside: ½ k d² is added at
 * a distance d beyond the boundary of the coordinate. Inside the state nothing changes. May be used by several threads at a
 * time if the system may.
 */
public final class StateWall implements ReducedPotential {
    /** Energy of the wall at a twentieth of the interval of the profile beyond the boundary, kT. */
    private static final double HEIGHT = 100;

    private static final double DEPTH = 0.05;

    private final TwoStateSystem system;
    private final String state;
    private final double stiffness;

    /**
     * Makes a wall.
     *
     * @param system what is confined
     * @param state one of its states
     */
    public StateWall(TwoStateSystem system, String state) {
        this.system = system;
        this.state = state;
        double depth = DEPTH * (system.states().profileHigh() - system.states().profileLow());
        stiffness = 2 * HEIGHT / (depth * depth);
    }

    @Override
    public int dimension() {
        return system.dimension();
    }

    @Override
    public void evaluate(int batch, double[] positions, double[] energies, double @Nullable [] gradients) {
        system.evaluate(batch, positions, energies, gradients);
        StatePair states = system.states();
        for (int row = 0; row < batch; row++) {
            int offset = row * dimension();
            double value = system.coordinate(positions, offset);
            if (Double.isFinite(value) && !states.holds(state, value)) {
                double beyond = value - states.boundary();
                energies[row] += 0.5 * stiffness * beyond * beyond;
                if (gradients != null) {
                    system.addCoordinateGradient(positions, offset, stiffness * beyond, gradients);
                }
            }
        }
    }
}
