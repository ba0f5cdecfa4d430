package org.openmmbg.openmm;

import java.util.List;

/**
 * Coulomb and Lennard-Jones interactions.
 *
 * @param method how long-range interactions are treated
 * @param cutoff cutoff distance, nm; unused without a cutoff
 * @param reactionFieldDielectric dielectric constant beyond the cutoff of the reaction field
 * @param switchingDistance distance at which the switching function sets in, nm; negative when there is none
 * @param ewaldErrorTolerance tolerance of Ewald and PME
 * @param dispersionCorrection whether the long-range dispersion correction is added (periodic systems only)
 * @param particles parameters of each particle, in order
 * @param exceptions pairs with parameters of their own
 */
public record NonbondedForce(
        Method method,
        double cutoff,
        double reactionFieldDielectric,
        double switchingDistance,
        double ewaldErrorTolerance,
        boolean dispersionCorrection,
        List<Particle> particles,
        List<ParticleException> exceptions)
        implements Force {

    /** OpenMM's methods. */
    public enum Method {
        NO_CUTOFF(0),
        CUTOFF_NON_PERIODIC(1),
        CUTOFF_PERIODIC(2),
        EWALD(3),
        PME(4);

        private final int number;

        Method(int number) {
            this.number = number;
        }

        /** Returns the method's number in the C API and in System XML. */
        public int number() {
            return number;
        }
    }

    public NonbondedForce {
        particles = List.copyOf(particles);
        exceptions = List.copyOf(exceptions);
    }

    @Override
    public String openMmName() {
        return "NonbondedForce";
    }

    /**
     * Parameters of one particle.
     *
     * @param charge elementary charges
     * @param sigma nm
     * @param epsilon kJ/mol
     */
    public record Particle(double charge, double sigma, double epsilon) {}

    /**
     * A pair that does not follow the combining rules.
     *
     * @param particle1 index of the first particle
     * @param particle2 index of the second particle
     * @param chargeProduct elementary charges squared
     * @param sigma nm
     * @param epsilon kJ/mol
     */
    public record ParticleException(int particle1, int particle2, double chargeProduct, double sigma, double epsilon) {}
}
