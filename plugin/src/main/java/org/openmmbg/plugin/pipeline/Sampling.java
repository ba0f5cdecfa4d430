package org.openmmbg.plugin.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.openmmbg.flow.BoltzmannGenerator;
import org.openmmbg.potential.ReducedPotential;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;
import org.openmmbg.training.WorkerPool;

/** Draws from a generator and weighs the draws, in blocks with a random stream each. */
final class Sampling {
    private static final int BLOCKS_AT_ONCE = 16;

    /** Random streams of one ensemble, more than any run has blocks. */
    private static final long ENSEMBLE_BLOCKS = 1L << 40;

    private final ReducedPotential potential;
    private final Target target;
    private final RunConfig.Sampling settings;
    private final long seed;
    private final long firstBlock;
    private final List<BoltzmannGenerator.Draws> draws = new ArrayList<>();

    /**
     * @param potential energies at the generator's temperature
     * @param ensemble number of the temperature: each has draws of its own
     */
    Sampling(BoltzmannGenerator generator, ReducedPotential potential, Target target, RunConfig config, int ensemble) {
        this.potential = potential;
        this.target = target;
        this.settings = config.sampling();
        this.seed = config.compute().seed();
        this.firstBlock = ensemble * ENSEMBLE_BLOCKS;
        for (int i = 0; i < BLOCKS_AT_ONCE; i++) {
            draws.add(generator.newDraws(settings.block()));
        }
    }

    /**
     * Draws samples.
     *
     * @param name what progress calls it
     * @param purpose what the draws are for: each has draws of its own
     * @param count how many
     * @throws StoppedException if the signal ended it; sampling starts anew when resumed
     */
    Samples run(String name, Purpose purpose, int count, WorkerPool workers, Progress progress, StopSignal stop) {
        int width = potential.dimension();
        Samples samples = new Samples(count, width);
        int atOnce = Math.multiplyExact(BLOCKS_AT_ONCE, settings.block());
        double[] positions = new double[Math.multiplyExact(atOnce, width)];
        double[] energies = new double[atOnce];
        boolean[] inside = new boolean[atOnce];
        progress.start(name, "draws", 0, count);
        for (int first = 0; first < count; first += atOnce) {
            if (stop.requested().isPresent()) {
                throw new StoppedException(stop.requested().get(), name + ", draw " + first);
            }
            int rows = Math.min(atOnce, count - first);
            int start = first;
            workers.run((rows + settings.block() - 1) / settings.block(), task -> {
                BoltzmannGenerator.Draws own = draws.get(task);
                int offset = task * settings.block();
                int ownRows = Math.min(settings.block(), rows - offset);
                long block = firstBlock + (long) start / settings.block() + task;
                own.draw(ownRows, new RandomStream(seed, purpose, block));
                System.arraycopy(own.positions(), 0, positions, offset * width, ownRows * width);
                for (int i = 0; i < ownRows; i++) {
                    samples.logDensities()[start + offset + i] = own.logDensityOfPositions(i);
                    inside[offset + i] = own.inside()[i];
                }
            });
            potential.evaluate(rows, positions, energies, null);
            System.arraycopy(positions, 0, samples.positions(), first * width, rows * width);
            System.arraycopy(energies, 0, samples.energies(), first, rows);
            for (int row = 0; row < rows; row++) {
                samples.weigh(first + row, reason(positions, row * width, inside[row]));
            }
            progress.update(first + rows, "");
        }
        progress.finish();
        return samples;
    }

    private Samples.Reason reason(double[] positions, int offset, boolean inside) {
        return inside ? target.judge(positions, offset) : Samples.Reason.OUTSIDE_DOMAIN;
    }
}
