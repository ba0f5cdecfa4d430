package org.openmmbg.systems;

import org.openmmbg.dynamics.LangevinDynamics;

/** Physical constants, in OpenMM's units. */
public final class Units {
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
