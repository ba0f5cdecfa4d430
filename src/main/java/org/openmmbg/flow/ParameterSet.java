package org.openmmbg.flow;

import java.util.ArrayList;
import java.util.List;
import org.openmmbg.kernel.Matrix;
import org.openmmbg.kernel.Precision;

/** The trainable arrays of a flow, in the order in which its layers asked for them. */
public final class ParameterSet {
    private final Precision precision;
    private final List<Parameter> parameters = new ArrayList<>();
    private double rate = 1;

    /**
     * Makes an empty set.
     *
     * @param precision type of every array
     */
    public ParameterSet(Precision precision) {
        this.precision = precision;
    }

    /** Returns the type of every array. */
    public Precision precision() {
        return precision;
    }

    /**
     * Sets the factor on the learning rate of the arrays that are added from now on; 1 before.
     *
     * @param factor more than 0
     */
    public void setRate(double factor) {
        if (!(factor > 0) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException("a factor of " + factor + " on the learning rate: expected more than 0");
        }
        rate = factor;
    }

    /**
     * Adds an array of zeros.
     *
     * @throws IllegalArgumentException if the name is taken
     */
    public Parameter add(String name, int rows, int columns) {
        if (parameters.stream().anyMatch(p -> p.name().equals(name))) {
            throw new IllegalArgumentException("two parameters are called " + name);
        }
        Parameter parameter = new Parameter(name, parameters.size(), new Matrix(precision, rows, columns), rate);
        parameters.add(parameter);
        return parameter;
    }

    /** Returns the parameters, in order. */
    public List<Parameter> all() {
        return List.copyOf(parameters);
    }

    /** Returns the number of trainable numbers. */
    public int count() {
        return parameters.stream().mapToInt(p -> p.value().size()).sum();
    }
}
