package org.openmmbg.systems.forcefield;

import org.jspecify.annotations.Nullable;
import org.openmmbg.openmm.system.CutoffMethod;
import org.openmmbg.openmm.system.NonbondedForce;

/**
 * How interactions between all pairs are treated.
 *
 * @param method how long-range interactions are treated
 * @param cutoff cutoff distance, nm; unused without a cutoff
 * @param switchingDistance where the Lennard-Jones switching function sets in, nm; negative for none
 * @param ewaldErrorTolerance tolerance of Ewald and PME
 * @param dispersionCorrection whether the long-range dispersion correction is added; null for the force field's choice
 */
public record NonbondedOptions(
        NonbondedForce.Method method,
        double cutoff,
        double switchingDistance,
        double ewaldErrorTolerance,
        @Nullable Boolean dispersionCorrection) {

    private static final double DEFAULT_CUTOFF = 1.0;
    private static final double DEFAULT_EWALD_TOLERANCE = 5e-4;

    /** All pairs, without a cutoff. */
    public static final NonbondedOptions NO_CUTOFF = cutoff(NonbondedForce.Method.NO_CUTOFF, DEFAULT_CUTOFF);

    /** Makes options without a switching function, with OpenMM's default tolerance. */
    public static NonbondedOptions cutoff(NonbondedForce.Method method, double cutoff) {
        return new NonbondedOptions(method, cutoff, -1, DEFAULT_EWALD_TOLERANCE, null);
    }

    /** Returns whether the method repeats the molecule in a box. */
    public boolean isPeriodic() {
        return customMethod() == CutoffMethod.CUTOFF_PERIODIC;
    }

    /** Returns the method of forces other than NonbondedForce that goes with the method. */
    CutoffMethod customMethod() {
        return switch (method) {
            case NO_CUTOFF -> CutoffMethod.NO_CUTOFF;
            case CUTOFF_NON_PERIODIC -> CutoffMethod.CUTOFF_NON_PERIODIC;
            case CUTOFF_PERIODIC, EWALD, PME, LJPME -> CutoffMethod.CUTOFF_PERIODIC;
        };
    }
}
