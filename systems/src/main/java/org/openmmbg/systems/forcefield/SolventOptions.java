package org.openmmbg.systems.forcefield;

import org.jspecify.annotations.Nullable;

/**
 * What an implicit solvent model leaves open.
 *
 * @param soluteDielectric dielectric constant of the solute
 * @param solventDielectric that of the solvent; null for the model's own (78.5, or 78.3 in GBSAOBCForce files)
 * @param kappa inverse Debye length of the salt, 1/nm; 0 without salt
 */
public record SolventOptions(
        double soluteDielectric, @Nullable Double solventDielectric, double kappa) {
    /** Solute dielectric 1, the model's own solvent dielectric, no salt. */
    public static final SolventOptions DEFAULTS = new SolventOptions(1, null, 0);

    public SolventOptions {
        if (!(kappa >= 0) || Double.isInfinite(kappa)) {
            throw new IllegalArgumentException("kappa = " + kappa + " / nm; 0 or more is needed");
        }
    }

    double solventDielectric(double ofModel) {
        return solventDielectric == null ? ofModel : solventDielectric;
    }
}
