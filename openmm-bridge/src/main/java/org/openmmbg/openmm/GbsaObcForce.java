package org.openmmbg.openmm;

import java.util.List;

/**
 * Generalised Born implicit solvent of Onufriev, Bashford and Case, model II, with a surface-area term.
 *
 * @param method how the interaction is cut off: no cutoff, cutoff, or periodic cutoff
 * @param cutoff cutoff distance, nm; unused without a cutoff
 * @param soluteDielectric dielectric constant of the solute
 * @param solventDielectric dielectric constant of the solvent
 * @param surfaceAreaEnergy kJ/mol/nm²
 * @param particles parameters of each particle, in order
 */
public record GbsaObcForce(
        Method method,
        double cutoff,
        double soluteDielectric,
        double solventDielectric,
        double surfaceAreaEnergy,
        List<Particle> particles)
        implements Force {

    /** OpenMM's methods. */
    public enum Method {
        NO_CUTOFF(0),
        CUTOFF_NON_PERIODIC(1),
        CUTOFF_PERIODIC(2);

        private final int number;

        Method(int number) {
            this.number = number;
        }

        /** Returns the method's number in the C API and in System XML. */
        public int number() {
            return number;
        }
    }

    public GbsaObcForce {
        particles = List.copyOf(particles);
    }

    @Override
    public String openMmName() {
        return "GBSAOBCForce";
    }

    /**
     * Parameters of one particle.
     *
     * @param charge elementary charges
     * @param radius GB radius, nm
     * @param scale OBC scaling factor
     */
    public record Particle(double charge, double radius, double scale) {}
}
