package org.openmmbg.plugin.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openmmbg.estimate.Expectation;
import org.openmmbg.flow.BoltzmannGenerator;
import org.openmmbg.openmm.BatchEvaluator;
import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.openmm.PlatformChoice;
import org.openmmbg.openmm.PlatformSpec;
import org.openmmbg.openmm.PlatformTiming;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.plugin.analysis.ExpressionMean;
import org.openmmbg.potential.ReducedPotential;
import org.openmmbg.systems.EquivalentHydrogens;
import org.openmmbg.systems.InputFileException;
import org.openmmbg.systems.MolecularSystem;
import org.openmmbg.systems.OpenMmPotential;
import org.openmmbg.systems.TorsionObservable;
import org.openmmbg.systems.Units;
import org.openmmbg.systems.observable.Expression;
import org.openmmbg.systems.observable.Vocabulary;
import org.openmmbg.systems.trajectory.FrameReader;
import org.openmmbg.systems.trajectory.Frames;
import org.openmmbg.systems.trajectory.NpyArray;
import org.openmmbg.training.Checkpoint;

/** A molecule: seeds by MD, energies by OpenMM. */
final class MoleculeTarget implements Target {
    private final RunConfig config;
    private final MolecularSystem system;
    private final OpenMmLibrary library;
    private final @Nullable SeedSet given;
    private final BatchEvaluator evaluator;
    private final OpenMmPotential potential;

    private MoleculeTarget(RunConfig config, MolecularSystem system, OpenMmLibrary library, @Nullable SeedSet given) {
        this.config = config;
        this.system = system;
        this.library = library;
        this.given = given;
        evaluator = BatchEvaluator.create(
                library,
                system.system(),
                config.compute().platform(),
                config.compute().threads());
        potential = new OpenMmPotential(evaluator, system.temperature());
    }

    /**
     * Checks a molecule and its files, and settles the platform.
     *
     * @throws UsageException if the molecule cannot be sampled
     */
    static GeneratorRun.Plan plan(RunConfig config, MolecularSystem system) {
        Sampleable.requireReadable(system);
        expressions(config, system);
        if (config.system().state() != null) {
            throw new UsageException("--state confines a system without molecules; leave it out for " + system.name());
        }
        if (!config.training().temperatures().isEmpty() || config.training().rcWeight() > 0) {
            throw new UsageException("training.temperatures and training.rc_weight are for systems without molecules;"
                    + " leave them out for " + system.name());
        }
        GeneratorRun.requireDrawable(config, 3 * system.topology().atomCount());
        List<Frames> frames = new ArrayList<>();
        SeedBonds bonds = new SeedBonds(system);
        for (Path file : config.system().seedFiles()) {
            Frames read = FrameReader.read(file, system.topology().atomCount());
            bonds.require(file, read);
            frames.add(read);
        }
        Frames shipped = frames.isEmpty() ? system.shippedSeeds() : null;
        if (shipped != null) {
            frames.add(shipped);
        }
        SeedSet seeds = frames.isEmpty()
                ? null
                : accepted(system, frames, config.system().seedFiles());
        OpenMmLibrary library = OpenMmLibrary.load();
        Sampleable.requireShapeOnly(system, library);
        PlatformChoice choice = choice(config.compute().platform(), library, system);
        library.require(choice.platform());
        RunConfig settled = config.withPlatform(choice.platform());
        List<String> notes = new ArrayList<>();
        if (!choice.timings().isEmpty()) {
            notes.add(described(choice));
        }
        if (seeds != null) {
            int all = frames.stream().mapToInt(Frames::count).sum();
            notes.add(String.format(
                    Locale.ROOT,
                    "seeds: %,d of %,d given kept; %,d are outside the target ensemble or of weight 0",
                    seeds.count(),
                    all,
                    all - seeds.count()));
        }
        return new GeneratorRun.Plan(settled, notes, () -> new MoleculeTarget(settled, system, library, seeds));
    }

    /** Returns the platform asked for, or the one that timing chooses. */
    private static PlatformChoice choice(String asked, OpenMmLibrary library, MolecularSystem system) {
        return asked.equals(PlatformChoice.AUTO)
                ? PlatformChoice.byTiming(library, system.system(), system.referencePositions())
                : new PlatformChoice(PlatformSpec.parse(asked), List.of());
    }

    private static String described(PlatformChoice choice) {
        return choice.timings().stream()
                .filter(PlatformTiming::isUsable)
                .map(timing ->
                        String.format(Locale.ROOT, "%s %,.0f", timing.platform().name(), timing.evaluationsPerSecond()))
                .collect(Collectors.joining(", ", "platform: " + choice.platform() + " (evaluations a second: ", ")"));
    }

    /** Joins given seeds, equivalent hydrogens in the reference's order, those outside the target ensemble left out. */
    private static SeedSet accepted(MolecularSystem system, List<Frames> given, List<Path> files) {
        int width = 3 * system.topology().atomCount();
        int most = given.stream().mapToInt(Frames::count).sum();
        double[] positions = new double[Math.multiplyExact(most, width)];
        double[] weights = new double[most];
        boolean weighted = given.stream().anyMatch(frames -> frames.weights() != null);
        EquivalentHydrogens hydrogens = system.equivalentHydrogens();
        int count = 0;
        for (Frames frames : given) {
            double[] own = frames.weights();
            for (int i = 0; i < frames.count(); i++) {
                System.arraycopy(frames.positions(), i * width, positions, count * width, width);
                hydrogens.canonicalise(positions, count * width);
                weights[count] = own == null ? 1 : own[i];
                if (system.targetRule().accepts(positions, count * width) && weights[count] > 0) {
                    count++;
                }
            }
        }
        if (count < 2) {
            throw new InputFileException(
                    files.isEmpty() ? Path.of(system.name()) : files.get(0),
                    "of " + most + " seeds given, " + count + " belong to the target ensemble (L at every CA, trans"
                            + " peptide bonds); at least 2 are needed");
        }
        return new SeedSet(
                count, Arrays.copyOf(positions, count * width), weighted ? Arrays.copyOf(weights, count) : null);
    }

    /** Returns what numbers of a molecule depend on beside the configuration. */
    static String identity(MolecularSystem system, OpenMmLibrary library) {
        return "System " + hash(system.system()) + ", OpenMM " + library.version() + ", openmm-bg " + Version.current();
    }

    @Override
    public String identity() {
        return identity(system, library);
    }

    @Override
    public double temperature() {
        return system.temperature();
    }

    @Override
    public ReducedPotential potential(double atTemperature) {
        return potential.atTemperature(atTemperature);
    }

    @Override
    public ReducedPotential trainingPotential(double atTemperature) {
        return potential(atTemperature);
    }

    @Override
    public SeedSet makeSeeds(
            @Nullable Checkpoint underWay, RunFolder folder, Progress progress, StopSignal stop, RunState state)
            throws IOException {
        if (given != null) {
            return given;
        }
        RunConfig.Seeds settings = Objects.requireNonNull(config.seeds());
        SeedSimulation simulation =
                new SeedSimulation(system, potential, settings, config.compute().seed());
        if (underWay != null) {
            simulation.load(underWay);
        }
        Frames frames = simulation.run(folder.checkpoint(), progress, stop, state);
        return new SeedSet(frames.count(), frames.positions(), frames.weights());
    }

    @Override
    public GeneratorFactory factory(SeedSet seeds) {
        return GeneratorFactory.of(system, seeds);
    }

    /** Returns nothing: a molecule's seeds come from dynamics. */
    @Override
    public @Nullable Exploration exploration(BoltzmannGenerator generator) {
        return null;
    }

    @Override
    public Samples.Reason judge(double[] positions, int offset) {
        return switch (system.targetRule().judge(positions, offset)) {
            case ACCEPTED -> Samples.Reason.NONE;
            case WRONG_CHIRALITY -> Samples.Reason.WRONG_CHIRALITY;
            case CIS_PEPTIDE -> Samples.Reason.CIS_PEPTIDE;
        };
    }

    @Override
    public void writeSamples(RunFolder folder, BoltzmannGenerator generator, Samples samples) throws IOException {
        new SampleFiles(system).write(folder, samples);
    }

    @Override
    public void writeSamples(RunFolder folder, double atTemperature, Samples samples) throws IOException {
        SampleFiles.writeArrays(folder.samples(atTemperature), NpyArray.Type.FLOAT32, samples);
    }

    /** Adds the signs of φ; in a protein they are too many, and none is a state of it. */
    @Override
    public void addFreeEnergies(Findings findings) {
        if (system.mixedLayout() != null) {
            return;
        }
        for (TorsionObservable torsion : system.observables()) {
            if (torsion.name().startsWith("phi")) {
                String positive = torsion.name() + ">0";
                String negative = torsion.name() + "<0";
                findings.state(positive, (positions, offset) -> torsion.value(positions, offset) > 0);
                findings.state(negative, (positions, offset) -> torsion.value(positions, offset) < 0);
                findings.difference(positive, negative);
            }
        }
    }

    @Override
    public void addObservables(SeedSet seeds, double[] seedEnergies, Findings findings) {
        Samples samples = findings.samples();
        boolean weighted = findings.weights().effectiveSamples() > 0;
        if (system.mixedLayout() == null && weighted) {
            addTorsions(samples, findings);
        }
        if (weighted) {
            findings.observable(
                    "potential energy (kJ/mol)",
                    Expectation.mean(findings.weights(), samples.energies(), findings.bootstrap()),
                    Units.thermalEnergy(system.temperature()));
        }
        int width = 3 * system.topology().atomCount();
        for (Expression expression : expressions(config, system)) {
            findings.observables()
                    .add(ExpressionMean.of(
                                    expression, samples.positions(), width, findings.weights(), findings.bootstrap())
                            .observable());
        }
        if (system.mixedLayout() != null) {
            findings.observables().addAll(new StructureQuality(system).of(samples, seeds, seedEnergies));
        }
    }

    /**
     * Reads the expressions of a configuration.
     *
     * @throws org.openmmbg.systems.observable.ExpressionException if one cannot be read
     */
    private static List<Expression> expressions(RunConfig config, MolecularSystem system) {
        Vocabulary names = Vocabulary.of(system.topology());
        return config.observables().stream()
                .map(text -> Expression.parse(text, names))
                .toList();
    }

    private void addTorsions(Samples samples, Findings findings) {
        for (TorsionObservable torsion : system.observables()) {
            findings.observable(
                    torsion.name() + " (degrees)",
                    Expectation.circularMean(findings.weights(), angles(torsion, samples), findings.bootstrap()),
                    180 / Math.PI);
        }
    }

    private double[] angles(TorsionObservable torsion, Samples samples) {
        double[] angles = new double[samples.count()];
        int width = 3 * system.topology().atomCount();
        for (int i = 0; i < angles.length; i++) {
            angles[i] = torsion.value(samples.positions(), i * width);
        }
        return angles;
    }

    @Override
    public Results.Provenance provenance(long seed) {
        return new Results.Provenance(
                seed, library.version(), library.path().toString(), hash(system.system()), "", Version.current());
    }

    /** SHA-256 of the System, all numbers of it in full. */
    static String hash(SystemSpec system) {
        try {
            byte[] text = system.toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    @Override
    public void close() {
        evaluator.close();
    }
}
