package org.openmmbg.systems.forcefield;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openmmbg.openmm.system.Force;
import org.openmmbg.openmm.system.GbsaObcForce;
import org.openmmbg.openmm.system.NonbondedForce;
import org.openmmbg.systems.Topology;

/**
 * Generalised Born models with a surface-area term (ACE: Schaefer, Bartels and Karplus, J. Mol. Biol. 284, 835, 1998),
 * with the parameters of the Amber programs, as OpenMM 7.7 has them. Charges are those of the force field.
 */
public enum ImplicitSolvent {
    /** Hawkins, Cramer and Truhlar, Chem. Phys. Lett. 246, 122 (1995). */
    HCT("hct", GbRadii.MBONDI),
    /** Onufriev, Bashford and Case, Proteins 55, 383 (2004), model I. */
    OBC1("obc1", GbRadii.MBONDI2),
    /** Onufriev, Bashford and Case, Proteins 55, 383 (2004), model II. */
    OBC2("obc2", GbRadii.MBONDI2),
    /** Mongan, Simmerling, McCammon, Case and Onufriev, J. Chem. Theory Comput. 3, 156 (2007). */
    GBN("gbn", GbRadii.BONDI),
    /** Nguyen, Roe and Simmerling, J. Chem. Theory Comput. 9, 2020 (2013). */
    GBN2("gbn2", GbRadii.MBONDI3);

    /** Energy of the surface-area term, kJ/mol/nm²: 5.4 cal/mol/Å². */
    static final double SURFACE_AREA_ENERGY = 2.25936;

    static final double SOLVENT_DIELECTRIC = 78.5;

    /**
     * The Coulomb constant of OpenMM's formulas for these models over that of its library. Dividing the dielectric constants
     * by it gives the force of the library the energies of the formulas, of which totals may be small differences.
     */
    private static final double COULOMB_RATIO = 138.935485 / 138.93545764;

    private static final String FOLDER = "implicit/";

    private final String label;
    private final GbRadii radii;

    ImplicitSolvent(String label, GbRadii radii) {
        this.label = label;
        this.radii = radii;
    }

    /** Returns the name as a force field, such as {@code implicit/obc2}. */
    public String forceFieldName() {
        return FOLDER + label;
    }

    /** Returns the names of all, as {@link #named} takes them, separated by commas. */
    public static String names() {
        return Arrays.stream(values()).map(model -> model.label).collect(Collectors.joining(", "));
    }

    /** Returns the model of a name such as {@code obc2} or {@code OBC2}, or null if there is none. */
    public static @Nullable ImplicitSolvent named(String name) {
        for (ImplicitSolvent model : values()) {
            if (model.label.equals(name.toLowerCase(Locale.ROOT))) {
                return model;
            }
        }
        return null;
    }

    /** Returns the model's own radii and factors for the atoms of a molecule with its bonds. */
    public List<GbAtom> atoms(Topology topology) {
        GbScales scales = switch (this) {
            case HCT, OBC1, OBC2 -> GbScales.PAIRWISE;
            case GBN -> GbScales.NECK;
            case GBN2 -> GbScales.NECK_2;
        };
        List<List<Integer>> neighbours = topology.neighbours();
        List<GbAtom> atoms = new ArrayList<>();
        for (int i = 0; i < topology.atomCount(); i++) {
            atoms.add(scales.atom(topology, i, radii.of(topology, neighbours, i)));
        }
        return atoms;
    }

    /**
     * Makes the force. OBC2 without salt is OpenMM's own GBSAOBCForce, all else a CustomGBForce.
     *
     * @param charges elementary charges
     * @param atoms radii and factors, as {@link #atoms} gives them or from a file
     * @throws ForceFieldException if the nonbonded method or a radius does not suit the model
     */
    public Force force(List<Double> charges, List<GbAtom> atoms, NonbondedOptions nonbonded, SolventOptions solvent) {
        NonbondedForce.Method method = nonbonded.method();
        if (nonbonded.isPeriodic() && method != NonbondedForce.Method.CUTOFF_PERIODIC) {
            throw new ForceFieldException("implicit solvent does not go with the nonbonded method " + method
                    + "; no cutoff or a plain cutoff is needed");
        }
        if (this == OBC2 && solvent.kappa() == 0) {
            List<GbsaObcForce.Particle> particles = new ArrayList<>();
            for (int i = 0; i < atoms.size(); i++) {
                particles.add(new GbsaObcForce.Particle(
                        charges.get(i), atoms.get(i).radius(), atoms.get(i).scale()));
            }
            return new GbsaObcForce(
                    nonbonded.customMethod(),
                    nonbonded.cutoff(),
                    solvent.soluteDielectric() / COULOMB_RATIO,
                    solvent.solventDielectric(SOLVENT_DIELECTRIC) / COULOMB_RATIO,
                    SURFACE_AREA_ENERGY,
                    particles);
        }
        return new GbFormulas(this, nonbonded, solvent).force(charges, atoms);
    }
}
