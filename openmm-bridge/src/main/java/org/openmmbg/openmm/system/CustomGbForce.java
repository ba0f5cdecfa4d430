package org.openmmbg.openmm.system;

import java.util.List;

/**
 * Many-body interactions in the way of generalised Born models: values computed for each particle, one after the other,
 * and energy terms that use them.
 *
 * @param parameters what the expressions may name; those of each item are each particle's
 * @param method how the interaction is cut off
 * @param cutoff cutoff distance, nm; unused without a cutoff
 * @param values the computed values, each of which may use those before it
 * @param energies the energy terms
 * @param particles values of the parameters of each particle, in order
 * @param exclusions pairs left out where a term heeds exclusions
 */
public record CustomGbForce(
        CustomParameters parameters,
        CutoffMethod method,
        double cutoff,
        List<ComputedValue> values,
        List<EnergyTerm> energies,
        List<List<Double>> particles,
        List<ParticlePair> exclusions)
        implements Force {
    public CustomGbForce {
        values = List.copyOf(values);
        energies = List.copyOf(energies);
        particles = particles.stream().map(List::copyOf).toList();
        exclusions = List.copyOf(exclusions);
    }

    @Override
    public boolean periodic() {
        return method == CutoffMethod.CUTOFF_PERIODIC;
    }

    @Override
    public String openMmName() {
        return "CustomGBForce";
    }

    @Override
    public <R> R accept(ForceVisitor<R> visitor) {
        return visitor.visit(this);
    }

    /** Over what an expression is summed. */
    public enum Sum {
        /**
         * Each particle: names of parameters and values as they are, and x, y, z. In a periodic box the coordinates are
         * those given on the Reference platform, and those of the image in the box on the CPU platform.
         */
        SINGLE_PARTICLE(0),
        /** Each pair: names with the suffixes 1 and 2, and the distance r; pairs excluded are left out. */
        PARTICLE_PAIR(1),
        /** Each pair, as above, pairs excluded too. */
        PARTICLE_PAIR_NO_EXCLUSIONS(2);

        private final int number;

        Sum(int number) {
            this.number = number;
        }

        /** Returns the number in the C API and in System XML. */
        public int number() {
            return number;
        }
    }

    /**
     * A value computed for each particle.
     *
     * @param name its name in later expressions
     * @param expression the expression
     * @param sum what it is summed over: pairs in the first value, each particle in the others
     */
    public record ComputedValue(String name, String expression, Sum sum) {}

    /**
     * A part of the energy.
     *
     * @param expression the expression, kJ/mol
     * @param sum what it is summed over
     */
    public record EnergyTerm(String expression, Sum sum) {}
}
