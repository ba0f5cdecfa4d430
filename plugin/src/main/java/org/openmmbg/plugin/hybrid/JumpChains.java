package org.openmmbg.plugin.hybrid;

import java.util.Arrays;
import org.openmmbg.hybrid.FlowProposal;
import org.openmmbg.hybrid.HybridChain;
import org.openmmbg.hybrid.HybridSampler;
import org.openmmbg.plugin.pipeline.TrainedRun;
import org.openmmbg.plugin.pipeline.WalkerStore;
import org.openmmbg.training.Checkpoint;

/** Segments of dynamics and jumps to draws of the run's generator. */
final class JumpChains implements Chains {
    private final TrainedRun run;
    private final HybridSettings settings;
    private final HybridSampler sampler;
    private HybridChain chain;

    JumpChains(TrainedRun run, HybridSettings settings) {
        this.run = run;
        this.settings = settings;
        sampler = new HybridSampler(
                RunDynamics.of(run, settings.seed()),
                run::accepts,
                new FlowProposal(run.generator(), run::canonicalise),
                settings.segmentSteps(),
                settings.seed());
        chain = sampler.start(1, RunDynamics.starts(run, 1));
    }

    @Override
    public String method() {
        return "jumps";
    }

    @Override
    public String moves() {
        return "jumps";
    }

    @Override
    public void start() {
        chain = sampler.start(settings.walkers(), RunDynamics.starts(run, settings.walkers()));
    }

    @Override
    public void load(Checkpoint checkpoint) {
        chain = new HybridChain(
                WalkerStore.load(checkpoint, "hybrid.walkers"),
                WalkerStore.counts(checkpoint, "hybrid.jumps"),
                WalkerStore.counts(checkpoint, "hybrid.accepted_jumps"),
                WalkerStore.counts(checkpoint, "hybrid.refused_segments"),
                checkpoint.integer("hybrid.cycle"),
                checkpoint.integer("hybrid.proposal_evaluations"),
                checkpoint.integer("hybrid.failed_proposals"));
    }

    @Override
    public void save(Checkpoint.Builder checkpoint) {
        checkpoint.put("hybrid.cycle", Long.toString(chain.cycle()));
        checkpoint.put("hybrid.proposal_evaluations", Long.toString(chain.proposalEvaluations()));
        checkpoint.put("hybrid.failed_proposals", Long.toString(chain.failedProposals()));
        WalkerStore.save(checkpoint, "hybrid.walkers", chain.walkers());
        WalkerStore.counts(checkpoint, "hybrid.jumps", chain.jumps());
        WalkerStore.counts(checkpoint, "hybrid.accepted_jumps", chain.acceptedJumps());
        WalkerStore.counts(checkpoint, "hybrid.refused_segments", chain.refusedSegments());
    }

    @Override
    public void advance() {
        sampler.run(chain, 1, now -> {});
    }

    @Override
    public long cycle() {
        return chain.cycle();
    }

    @Override
    public double[] positions() {
        return chain.walkers().positions();
    }

    @Override
    public double acceptance() {
        return chain.jumpAcceptance();
    }

    @Override
    public double dynamicsAcceptance() {
        return chain.walkers().acceptanceRatio();
    }

    @Override
    public long refusedSegments() {
        return Arrays.stream(chain.refusedSegments()).sum();
    }

    @Override
    public long failedProposals() {
        return chain.failedProposals();
    }

    @Override
    public long evaluations() {
        return chain.evaluations();
    }

    @Override
    public long mdSteps() {
        return chain.walkers().walkerSteps();
    }
}
