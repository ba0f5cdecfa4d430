package org.openmmbg.dynamics;

/**
 * The numbers of Langevin dynamics. With friction 0 the energy is conserved and the temperature is only that of the
 * velocities drawn.
 *
 * @param temperatureK temperature, K, positive
 * @param stepPs time step, ps, positive
 * @param frictionPerPs friction, 1/ps, at least 0
 */
public record Thermostat(double temperatureK, double stepPs, double frictionPerPs) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is not as stated
     */
    public Thermostat {
        ParticleSystem.checkPositive("temperature", temperatureK);
        ParticleSystem.checkPositive("time step", stepPs);
        if (!(frictionPerPs >= 0 && Double.isFinite(frictionPerPs))) {
            throw new IllegalArgumentException("friction " + frictionPerPs + " per ps: expected at least 0");
        }
    }
}
