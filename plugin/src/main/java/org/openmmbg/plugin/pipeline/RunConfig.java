package org.openmmbg.plugin.pipeline;

import static org.openmmbg.plugin.pipeline.OutOfRangeException.require;
import static org.openmmbg.plugin.pipeline.OutOfRangeException.requireNotNegative;
import static org.openmmbg.plugin.pipeline.OutOfRangeException.requirePositive;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openmmbg.estimate.Bootstrap;
import org.openmmbg.openmm.PlatformException;
import org.openmmbg.openmm.PlatformSpec;
import org.openmmbg.systems.forcefield.ImplicitSolvent;

/**
 * All that decides what a run does. It stands complete in the run folder's config.yaml, whose keys are these names in
 * snake_case (mlSteps is {@code training.ml_steps}). The defaults of each preset are in {@link PresetDefaults}.
 *
 * @param preset the preset that gave the values not named by the user
 * @param system the molecule and its ensemble
 * @param compute what must not change the numbers, and the seed
 * @param seeds the short MD that gives examples of a molecule; null for others
 * @param walks the walks that give examples of a system without molecules; null for molecules
 * @param network the flow
 * @param training how the flow is fitted
 * @param sampling how many samples are drawn
 * @param estimate how results and their errors are computed
 * @param observables expressions reported besides those of the system, as {@link
 *     org.openmmbg.systems.observable.Expression} reads them; may be empty
 * @param exploration the search for states from one configuration, of a system without molecules; null for molecules
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunConfig(
        Preset preset,
        SystemChoice system,
        Compute compute,
        @Nullable Seeds seeds,
        @Nullable Walks walks,
        Network network,
        Training training,
        Sampling sampling,
        Estimate estimate,
        List<String> observables,
        @Nullable Exploration exploration) {
    /** Above this temperature, K, bonds to hydrogen need the shorter time step. */
    private static final double HOT = 600;

    /** Longest time step above it, ps. */
    private static final double HOT_STEP_PS = 0.0005;

    public RunConfig {
        observables = List.copyOf(observables);
    }

    /**
     * Checks what no value can be checked for alone.
     *
     * @throws UsageException if a time step is too long for its temperature, or the hot temperature below the target's
     */
    void requireConsistent() {
        if (seeds == null) {
            return;
        }
        requireStep("seeds.step_ps", seeds.stepPs(), "system.temperature", system.temperature());
        requireStep("seeds.hot_step_ps", seeds.hotStepPs(), "seeds.hot_temperature", seeds.hotTemperature());
        if (seeds.hotTemperature() < system.temperature()) {
            throw new UsageException("seeds.hot_temperature is " + seeds.hotTemperature()
                    + " K, below system.temperature (" + system.temperature() + " K); it must not be");
        }
    }

    private static void requireStep(String stepKey, double stepPs, String temperatureKey, double temperature) {
        if (temperature > HOT && stepPs > HOT_STEP_PS) {
            throw new UsageException(stepKey + " is " + stepPs + " ps at " + temperatureKey + " = " + temperature
                    + " K; above " + HOT + " K it must be at most " + HOT_STEP_PS + " ps");
        }
    }

    /**
     * The molecule and its ensemble: a built-in by name, or files of one's own.
     *
     * @param name a built-in system, or null when files are given
     * @param systemXml an OpenMM System XML file
     * @param pdb the PDB or mmCIF file that names the atoms and gives positions
     * @param forcefield names of the parts of a force field, or its files; may be empty
     * @param addHydrogens whether hydrogens that the PDB file lacks are added, before the force field is applied
     * @param prmtop an Amber topology file
     * @param inpcrd its coordinates
     * @param implicit implicit solvent of the Amber topology, or null for vacuum
     * @param temperature K
     * @param allowCis whether cis peptide bonds belong to the ensemble
     * @param seedFiles examples that replace the seeds' MD (PDB, DCD, NPZ); may be empty
     * @param state the state of a system without molecules that the ensemble is confined to; null for all of it
     */
    public record SystemChoice(
            @Nullable String name,
            @Nullable Path systemXml,
            @Nullable Path pdb,
            List<String> forcefield,
            boolean addHydrogens,
            @Nullable Path prmtop,
            @Nullable Path inpcrd,
            @Nullable String implicit,
            double temperature,
            boolean allowCis,
            List<Path> seedFiles,
            @Nullable String state) {
        public SystemChoice {
            forcefield = List.copyOf(forcefield);
            if (implicit != null) {
                require(
                        ImplicitSolvent.named(implicit) != null,
                        "implicit",
                        "must be one of " + ImplicitSolvent.names(),
                        implicit);
            }
            requirePositive("temperature", temperature);
            seedFiles = List.copyOf(seedFiles);
        }
    }

    /**
     * Where and how it is computed.
     *
     * @param seed the seed of every random stream
     * @param threads worker threads; the numbers do not depend on it
     * @param platform OpenMM platform, as {@link PlatformSpec#parse} reads it; or auto, for one chosen by timing, in whose
     *     place the choice stands in config.yaml
     */
    public record Compute(long seed, int threads, String platform) {
        public Compute {
            require(threads >= 1 && threads <= 1024, "threads", "must be from 1 to 1024", threads);
            require(
                    isPlatform(platform),
                    "platform",
                    "must be auto, or a platform such as Reference, CPU or CPU:Threads=2",
                    platform);
        }

        private static boolean isPlatform(String text) {
            try {
                PlatformSpec.parse(text);
                return true;
            } catch (PlatformException e) {
                return false;
            }
        }
    }

    /**
     * The MD that gives seeds: hot walkers find the basins, then each configuration taken from them is quenched by
     * strong friction at the target temperature, equilibrated there, and run.
     *
     * @param hotTemperature K
     * @param hotWalkers number of walkers at the hot temperature
     * @param hotStepPs time step at the hot temperature, ps
     * @param hotSteps steps a hot walker
     * @param hotInterval steps between the configurations taken from a hot walker
     * @param quenchSteps steps of the quench, a walker
     * @param quenchFrictionPerPs Langevin friction of the quench, 1/ps
     * @param equilibrationSteps steps at the target temperature before frames are kept, a walker
     * @param productionSteps steps in which frames are kept, a walker
     * @param frameInterval steps between frames
     * @param stepPs time step at the target temperature, ps
     * @param frictionPerPs Langevin friction of all but the quench, 1/ps
     */
    public record Seeds(
            double hotTemperature,
            int hotWalkers,
            double hotStepPs,
            int hotSteps,
            int hotInterval,
            int quenchSteps,
            double quenchFrictionPerPs,
            int equilibrationSteps,
            int productionSteps,
            int frameInterval,
            double stepPs,
            double frictionPerPs) {
        public Seeds {
            requirePositive("hotTemperature", hotTemperature);
            requirePositive("hotWalkers", hotWalkers);
            requirePositive("hotStepPs", hotStepPs);
            requirePositive("hotSteps", hotSteps);
            require(
                    hotInterval >= 1 && hotInterval <= hotSteps,
                    "hotInterval",
                    "must be from 1 to hot_steps (" + hotSteps + ")",
                    hotInterval);
            requireNotNegative("quenchSteps", quenchSteps);
            requirePositive("quenchFrictionPerPs", quenchFrictionPerPs);
            requireNotNegative("equilibrationSteps", equilibrationSteps);
            requirePositive("productionSteps", productionSteps);
            require(
                    frameInterval >= 1 && frameInterval <= productionSteps,
                    "frameInterval",
                    "must be from 1 to production_steps (" + productionSteps + ")",
                    frameInterval);
            requirePositive("stepPs", stepPs);
            requirePositive("frictionPerPs", frictionPerPs);
        }
    }

    /**
     * Metropolis walks, one from each state, each ended where it leaves its state.
     *
     * @param deviation standard deviation of a step of each coordinate
     * @param steps steps of a walk
     * @param interval steps between the configurations kept
     * @param stateSteps steps of the walk in each state and at each temperature that free energies are held against after
     *     training
     */
    public record Walks(double deviation, int steps, int interval, int stateSteps) {
        public Walks {
            requirePositive("deviation", deviation);
            requirePositive("steps", steps);
            requirePositive("stateSteps", stateSteps);
            require(
                    interval >= 1 && interval <= steps,
                    "interval",
                    "must be from 1 to steps (" + steps + ")",
                    interval);
        }
    }

    /**
     * The flow: free torsions first, then the other coordinates given them.
     *
     * @param torsionCouplings spline couplings of the free torsions
     * @param torsionHidden widths of the hidden layers of their networks
     * @param torsionRate learning rate of their networks, as a fraction of that of all others
     * @param bins pieces of each spline
     * @param restCouplings affine couplings of the other coordinates
     * @param restHidden widths of the hidden layers of their networks
     * @param harmonics highest multiple of a torsion that a network sees
     */
    public record Network(
            int torsionCouplings,
            List<Integer> torsionHidden,
            double torsionRate,
            int bins,
            int restCouplings,
            List<Integer> restHidden,
            int harmonics) {
        public Network {
            requireNotNegative("torsionCouplings", torsionCouplings);
            torsionHidden = widths("torsionHidden", torsionHidden);
            requirePositive("torsionRate", torsionRate);
            require(bins >= 2 && bins <= 100, "bins", "must be from 2 to 100", bins);
            requireNotNegative("restCouplings", restCouplings);
            restHidden = widths("restHidden", restHidden);
            requirePositive("harmonics", harmonics);
        }

        private static List<Integer> widths(String name, List<Integer> widths) {
            require(
                    !widths.isEmpty() && widths.stream().allMatch(width -> width >= 1),
                    name,
                    "must be a list of widths above 0",
                    widths);
            return List.copyOf(widths);
        }
    }

    /**
     * How the flow is fitted: maximum likelihood on the seeds, then KL on energies, with the
     * seeds' forces beside.
     *
     * @param mlSteps optimiser steps of maximum likelihood
     * @param mlBatch examples a step
     * @param mlLearningRate peak learning rate
     * @param klSteps optimiser steps with energies
     * @param klBatch samples a step
     * @param klLearningRate peak learning rate
     * @param finalLearningRate the learning rate at the end of each part, as a fraction of its peak
     * @param warmUpSteps steps over which the learning rate rises at the start of each part
     * @param decaySteps KL steps after which the learning rate is half of what the cosine alone would have it, after twice as
     *     many a third, and so on; 0 for the cosine alone
     * @param seedBatch seeds a KL step; 0 for none
     * @param mlWeight weight of the seeds' likelihood in the KL steps
     * @param seedMassWeight weight of the variance of log q - log p over the seeds in the KL steps, which keeps every basin of
     *     the seeds drawn
     * @param massWeight weight of the same over the draws, which sees how much mass each basin has, in the KL steps
     * @param rcWeight weight of the loss that spreads draws along the states' coordinate, in all steps with draws; nothing in a
     *     run confined to one state
     * @param w2Weight weight of the spread of the draws' log-weights at each temperature, in the KL steps
     * @param temperatures further temperatures that are trained along with the system's, whose results are given too
     * @param energyHigh energies above it are replaced by energyHigh + log(1 + u - energyHigh), kT
     * @param forceLimit largest pull of one sample on the network, in units of the coordinates' standard deviations
     * @param emaDecay decay a step of the averaged weights, which sample
     * @param watchWindow KL steps over which loss and effective sample size are averaged to tell whether training runs away
     * @param retreats how often training that runs away is taken back, at half the learning rate, before it ends
     * @param patience KL steps without a lower loss after which training ends early; 0 for never
     * @param checkpointInterval optimiser steps between checkpoints
     */
    public record Training(
            int mlSteps,
            int mlBatch,
            double mlLearningRate,
            int klSteps,
            int klBatch,
            double klLearningRate,
            double finalLearningRate,
            int warmUpSteps,
            int decaySteps,
            int seedBatch,
            double mlWeight,
            double seedMassWeight,
            double massWeight,
            double rcWeight,
            double w2Weight,
            List<Double> temperatures,
            double energyHigh,
            double forceLimit,
            double emaDecay,
            int watchWindow,
            int retreats,
            int patience,
            int checkpointInterval) {
        public Training {
            requireNotNegative("mlSteps", mlSteps);
            requirePositive("mlBatch", mlBatch);
            requirePositive("mlLearningRate", mlLearningRate);
            requireNotNegative("klSteps", klSteps);
            requirePositive("klBatch", klBatch);
            requirePositive("klLearningRate", klLearningRate);
            require(
                    finalLearningRate >= 0 && finalLearningRate <= 1,
                    "finalLearningRate",
                    "must be from 0 to 1",
                    finalLearningRate);
            requireNotNegative("warmUpSteps", warmUpSteps);
            requireNotNegative("decaySteps", decaySteps);
            requireNotNegative("seedBatch", seedBatch);
            requireNotNegative("mlWeight", mlWeight);
            requireNotNegative("seedMassWeight", seedMassWeight);
            requireNotNegative("massWeight", massWeight);
            requireNotNegative("rcWeight", rcWeight);
            requireNotNegative("w2Weight", w2Weight);
            temperatures = List.copyOf(temperatures);
            require(
                    temperatures.stream().allMatch(t -> t > 0 && t < Double.POSITIVE_INFINITY)
                            && temperatures.stream().distinct().count() == temperatures.size(),
                    "temperatures",
                    "must be a list of different temperatures above 0",
                    temperatures);
            require(Double.isFinite(energyHigh), "energyHigh", "must be finite", energyHigh);
            requirePositive("forceLimit", forceLimit);
            require(emaDecay >= 0 && emaDecay < 1, "emaDecay", "must be from 0 to below 1", emaDecay);
            requirePositive("watchWindow", watchWindow);
            requireNotNegative("retreats", retreats);
            requireNotNegative("patience", patience);
            requirePositive("checkpointInterval", checkpointInterval);
        }
    }

    /**
     * What is drawn from the trained generator.
     *
     * @param draws samples, all of which count in the effective sample size
     * @param block samples drawn at once; each block has a random stream of its own
     */
    public record Sampling(int draws, int block) {
        public Sampling {
            requirePositive("draws", draws);
            requirePositive("block", block);
        }
    }

    /**
     * How results are computed.
     *
     * @param bootstrapResamples resamples behind each 95 % interval
     */
    public record Estimate(int bootstrapResamples) {
        public Estimate {
            require(
                    bootstrapResamples >= 40 && bootstrapResamples <= Bootstrap.MOST_RESAMPLES,
                    "bootstrapResamples",
                    "must be from 40 to " + Bootstrap.MOST_RESAMPLES,
                    bootstrapResamples);
        }
    }

    /**
     * Adaptive exploration (Noé et al. 2019): walkers that all begin at one configuration move in the generator's latent
     * space, while it learns from them and from the energies of its draws.
     *
     * @param start the state whose configuration they begin at; null for no exploration, and seeds of every state
     * @param walkers how many
     * @param steps optimiser steps, each followed by a round of moves
     * @param batch walkers that are learnt from in a step, and those that move after it
     * @param draws the generator's draws a step
     * @param learningRate peak learning rate
     * @param mlWeight weight of the walkers' likelihood
     * @param rcWeight weight of the loss that spreads draws along the states' coordinate
     * @param length length of the first moves, in standard deviations of the latent distribution; it adapts
     * @param acceptance share of moves to be accepted, which the length adapts to
     */
    public record Exploration(
            @Nullable String start,
            int walkers,
            int steps,
            int batch,
            int draws,
            double learningRate,
            double mlWeight,
            double rcWeight,
            double length,
            double acceptance) {
        public Exploration {
            requirePositive("walkers", walkers);
            requirePositive("steps", steps);
            require(
                    batch >= 1 && batch <= walkers,
                    "batch",
                    "must be from 1 to the number of walkers (" + walkers + ")",
                    batch);
            requireNotNegative("draws", draws);
            requirePositive("learningRate", learningRate);
            requireNotNegative("mlWeight", mlWeight);
            requireNotNegative("rcWeight", rcWeight);
            requirePositive("length", length);
            require(acceptance > 0 && acceptance < 1, "acceptance", "must be between 0 and 1", acceptance);
        }
    }

    /** Returns this configuration with another platform. */
    public RunConfig withPlatform(PlatformSpec platform) {
        Compute other = new Compute(compute.seed(), compute.threads(), platform.toString());
        return new RunConfig(
                preset, system, other, seeds, walks, network, training, sampling, estimate, observables, exploration);
    }

    /** Returns the defaults of a preset for a built-in system. */
    public static RunConfig defaults(Preset preset, String system) {
        RunConfig config = PresetDefaults.of(preset, system);
        SystemChoice choice = config.system();
        return new RunConfig(
                preset,
                new SystemChoice(
                        system,
                        null,
                        null,
                        List.of(),
                        false,
                        null,
                        null,
                        null,
                        choice.temperature(),
                        choice.allowCis(),
                        choice.seedFiles(),
                        choice.state()),
                config.compute(),
                config.seeds(),
                config.walks(),
                config.network(),
                config.training(),
                config.sampling(),
                config.estimate(),
                config.observables(),
                config.exploration());
    }
}
