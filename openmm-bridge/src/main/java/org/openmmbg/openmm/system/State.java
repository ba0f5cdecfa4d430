package org.openmmbg.openmm.system;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An OpenMM State as plain data: what a simulation is at one time. What was not saved is empty.
 *
 * @param time ps
 * @param stepCount number of steps taken; 0 when it is not known (before OpenMM 7.7)
 * @param boxVectors the three periodic box vectors, nm, row-major [3, 3]
 * @param positions nm, [3N], or empty
 * @param velocities nm/ps, [3N], or empty
 * @param forces kJ/mol/nm, [3N], or empty
 * @param parameters values of the Context's global parameters by name, or empty
 * @param energies the energies, or null
 */
public record State(
        double time,
        long stepCount,
        List<Double> boxVectors,
        List<Double> positions,
        List<Double> velocities,
        List<Double> forces,
        Map<String, Double> parameters,
        @Nullable Energies energies) {

    private static final int BOX_NUMBERS = 9;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /**
     * Copies its arguments.
     *
     * @throws SystemSpecException if the lengths do not fit each other, a number is not finite, or a parameter's name is
     *     none that an expression could use
     */
    public State {
        boxVectors = List.copyOf(boxVectors);
        positions = List.copyOf(positions);
        velocities = List.copyOf(velocities);
        forces = List.copyOf(forces);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        if (boxVectors.size() != BOX_NUMBERS) {
            throw new SystemSpecException(
                    "State: " + boxVectors.size() + " numbers of box vectors, but three vectors have " + BOX_NUMBERS);
        }
        requireFinite("time", List.of(time));
        requireFinite("box vector", boxVectors);
        requireFinite("position", positions);
        requireFinite("velocity", velocities);
        requireFinite("force", forces);
        for (Map.Entry<String, Double> parameter : parameters.entrySet()) {
            if (!NAME.matcher(parameter.getKey()).matches()) {
                throw new SystemSpecException("State: a parameter cannot be named \"" + parameter.getKey() + "\"");
            }
            requireFinite("parameter " + parameter.getKey(), List.of(parameter.getValue()));
        }
        int size = Math.max(positions.size(), Math.max(velocities.size(), forces.size()));
        requireSize("positions", positions, size);
        requireSize("velocities", velocities, size);
        requireSize("forces", forces, size);
        if (energies != null) {
            requireFinite("energy", List.of(energies.potential(), energies.kinetic()));
        }
    }

    /** Returns the positions as a new array, nm, [3N], or empty. */
    public double[] positionArray() {
        return array(positions);
    }

    /** Returns the velocities as a new array, nm/ps, [3N], or empty. */
    public double[] velocityArray() {
        return array(velocities);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void requireFinite(String what, List<Double> values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new SystemSpecException("State: " + what + " = " + value + ", but a finite number is needed");
            }
        }
    }

    private static void requireSize(String what, List<Double> values, int size) {
        if (values.size() % 3 != 0 || (!values.isEmpty() && values.size() != size)) {
            throw new SystemSpecException("State: " + values.size() + " components of " + what
                    + ", but three for each particle are needed, of as many particles as elsewhere");
        }
    }

    /**
     * Energies of the whole System.
     *
     * @param potential kJ/mol
     * @param kinetic kJ/mol
     */
    public record Energies(double potential, double kinetic) {}
}
