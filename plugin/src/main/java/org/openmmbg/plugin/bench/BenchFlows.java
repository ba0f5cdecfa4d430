package org.openmmbg.plugin.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.openmmbg.flow.BaseDistribution;
import org.openmmbg.flow.Bijector;
import org.openmmbg.flow.BoltzmannGenerator;
import org.openmmbg.flow.Coupling;
import org.openmmbg.flow.Flow;
import org.openmmbg.flow.NetworkShape;
import org.openmmbg.flow.ParameterSet;
import org.openmmbg.kernel.Activation;
import org.openmmbg.kernel.Precision;
import org.openmmbg.plugin.pipeline.DefaultGenerator;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;
import org.openmmbg.systems.MolecularSystem;
import org.openmmbg.systems.SystemRegistry;
import org.openmmbg.systems.trajectory.Frames;

/** The flows that speeds are compared with other programs on. */
final class BenchFlows {
    private static final int DIMENSION = 60;
    private static final int SEEDS = 100;

    private BenchFlows() {}

    /** RealNVP: 8 couplings of every other column, networks of their own for scale and shift, 30 → 128 → 128 → 30. */
    static Flow realNvp() {
        NetworkShape shape = new NetworkShape.Dense(List.of(128, 128), Activation.TANH);
        ParameterSet parameters = new ParameterSet(Precision.FLOAT32);
        RandomStream random = new RandomStream(0, Purpose.INITIAL_WEIGHTS, 0);
        List<Bijector> layers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Coupling.Split split = new Coupling.Split(DIMENSION, columns(i), columns(i + 1), List.of(), 1);
            layers.add(Coupling.affineOfTwo(split, shape, parameters, "coupling." + i, random));
        }
        return new Flow(new BaseDistribution(new boolean[DIMENSION]), parameters, layers);
    }

    /**
     * The shape of the spline flow of Midgley et al. 2023 (arXiv 2208.01893): 12 circular couplings of 8 bins, each with
     * one residual block of 256.
     */
    static Flow circularSpline() {
        NetworkShape shape = new NetworkShape.Residual(256, 1, Activation.ALGEBRAIC_SILU);
        ParameterSet parameters = new ParameterSet(Precision.FLOAT32);
        RandomStream random = new RandomStream(0, Purpose.INITIAL_WEIGHTS, 0);
        List<Bijector> layers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Coupling.Split split = new Coupling.Split(DIMENSION, columns(i), List.of(), columns(i + 1), 1);
            double seam = Math.PI * (2 * random.nextDouble() - 1);
            layers.add(Coupling.circularSpline(split, 8, seam, shape, parameters, "coupling." + i, random));
        }
        boolean[] periodic = new boolean[DIMENSION];
        Arrays.fill(periodic, true);
        return new Flow(new BaseDistribution(periodic), parameters, layers);
    }

    /** The flow of the generator that a run of alanine dipeptide makes by default. */
    static Flow dipeptide() {
        return generator(SystemRegistry.builtIn().load("alanine-dipeptide")).flow();
    }

    /** The generator that a run of a molecule makes by default, untrained. */
    static BoltzmannGenerator generator(MolecularSystem system) {
        double[] structure = system.referencePositions();
        Frames seeds = new Frames(structure.length / 3, SEEDS, Configurations.around(structure, SEEDS), null);
        return DefaultGenerator.of(system, seeds, 0);
    }

    /** Every other column, the even ones for an even layer. */
    private static List<Integer> columns(int layer) {
        return IntStream.range(0, DIMENSION)
                .filter(column -> column % 2 == layer % 2)
                .boxed()
                .toList();
    }
}
