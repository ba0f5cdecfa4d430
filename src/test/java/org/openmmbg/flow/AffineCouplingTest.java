package org.openmmbg.flow;

import java.util.List;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

class AffineCouplingTest extends BijectorContract {
    @Override
    protected Bijector create(ParameterSet parameters) {
        Coupling.Split split = new Coupling.Split(5, List.of(0, 3), List.of(1), List.of(4), 2);
        return Coupling.affine(
                split, NetworkShape.dense(List.of(6, 5)), parameters, "affine", new RandomStream(1, Purpose.TEST, 0));
    }

    @Override
    protected boolean periodic(int column) {
        return column == 4;
    }
}
