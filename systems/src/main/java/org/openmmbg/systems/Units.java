package org.openmmbg.systems;

import org.openmmbg.dynamics.LangevinDynamics;

/** Physical constants, in OpenMM's units. */
public final class Units {
    /** Molar gas constant, kJ/mol/K (CODATA 2018, exact since the SI of 2019, 8.31446261815324 J/mol/K). */
    public static final double GAS_CONSTANT = 0.00831446261815324;

    private Units() {}

    /**
     * Returns kT in kJ/mol.
     *
     * @param kelvin temperature, K; positive and finite
     * @throws IllegalArgumentException if it is not
     */
    public static double thermalEnergy(double kelvin) {
        if (!(kelvin > 0) || !Double.isFinite(kelvin)) {
            throw new IllegalArgumentException("the temperature is " + kelvin + " K; expected a positive number");
        }
        return LangevinDynamics.GAS_CONSTANT * kelvin;
    }
}
