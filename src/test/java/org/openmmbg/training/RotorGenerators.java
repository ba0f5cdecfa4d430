package org.openmmbg.training;

import java.util.List;
import org.openmmbg.coordinates.InternalCoordinates;
import org.openmmbg.coordinates.InternalDomain;
import org.openmmbg.coordinates.ThreeFoldRotor;
import org.openmmbg.coordinates.TorsionRange;
import org.openmmbg.flow.BoltzmannGenerator;
import org.openmmbg.flow.FlowArchitecture;
import org.openmmbg.kernel.Precision;

/** Small generators of the free rotor. */
final class RotorGenerators {
    /** Standard deviations of its coordinates, nm and radians; 1 for the torsion. */
    static final double[] SCALES = {0.003, 0.003, 0.003, 0.08, 0.08, 1};

    private RotorGenerators() {}

    /**
     * Makes an untrained one.
     *
     * @param examples internal vectors, [frames, 6]. Not modified.
     */
    static BoltzmannGenerator of(
            FlowArchitecture architecture, double[] examples, int frames, Precision precision, long seed) {
        InternalCoordinates coordinates = new InternalCoordinates(ThreeFoldRotor.Z_MATRIX);
        InternalDomain domain = new InternalDomain(coordinates, List.of(TorsionRange.periodic()));
        return architecture.build(coordinates, domain, examples, frames, precision, seed);
    }
}
