package org.openmmbg.hybrid;

import java.util.ArrayList;
import java.util.List;
import org.openmmbg.coordinates.IdentityMap;
import org.openmmbg.coordinates.UnboundedDomain;
import org.openmmbg.flow.BaseDistribution;
import org.openmmbg.flow.Bijector;
import org.openmmbg.flow.BoltzmannGenerator;
import org.openmmbg.flow.Coupling;
import org.openmmbg.flow.Flow;
import org.openmmbg.flow.NetworkShape;
import org.openmmbg.flow.ParameterSet;
import org.openmmbg.flow.Whitening;
import org.openmmbg.kernel.Precision;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

/** Small generators in the plane. */
final class PlaneGenerators {
    private PlaneGenerators() {}

    /**
     * Returns spline couplings of both coordinates in turn and a fixed normal distribution that they start from.
     *
     * @param mean of the normal distribution
     * @param spread its standard deviation in both coordinates
     */
    static BoltzmannGenerator spline(long seed, double[] mean, double spread) {
        ParameterSet parameters = new ParameterSet(Precision.FLOAT64);
        RandomStream random = new RandomStream(seed, Purpose.TEST, 1000);
        List<Bijector> layers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            layers.add(Coupling.spline(
                    new Coupling.Split(2, List.of(i % 2), List.of(1 - i % 2), List.of(), 1),
                    16,
                    4,
                    NetworkShape.dense(List.of(32)),
                    parameters,
                    "c" + i,
                    random));
        }
        double variance = spread * spread;
        layers.add(new Whitening(2, new int[] {0, 1}, mean, new double[] {variance, 0, 0, variance}));
        Flow flow = new Flow(new BaseDistribution(new boolean[2]), parameters, layers);
        return new BoltzmannGenerator(flow, new IdentityMap(2), new UnboundedDomain(2));
    }
}
