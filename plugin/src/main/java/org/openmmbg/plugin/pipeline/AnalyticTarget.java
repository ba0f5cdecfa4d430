package org.openmmbg.plugin.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openmmbg.coordinates.Domain;
import org.openmmbg.coordinates.IdenticalParticles;
import org.openmmbg.coordinates.IdentityMap;
import org.openmmbg.coordinates.RelabelledDomain;
import org.openmmbg.coordinates.UnboundedDomain;
import org.openmmbg.estimate.Expectation;
import org.openmmbg.flow.BoltzmannGenerator;
import org.openmmbg.plugin.analysis.ExpressionMean;
import org.openmmbg.potential.ReducedPotential;
import org.openmmbg.potential.StatePair;
import org.openmmbg.potential.StateWall;
import org.openmmbg.potential.TwoStateSystem;
import org.openmmbg.systems.AnalyticSystem;
import org.openmmbg.systems.observable.Expression;
import org.openmmbg.systems.observable.Vocabulary;
import org.openmmbg.systems.trajectory.NpyArray;
import org.openmmbg.systems.trajectory.NpzWriter;
import org.openmmbg.training.Checkpoint;
import org.openmmbg.training.ReactionCoordinateBias;

/** A system without molecules: seeds by walks from each state, energies by its formula. */
final class AnalyticTarget implements Target {
    /** What stands for the OpenMM that is not used. */
    private static final String NONE = "none";

    private final RunConfig config;
    private final AnalyticSystem system;
    private final TwoStateSystem main;
    private final List<ReactionCoordinateBias> biases = new ArrayList<>();

    private AnalyticTarget(RunConfig config, AnalyticSystem system) {
        this.config = config;
        this.system = system;
        this.main = system.potential();
    }

    /**
     * Checks a configuration.
     *
     * @throws UsageException if it names what only a molecule has
     */
    static GeneratorRun.Plan plan(RunConfig config, AnalyticSystem system) {
        if (!config.system().seedFiles().isEmpty() || config.system().allowCis()) {
            throw new UsageException(
                    system.name() + " is a potential without atoms: leave out --seeds and --allow-cis");
        }
        if (!config.observables().isEmpty()) {
            throw new UsageException(system.name() + " has no atoms for expressions to name: leave out observables");
        }
        RunConfig.Exploration exploration = config.exploration();
        if (exploration != null && exploration.start() != null) {
            ChosenSystem.requireState(system, exploration.start(), "exploration.start");
            if (system.state() != null && !system.state().equals(exploration.start())) {
                throw new UsageException("exploration.start is '" + exploration.start()
                        + "', outside of the state that system.state confines to: '" + system.state() + "'");
            }
        }
        GeneratorRun.requireDrawable(config, system.potential().dimension());
        expressions(config, system.potential());
        return new GeneratorRun.Plan(config, List.of(), () -> new AnalyticTarget(config, system));
    }

    @Override
    public String identity() {
        return system.name() + ", openmm-bg " + Version.current();
    }

    @Override
    public double temperature() {
        return system.temperature();
    }

    @Override
    public ReducedPotential potential(double atTemperature) {
        return system.potential(atTemperature);
    }

    @Override
    public ReducedPotential trainingPotential(double atTemperature) {
        TwoStateSystem potential = system.potential(atTemperature);
        String state = system.state();
        if (state != null) {
            return new StateWall(potential, state);
        }
        ReactionCoordinateBias biased =
                new ReactionCoordinateBias(potential, config.training().rcWeight());
        biases.add(biased);
        return biased;
    }

    @Override
    public void weighReactionCoordinate(double weight) {
        biases.forEach(bias -> bias.weigh(weight));
    }

    @Override
    public SeedSet makeSeeds(
            @Nullable Checkpoint underWay, RunFolder folder, Progress progress, StopSignal stop, RunState state) {
        String only = exploredFrom();
        SeedWalks walks = new SeedWalks(
                system,
                only == null ? system.starts() : List.of(system.start(only)),
                Objects.requireNonNull(config.walks()),
                config.compute().seed());
        return walks.run(progress, stop, state);
    }

    /** Returns the state that walkers begin at, or null if there is no exploration. */
    private @Nullable String exploredFrom() {
        return config.exploration() == null ? null : config.exploration().start();
    }

    @Override
    public @Nullable Exploration exploration(BoltzmannGenerator generator) {
        String start = exploredFrom();
        if (start == null) {
            return null;
        }
        double[] from = system.start(start);
        IdenticalParticles particles = system.identicalParticles();
        if (particles != null) {
            particles.relabel(from, 0);
        }
        return new Exploration(
                Objects.requireNonNull(config.exploration()),
                main,
                generator,
                from,
                start,
                config.compute().seed());
    }

    @Override
    public GeneratorFactory factory(SeedSet seeds) {
        int n = main.dimension();
        IdenticalParticles particles = system.identicalParticles();
        Domain domain = particles == null ? new UnboundedDomain(n) : new RelabelledDomain(n, particles);
        return new GeneratorFactory(new IdentityMap(n), domain, seeds);
    }

    @Override
    public Samples.Reason judge(double[] positions, int offset) {
        String state = system.state();
        return state == null || main.states().holds(state, main.coordinate(positions, offset))
                ? Samples.Reason.NONE
                : Samples.Reason.OTHER_STATE;
    }

    /** Writes samples.npz, and latent.npz: the points of latent space that the seeds come from. */
    @Override
    public void writeSamples(RunFolder folder, BoltzmannGenerator generator, Samples samples) throws IOException {
        int n = main.dimension();
        SampleFiles.writeArrays(folder.samples(), NpyArray.Type.FLOAT64, samples);
        SeedSet seeds = SeedSet.read(folder.seeds());
        double[] latent = new double[seeds.positions().length];
        double[] logDensity = new double[seeds.count()];
        generator
                .flow()
                .logDensity(
                        generator.flow().newTape(seeds.count()), seeds.count(), seeds.positions(), latent, logDensity);
        NpzWriter.write(
                folder.latent(),
                Map.of(
                        "latent",
                        NpyArray.of(latent, seeds.count(), n),
                        "log_q",
                        NpyArray.of(logDensity, seeds.count())));
    }

    @Override
    public void writeSamples(RunFolder folder, double atTemperature, Samples samples) throws IOException {
        SampleFiles.writeArrays(folder.samples(atTemperature), NpyArray.Type.FLOAT64, samples);
    }

    @Override
    public Map<String, double[]> equilibrium(
            BoltzmannGenerator generator, int ensemble, double atTemperature, RunState state) {
        return new StateWalks(
                        system,
                        Objects.requireNonNull(config.walks()),
                        config.compute().seed())
                .logWeights(generator, ensemble, atTemperature, this, state);
    }

    @Override
    public void addFreeEnergies(Findings findings) {
        StatePair states = main.states();
        for (String state : states.names()) {
            if (system.state() == null || system.state().equals(state)) {
                findings.state(state, (positions, offset) -> states.holds(state, main.coordinate(positions, offset)));
            }
        }
        if (system.state() != null) {
            findings.ensemble(system.state());
            return;
        }
        if (states.aboveFirst()) {
            findings.difference(states.above(), states.below());
        } else {
            findings.difference(states.below(), states.above());
        }
    }

    @Override
    public void addObservables(SeedSet seeds, double[] seedEnergies, Findings findings) {
        Samples samples = findings.samples();
        for (Expression expression : expressions(config, main)) {
            findings.observables()
                    .add(ExpressionMean.of(
                                    expression,
                                    samples.positions(),
                                    main.dimension(),
                                    findings.weights(),
                                    findings.bootstrap())
                            .observable());
        }
        if (findings.weights().effectiveSamples() > 0) {
            findings.observable(
                    main.states().coordinate(),
                    Expectation.mean(findings.weights(), coordinates(samples), findings.bootstrap()),
                    1);
            findings.observable(
                    "potential energy (kT)",
                    Expectation.mean(findings.weights(), samples.energies(), findings.bootstrap()),
                    1);
        }
    }

    /**
     * Reads the expressions of a configuration.
     *
     * @throws org.openmmbg.systems.observable.ExpressionException if one cannot be read
     */
    private static List<Expression> expressions(RunConfig config, TwoStateSystem system) {
        Vocabulary names = Vocabulary.of(system);
        return config.observables().stream()
                .map(text -> Expression.parse(text, names))
                .toList();
    }

    private double[] coordinates(Samples samples) {
        double[] values = new double[samples.count()];
        Arrays.setAll(values, i -> main.coordinate(samples.positions(), i * main.dimension()));
        return values;
    }

    @Override
    public Results.Provenance provenance(long seed) {
        return new Results.Provenance(seed, NONE, NONE, NONE, "", Version.current());
    }

    @Override
    public void close() {}
}
