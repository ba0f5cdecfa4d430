package org.openmmbg.openmm.system;

import java.util.List;

/**
 * An interaction between all pairs of particles, an expression of the distance {@code r}, nm, and of the parameters of
 * both particles, named with the suffixes 1 and 2.
 *
 * @param energy the expression, kJ/mol, symmetric in the particles
 * @param parameters what the expression may name; those of each item are each particle's
 * @param method how the interaction is cut off
 * @param cutoff cutoff distance, nm; unused without a cutoff
 * @param switchingDistance distance at which the switching function sets in, nm; negative when there is none
 * @param longRangeCorrection whether the interaction beyond the cutoff is added as for a homogeneous system (periodic
 *     systems only)
 * @param particles values of the parameters of each particle, in order
 * @param exclusions pairs that do not interact
 * @param groups pairs of groups that interact; when there are none, all pairs do
 */
public record CustomNonbondedForce(
        String energy,
        CustomParameters parameters,
        CutoffMethod method,
        double cutoff,
        double switchingDistance,
        boolean longRangeCorrection,
        List<List<Double>> particles,
        List<ParticlePair> exclusions,
        List<InteractionGroup> groups)
        implements Force {
    public CustomNonbondedForce {
        particles = particles.stream().map(List::copyOf).toList();
        exclusions = List.copyOf(exclusions);
        groups = List.copyOf(groups);
    }

    @Override
    public boolean periodic() {
        return method == CutoffMethod.CUTOFF_PERIODIC;
    }

    @Override
    public String openMmName() {
        return "CustomNonbondedForce";
    }

    @Override
    public <R> R accept(ForceVisitor<R> visitor) {
        return visitor.visit(this);
    }

    /**
     * Particles of one set interact with those of the other, and with no more of this force.
     *
     * @param set1 indices of the first set, each once
     * @param set2 indices of the second set, each once
     */
    public record InteractionGroup(List<Integer> set1, List<Integer> set2) {
        public InteractionGroup {
            set1 = List.copyOf(set1);
            set2 = List.copyOf(set2);
        }
    }
}
