package org.openmmbg.reference;

/** A coordinate along which umbrella sampling goes, and a bias that all windows share. */
interface UmbrellaCoordinate {

    /** Returns the coordinate of the configuration at the offset. */
    double value(double[] positions, int offset);

    /** Adds slope times the coordinate's gradient to a gradient that stands at the same offset as its configuration. */
    void addGradient(double[] positions, int offset, double slope, double[] gradients);

    /** Returns the bias that takes away what is known of the free energy along the coordinate, kT. */
    double flattening(double value);

    /** Returns the derivative of the flattening. */
    double flatteningSlope(double value);
}
