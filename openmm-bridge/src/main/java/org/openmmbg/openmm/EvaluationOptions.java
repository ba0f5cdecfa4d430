package org.openmmbg.openmm;

import java.util.function.BooleanSupplier;

/**
 * What a call of {@link BatchEvaluator#evaluate(int, double[], double[], double[], EvaluationStatus[],
 * EvaluationOptions)} heeds besides its arrays.
 *
 * @param forceGroups the force groups that count, bit g for group g, as the System gives them
 * @param cancelled asked before each configuration, by several threads at once: true to give up the rest
 */
public record EvaluationOptions(int forceGroups, BooleanSupplier cancelled) {
    /** Every force group. */
    public static final int ALL_GROUPS = -1;

    /** All forces, never cancelled. */
    public static final EvaluationOptions DEFAULT = new EvaluationOptions(ALL_GROUPS, () -> false);

    /** Returns these options with other force groups. */
    public EvaluationOptions withForceGroups(int groups) {
        return new EvaluationOptions(groups, cancelled);
    }

    /** Returns these options with another way to cancel. */
    public EvaluationOptions withCancelled(BooleanSupplier supplier) {
        return new EvaluationOptions(forceGroups, supplier);
    }
}
