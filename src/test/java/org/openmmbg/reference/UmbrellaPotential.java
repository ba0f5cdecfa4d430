package org.openmmbg.reference;

import org.jspecify.annotations.Nullable;
import org.openmmbg.potential.ReducedPotential;

/** A potential with the biases of umbrella sampling: row r of a batch has those of window r modulo their number. */
record UmbrellaPotential(ReducedPotential potential, UmbrellaCoordinate coordinate, UmbrellaWindows windows)
        implements ReducedPotential {

    @Override
    public int dimension() {
        return potential.dimension();
    }

    @Override
    public void evaluate(int batch, double[] positions, double[] energies, double @Nullable [] gradients) {
        potential.evaluate(batch, positions, energies, gradients);
        for (int row = 0; row < batch; row++) {
            int window = row % windows.count();
            int offset = row * dimension();
            double value = coordinate.value(positions, offset);
            energies[row] += windows.bias(window, value) + coordinate.flattening(value);
            if (gradients != null) {
                double slope = windows.slope(window, value) + coordinate.flatteningSlope(value);
                coordinate.addGradient(positions, offset, slope, gradients);
            }
        }
    }
}
