package org.openmmbg.reference;

/**
 * Windows of umbrella sampling, a harmonic bias each.
 *
 * @param low centre of the first window
 * @param spacing distance of neighbouring centres
 * @param count number of windows
 * @param stiffness of the harmonic bias, kT per squared unit
 */
record UmbrellaWindows(double low, double spacing, int count, double stiffness) {

    private double distance(int window, double value) {
        return value - low - spacing * window;
    }

    double centre(int window) {
        return low + spacing * window;
    }

    double bias(int window, double value) {
        return 0.5 * stiffness * distance(window, value) * distance(window, value);
    }

    double slope(int window, double value) {
        return stiffness * distance(window, value);
    }
}
