package org.openmmbg.flow;

import org.openmmbg.kernel.Matrix;

/**
 * One trainable array of a flow.
 *
 * @param name unique in its {@link ParameterSet}, such as {@code torsion.3.net.weight0}
 * @param index position in its {@link ParameterSet}
 * @param value the array; training modifies it in place
 * @param rate factor on the learning rate, for this array
 */
public record Parameter(String name, int index, Matrix value, double rate) {}
