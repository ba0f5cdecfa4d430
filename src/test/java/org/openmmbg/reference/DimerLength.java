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
        dimer.addCoordinateGradient(positions, offset, slope, gradients);
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
