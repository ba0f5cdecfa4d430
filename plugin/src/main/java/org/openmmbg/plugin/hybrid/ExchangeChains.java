package org.openmmbg.plugin.hybrid;

import org.openmmbg.hybrid.GeneratorMap;
import org.openmmbg.hybrid.LearnedExchange;
import org.openmmbg.plugin.pipeline.TrainedRun;
import org.openmmbg.plugin.pipeline.UsageException;
import org.openmmbg.plugin.pipeline.WalkerStore;
import org.openmmbg.training.Checkpoint;

/**
 * Pairs of walkers, one at the run's temperature and one at a hotter run's, that swap through the map between the two runs'
 * generators. Both are confined to the target ensemble. Results are of the colder.
 */
final class ExchangeChains implements Chains {
    private final TrainedRun hot;
    private final TrainedRun cold;
    private final HybridSettings settings;
    private final LearnedExchange exchange;
    private LearnedExchange.Pairs pairs;

    /**
     * Makes them.
     *
     * @throws UsageException if the runs are not of one System at two temperatures
     */
    ExchangeChains(TrainedRun cold, TrainedRun hot, HybridSettings settings) {
        String own = cold.provenance(0).forcefieldHash();
        if (!hot.provenance(0).forcefieldHash().equals(own)) {
            throw new UsageException("--hot: the run is of another System; expected the same at a higher temperature");
        }
        if (!(hot.system().temperature() > cold.system().temperature())) {
            throw new UsageException("--hot: the run is at " + hot.system().temperature() + " K; expected above "
                    + cold.system().temperature() + " K, the temperature of RUN");
        }
        if (hot.config().system().allowCis() != cold.config().system().allowCis()) {
            throw new UsageException(
                    "--hot: one run counts cis peptide bonds and the other does not; expected one rule");
        }
        this.hot = hot;
        this.cold = cold;
        this.settings = settings;
        exchange = new LearnedExchange(
                RunDynamics.of(hot, settings.seed()),
                RunDynamics.of(cold, settings.seed()),
                cold::accepts,
                new GeneratorMap(hot.generator(), cold.generator(), cold::canonicalise),
                settings.segmentSteps(),
                settings.seed());
        pairs = exchange.start(1, RunDynamics.starts(hot, 1), RunDynamics.starts(cold, 1));
    }

    @Override
    public String method() {
        return "learned exchange with " + hot.system().temperature() + " K";
    }

    @Override
    public String moves() {
        return "swaps";
    }

    @Override
    public void start() {
        int count = settings.walkers();
        pairs = exchange.start(count, RunDynamics.starts(hot, count), RunDynamics.starts(cold, count));
    }

    @Override
    public void load(Checkpoint checkpoint) {
        pairs = new LearnedExchange.Pairs(
                WalkerStore.load(checkpoint, "exchange.hot"),
                WalkerStore.load(checkpoint, "exchange.cold"),
                checkpoint.integer("exchange.cycle"),
                checkpoint.integer("exchange.swaps"),
                checkpoint.integer("exchange.accepted_swaps"),
                checkpoint.integer("exchange.refused_segments"),
                checkpoint.integer("exchange.mapped_evaluations"));
    }

    @Override
    public void save(Checkpoint.Builder checkpoint) {
        WalkerStore.save(checkpoint, "exchange.hot", pairs.a());
        WalkerStore.save(checkpoint, "exchange.cold", pairs.b());
        checkpoint.put("exchange.cycle", Long.toString(pairs.cycle()));
        checkpoint.put("exchange.swaps", Long.toString(pairs.swaps()));
        checkpoint.put("exchange.accepted_swaps", Long.toString(pairs.acceptedSwaps()));
        checkpoint.put("exchange.refused_segments", Long.toString(pairs.refusedSegments()));
        checkpoint.put("exchange.mapped_evaluations", Long.toString(pairs.mappedEvaluations()));
    }

    @Override
    public void advance() {
        exchange.run(pairs, 1, () -> {});
    }

    @Override
    public long cycle() {
        return pairs.cycle();
    }

    @Override
    public double[] positions() {
        return pairs.b().positions();
    }

    @Override
    public double acceptance() {
        return (double) pairs.acceptedSwaps() / pairs.swaps();
    }

    @Override
    public double dynamicsAcceptance() {
        return pairs.b().acceptanceRatio();
    }

    @Override
    public long refusedSegments() {
        return pairs.refusedSegments();
    }

    @Override
    public long failedProposals() {
        return 0;
    }

    @Override
    public long evaluations() {
        return pairs.a().evaluations() + pairs.b().evaluations() + pairs.mappedEvaluations();
    }

    @Override
    public long mdSteps() {
        return pairs.a().walkerSteps() + pairs.b().walkerSteps();
    }
}
