package org.openmmbg.systems.forcefield;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a force field leaves open about a System; made by a {@link Builder}.
 *
 * @param nonbonded how interactions between all pairs are treated
 * @param solvent parameters of an implicit solvent, if there is one
 * @param constraints which bonds and angles are constrained
 * @param flexibleConstraints whether constrained bonds and angles keep their forces
 * @param rigidWater whether water is rigid whatever the constraints; null for the water model's choice
 * @param hydrogenMass mass of hydrogens bound to heavy atoms, amu, taken from those; 0 to leave masses alone
 * @param removeCmMotion whether the force that takes out the motion of the centre of mass is added
 * @param boxVectors periodic box, nm, row-major [3, 3]; empty when there is none
 * @param residueTemplates names of the templates of residues, by index, where several fit
 * @param ignoreExternalBonds whether bonds between residues need not fit the templates
 */
public record SystemOptions(
        NonbondedOptions nonbonded,
        SolventOptions solvent,
        Constraints constraints,
        boolean flexibleConstraints,
        @Nullable Boolean rigidWater,
        double hydrogenMass,
        boolean removeCmMotion,
        List<Double> boxVectors,
        Map<Integer, String> residueTemplates,
        boolean ignoreExternalBonds) {

    /** No cutoff, no constraints, no centre-of-mass motion removal; all else as the force field has it. */
    public static final SystemOptions DEFAULTS = builder().build();

    public SystemOptions {
        boxVectors = List.copyOf(boxVectors);
        residueTemplates = Map.copyOf(residueTemplates);
        if (!(hydrogenMass >= 0) || Double.isInfinite(hydrogenMass)) {
            throw new IllegalArgumentException("hydrogen mass = " + hydrogenMass + " amu; 0 or more is needed");
        }
    }

    /** Returns a builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects options. */
    public static final class Builder {
        private NonbondedOptions nonbonded = NonbondedOptions.NO_CUTOFF;
        private SolventOptions solvent = SolventOptions.DEFAULTS;
        private Constraints constraints = Constraints.NONE;
        private boolean flexibleConstraints;
        private @Nullable Boolean rigidWater;
        private double hydrogenMass;
        private boolean removeCmMotion;
        private List<Double> boxVectors = List.of();
        private Map<Integer, String> residueTemplates = Map.of();
        private boolean ignoreExternalBonds;

        private Builder() {}

        public Builder nonbonded(NonbondedOptions value) {
            nonbonded = value;
            return this;
        }

        public Builder solvent(SolventOptions value) {
            solvent = value;
            return this;
        }

        public Builder constraints(Constraints value) {
            constraints = value;
            return this;
        }

        public Builder flexibleConstraints(boolean value) {
            flexibleConstraints = value;
            return this;
        }

        public Builder rigidWater(boolean value) {
            rigidWater = value;
            return this;
        }

        public Builder hydrogenMass(double value) {
            hydrogenMass = value;
            return this;
        }

        public Builder removeCmMotion(boolean value) {
            removeCmMotion = value;
            return this;
        }

        public Builder boxVectors(List<Double> value) {
            boxVectors = value;
            return this;
        }

        public Builder residueTemplates(Map<Integer, String> value) {
            residueTemplates = value;
            return this;
        }

        public Builder ignoreExternalBonds(boolean value) {
            ignoreExternalBonds = value;
            return this;
        }

        /** Returns the options. */
        public SystemOptions build() {
            return new SystemOptions(
                    nonbonded,
                    solvent,
                    constraints,
                    flexibleConstraints,
                    rigidWater,
                    hydrogenMass,
                    removeCmMotion,
                    boxVectors,
                    residueTemplates,
                    ignoreExternalBonds);
        }
    }
}
