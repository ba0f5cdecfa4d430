package org.openmmbg.plugin.pipeline;

import java.util.Arrays;
import org.openmmbg.coordinates.CoordinateMap;
import org.openmmbg.coordinates.Domain;
import org.openmmbg.coordinates.InternalCoordinates;
import org.openmmbg.coordinates.InternalDomain;
import org.openmmbg.flow.BoltzmannGenerator;
import org.openmmbg.flow.FlowArchitecture;
import org.openmmbg.flow.Tape;
import org.openmmbg.kernel.Precision;
import org.openmmbg.potential.ReducedPotential;
import org.openmmbg.systems.InternalLayout;
import org.openmmbg.systems.MixedLayout;
import org.openmmbg.systems.MolecularSystem;
import org.openmmbg.training.ExampleSet;

/** Seeds in the coordinates that the flow maps to, and the generator fitted to their scale. */
final class GeneratorFactory {
    /** Seeds whose density is computed at once. */
    private static final int BLOCK = 512;

    private final CoordinateMap coordinates;
    private final Domain domain;
    private final SeedSet seeds;
    private final double[] internal;

    /** Converts seeds to the molecule's internal coordinates, on its domain. */
    GeneratorFactory(InternalLayout layout, SeedSet seeds) {
        this(new InternalCoordinates(layout.zMatrix()), layout, seeds);
    }

    private GeneratorFactory(InternalCoordinates coordinates, InternalLayout layout, SeedSet seeds) {
        this(coordinates, new InternalDomain(coordinates, layout.torsions()), seeds);
    }

    /** Converts seeds to the coordinates that the molecule's generator works in. */
    static GeneratorFactory of(MolecularSystem system, SeedSet seeds) {
        MixedLayout mixed = system.mixedLayout();
        if (mixed == null) {
            return new GeneratorFactory(system.layout(), seeds);
        }
        ProteinCoordinates fitted =
                ProteinCoordinates.fit(mixed, system.referencePositions(), seeds.count(), seeds.positions());
        return new GeneratorFactory(fitted.coordinates(), fitted.domain(), seeds);
    }

    /** Converts seeds to coordinates, on their domain. */
    GeneratorFactory(CoordinateMap coordinates, Domain domain, SeedSet seeds) {
        this.coordinates = coordinates;
        this.domain = domain;
        this.seeds = seeds;
        int n = coordinates.dimension();
        internal = new double[seeds.count() * n];
        coordinates.toInternal(0, seeds.count(), seeds.positions(), internal, null);
        for (int frame = 0; frame < seeds.count(); frame++) {
            domain.wrap(internal, frame * n);
        }
    }

    BoltzmannGenerator build(RunConfig.Network network, long seed) {
        FlowArchitecture architecture = new FlowArchitecture(
                network.torsionCouplings(),
                network.torsionHidden(),
                network.torsionRate(),
                network.bins(),
                network.restCouplings(),
                network.restHidden(),
                network.harmonics());
        return architecture.build(coordinates, domain, internal, seeds.count(), Precision.FLOAT32, seed);
    }

    /** Returns u at the seeds, as their coordinates hold them, kT, [seeds]; NaN where it failed. */
    double[] energies(ReducedPotential potential) {
        int count = seeds.count();
        double[] energies = new double[count];
        double[] positions = new double[seeds.positions().length];
        coordinates.toCartesian(0, count, internal, positions, null);
        potential.evaluate(count, positions, energies, null);
        return energies;
    }

    /**
     * Returns log-weights of the seeds by the formula of draws, −u − log q; −∞ for those outside the domain and for examples
     * of weight 0.
     *
     * @param energies u at the seeds, kT. Not modified.
     */
    double[] logWeights(BoltzmannGenerator generator, double[] energies) {
        int n = coordinates.dimension();
        int block = Math.min(BLOCK, seeds.count());
        Tape tape = generator.flow().newTape(block);
        double[] q = new double[block * n];
        double[] latent = new double[q.length];
        double[] positions = new double[block * coordinates.cartesianDimension()];
        double[] logDensity = new double[block];
        double[] logJacobian = new double[block];
        double[] logWeights = new double[seeds.count()];
        double[] weights = seeds.weights();
        for (int first = 0; first < seeds.count(); first += block) {
            int rows = Math.min(block, seeds.count() - first);
            System.arraycopy(internal, first * n, q, 0, rows * n);
            generator.flow().logDensity(tape, rows, q, latent, logDensity);
            Arrays.fill(logJacobian, 0);
            coordinates.toCartesian(0, rows, q, positions, logJacobian);
            for (int row = 0; row < rows; row++) {
                boolean counts = domain.contains(q, row * n) && (weights == null || weights[first + row] > 0);
                logWeights[first + row] = counts
                        ? -energies[first + row] - (logDensity[row] - logJacobian[row])
                        : Double.NEGATIVE_INFINITY;
            }
        }
        return logWeights;
    }

    /**
     * Returns the seeds as examples.
     *
     * @param energies u at them, kT. Not modified.
     */
    ExampleSet examples(double[] energies) {
        int count = seeds.count();
        double[] logTarget = new double[count];
        coordinates.toCartesian(0, count, internal, new double[seeds.positions().length], logTarget);
        for (int frame = 0; frame < count; frame++) {
            logTarget[frame] = domain.contains(internal, frame * coordinates.dimension())
                    ? logTarget[frame] - energies[frame]
                    : Double.NaN;
        }
        return new ExampleSet(coordinates.dimension(), count, internal, null, seeds.weights()).withLogTarget(logTarget);
    }

    /** Returns the standard deviation of each internal coordinate over the seeds; 1 for periodic torsions. */
    double[] scales() {
        int n = coordinates.dimension();
        double[] scales = new double[n];
        for (int column = 0; column < n; column++) {
            if (domain.isPeriodic(column)) {
                scales[column] = 1;
                continue;
            }
            double sum = 0;
            double squares = 0;
            for (int frame = 0; frame < seeds.count(); frame++) {
                double value = internal[frame * n + column];
                sum += value / seeds.count();
            }
            for (int frame = 0; frame < seeds.count(); frame++) {
                double deviation = internal[frame * n + column] - sum;
                squares += deviation * deviation / seeds.count();
            }
            scales[column] = Math.sqrt(squares);
        }
        return scales;
    }
}
