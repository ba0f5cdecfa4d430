package org.openmmbg.reference;

import org.openmmbg.potential.BistableDimer;

/** The dimer's length; the flattening takes its bond away, so that windows only have to see the bath. */
record DimerLength(BistableDimer dimer) implements UmbrellaCoordinate {

    @Override
    public double value(double[] positions, int offset) {
        return dimer.coordinate(positions, offset);
    }

    @Override
    public void addGradient(double[] positions, int offset, double slope, double[] gradients) {
        double length = value(positions, offset);
        for (int axis = 0; axis < 2; axis++) {
            double along = slope * (positions[offset + 2 + axis] - positions[offset + axis]) / length;
            gradients[offset + axis] -= along;
            gradients[offset + 2 + axis] += along;
        }
    }

    @Override
    public double flattening(double value) {
        return -dimer.bondEnergy(value);
    }

    @Override
    public double flatteningSlope(double value) {
        return -dimer.bondSlope(value);
    }
}
