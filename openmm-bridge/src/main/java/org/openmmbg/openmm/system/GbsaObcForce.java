package org.openmmbg.openmm.system;

import java.util.List;

/**
 * Generalised Born implicit solvent of Onufriev, Bashford and Case, model II, with a surface-area term.
 *
 * @param method how the interaction is cut off
 * @param cutoff cutoff distance, nm; unused without a cutoff
 * @param soluteDielectric dielectric constant of the solute
 * @param solventDielectric dielectric constant of the solvent
 * @param surfaceAreaEnergy kJ/mol/nm²
 * @param particles parameters of each particle, in order
 */
public record GbsaObcForce(
        CutoffMethod method,
        double cutoff,
        double soluteDielectric,
        double solventDielectric,
        double surfaceAreaEnergy,
        List<Particle> particles)
        implements Force {

    public GbsaObcForce {
        particles = List.copyOf(particles);
    }

    @Override
    public boolean periodic() {
        return method == CutoffMethod.CUTOFF_PERIODIC;
    }

    @Override
    public String openMmName() {
        return "GBSAOBCForce";
    }

    @Override
    public <R> R accept(ForceVisitor<R> visitor) {
        return visitor.visit(this);
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
