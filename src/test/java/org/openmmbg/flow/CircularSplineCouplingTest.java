package org.openmmbg.flow;

import java.util.List;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

class CircularSplineCouplingTest extends BijectorContract {
    @Override
    protected Bijector create(ParameterSet parameters) {
        Coupling.Split split = new Coupling.Split(4, List.of(0, 2), List.of(1), List.of(3), 2);
        return Coupling.circularSpline(
                split,
                5,
                0.7,
                NetworkShape.dense(List.of(6)),
                parameters,
                "spline",
                new RandomStream(1, Purpose.TEST, 0));
    }

    @Override
    protected boolean periodic(int column) {
        return column != 1;
    }
}
