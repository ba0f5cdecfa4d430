package org.openmmbg.flow;

import java.util.List;
import org.openmmbg.kernel.Activation;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

class AffineOfTwoCouplingTest extends BijectorContract {
    @Override
    protected Bijector create(ParameterSet parameters) {
        Coupling.Split split = new Coupling.Split(4, List.of(0, 3), List.of(1, 2), List.of(), 1);
        NetworkShape shape = new NetworkShape.Dense(List.of(5), Activation.TANH);
        return Coupling.affineOfTwo(split, shape, parameters, "affine", new RandomStream(1, Purpose.TEST, 0));
    }

    @Override
    protected boolean periodic(int column) {
        return false;
    }
}
