package org.openmmbg.plugin.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openmmbg.openmm.BatchEvaluator;
import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.openmm.PlatformSpec;
import org.openmmbg.openmm.system.NonbondedForce;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.openmm.xml.SystemXmlReader;
import org.openmmbg.plugin.pipeline.UsageException;
import org.openmmbg.systems.AmberInput;
import org.openmmbg.systems.ForceFieldInput;
import org.openmmbg.systems.InputFileException;
import org.openmmbg.systems.MolecularSystem;
import org.openmmbg.systems.SystemRegistry;
import org.openmmbg.systems.forcefield.ImplicitSolvent;
import org.openmmbg.systems.forcefield.NonbondedOptions;
import org.openmmbg.systems.pdb.PdbFile;
import org.openmmbg.systems.pdb.PdbWriter;
import org.openmmbg.systems.pdb.StructureReader;
import org.openmmbg.systems.trajectory.FrameReader;
import org.openmmbg.systems.trajectory.Frames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code openmm-bg energy}: potential energies of structures, in all and by force. */
@Command(
        name = "energy",
        description = "Potential energy of each model of a PDB file, total and by force, in kJ/mol: in a force field,"
                + " of a System XML, of Amber's files, or of a built-in system (at its own structure without --pdb).")
final class EnergyCommand implements Callable<Integer> {
    /** Each of these is reported under one name, whichever an OpenMM version uses for the model. */
    private static final Set<String> IMPLICIT_SOLVENT = Set.of("GBSAOBCForce", "CustomGBForce");

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Mixin
    private final SystemOptions files = new SystemOptions();

    @Parameters(index = "0", arity = "0..1", paramLabel = "SYSTEM", description = "A built-in system.")
    private @Nullable String name;

    @Option(
            names = "--cutoff",
            paramLabel = "NM",
            description = "With --forcefield or --prmtop: cutoff of nonbonded interactions, nm; none by default.")
    private @Nullable Double cutoff;

    @Option(
            names = "--trajectory",
            paramLabel = "FILE",
            description = "Frames to evaluate in place of the structure: a PDB, DCD, XTC, NPZ or HDF5 file.")
    private @Nullable Path trajectory;

    @Option(
            names = "--write-pdb",
            paramLabel = "FILE",
            description = "With --forcefield: write the structure, its added hydrogens with it, to a PDB file.")
    private @Nullable Path writePdb;

    @Mixin
    private final PlatformOption platform = new PlatformOption();

    /** A System and the structures to evaluate it at, [3N] each, nm; the file is null for a built-in's own structure. */
    private record Input(
            SystemSpec system,
            List<double[]> models,
            @Nullable Path file) {}

    /** Energies of one structure, kJ/mol, and the Euclidean norm of the forces on all its atoms, kJ/mol/nm. */
    private record Energy(double total, Map<String, Double> byForce, double forceNorm) {
        Map<String, Object> document() {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("total_kJ_per_mol", total);
            document.put("by_force", byForce);
            document.put("force_norm_kJ_per_mol_per_nm", forceNorm);
            return document;
        }
    }

    @Override
    public Integer call() throws IOException {
        Input input = framesOf(input());
        OpenMmLibrary library = OpenMmLibrary.load();
        PlatformSpec chosen =
                platform.choose(library, input.system(), input.models().get(0));
        List<Energy> energies = new ArrayList<>();
        try (BatchEvaluator evaluator = BatchEvaluator.create(library, input.system(), chosen, 1)) {
            for (double[] positions : input.models()) {
                energies.add(evaluate(evaluator, positions));
            }
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println(json.json() ? document(energies, chosen, library) : table(energies, chosen, library));
        out.flush();
        for (int i = 0; i < energies.size(); i++) {
            if (Double.isNaN(energies.get(i).total())) {
                Path file = Objects.requireNonNullElse(input.file(), Path.of(String.valueOf(name)));
                throw new InputFileException(
                        file, "the energy of model " + (i + 1) + " is not finite; do atoms overlap?");
            }
        }
        return ExitCode.DONE;
    }

    private Input input() throws IOException {
        Path xml = files.systemXml();
        Path pdb = files.pdb();
        Path prmtop = files.prmtop();
        Path inpcrd = files.inpcrd();
        List<String> forceField = files.forceField();
        int given = (name == null ? 0 : 1)
                + (xml == null ? 0 : 1)
                + (forceField.isEmpty() ? 0 : 1)
                + (prmtop == null ? 0 : 1);
        if (given != 1) {
            throw new UsageException("energy of what? name a built-in system, or give --pdb FILE and either"
                    + " --forcefield NAMES or --system-xml FILE, or --prmtop FILE and --inpcrd FILE");
        }
        if (cutoff != null && forceField.isEmpty() && prmtop == null) {
            throw new UsageException("--cutoff goes with --forcefield and --prmtop; a System has its own cutoff");
        }
        if ((files.addHydrogens() || writePdb != null) && forceField.isEmpty()) {
            throw new UsageException("--add-hydrogens and --write-pdb go with --pdb and --forcefield");
        }
        if ((inpcrd == null) != (prmtop == null) || (files.implicit() != null && prmtop == null)) {
            throw new UsageException("--prmtop and --inpcrd go together, and --implicit with them");
        }
        if (prmtop != null && inpcrd != null) {
            if (pdb != null) {
                throw new UsageException(
                        "--pdb does not go with --prmtop; --trajectory reads the models of a PDB file");
            }
            AmberInput read = AmberInput.read(prmtop, inpcrd, solvent(), nonbonded());
            return new Input(read.system(), read.structure().models(), inpcrd);
        }
        if (name != null) {
            MolecularSystem system = SystemRegistry.builtIn().load(name);
            return pdb == null
                    ? new Input(system.system(), List.of(system.referencePositions()), null)
                    : new Input(system.system(), models(pdb, system.system()), pdb);
        }
        if (pdb == null) {
            throw new UsageException(
                    (xml == null ? "--forcefield" : "--system-xml") + " needs --pdb, which gives the positions");
        }
        if (xml == null) {
            ForceFieldInput read = ForceFieldInput.read(pdb, forceField, nonbonded(), files.addHydrogens());
            if (files.addHydrogens()) {
                PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
                err.println(pdb + ": " + read.addedHydrogens() + " hydrogens added");
                err.flush();
            }
            if (writePdb != null) {
                PdbWriter.write(writePdb, read.structure());
            }
            return new Input(read.system(), read.structure().models(), pdb);
        }
        SystemSpec system = SystemXmlReader.read(xml);
        return new Input(system, models(pdb, system), pdb);
    }

    /** The frames of the trajectory, if there is one, in place of the structure. */
    private Input framesOf(Input input) {
        if (trajectory == null) {
            return input;
        }
        int atoms = input.system().particleCount();
        Frames frames = FrameReader.read(trajectory, atoms);
        List<double[]> models = new ArrayList<>();
        for (int f = 0; f < frames.count(); f++) {
            models.add(Arrays.copyOfRange(frames.positions(), f * 3 * atoms, (f + 1) * 3 * atoms));
        }
        return new Input(input.system(), models, trajectory);
    }

    private @Nullable ImplicitSolvent solvent() {
        String model = files.implicit();
        ImplicitSolvent solvent = model == null ? null : ImplicitSolvent.named(model);
        if (model != null && solvent == null) {
            throw new UsageException("--implicit " + model + ": expected one of " + ImplicitSolvent.names());
        }
        return solvent;
    }

    private NonbondedOptions nonbonded() {
        if (cutoff == null) {
            return NonbondedOptions.NO_CUTOFF;
        }
        if (!(cutoff > 0) || cutoff.isInfinite()) {
            throw new UsageException("--cutoff " + cutoff + ": a distance in nm, more than 0, is needed");
        }
        return NonbondedOptions.cutoff(NonbondedForce.Method.CUTOFF_NON_PERIODIC, cutoff);
    }

    private static List<double[]> models(Path pdb, SystemSpec system) {
        PdbFile structure = StructureReader.read(pdb);
        int atoms = structure.topology().atomCount();
        if (atoms != system.particleCount()) {
            throw new InputFileException(
                    pdb,
                    "has " + atoms + " atoms, but the System has " + system.particleCount()
                            + " particles; expected the structure that the System was made from");
        }
        return structure.models();
    }

    private static Energy evaluate(BatchEvaluator evaluator, double[] positions) {
        double[] total = new double[1];
        double[] gradient = new double[positions.length];
        evaluator.evaluate(1, positions, total, gradient);
        Map<String, Double> byForce = new LinkedHashMap<>();
        evaluator
                .energyByForce(positions)
                .forEach((force, energy) -> byForce.merge(
                        IMPLICIT_SOLVENT.contains(force) ? "implicit_solvent" : force, energy, Double::sum));
        double squares = 0;
        for (double component : gradient) {
            squares += component * component;
        }
        return new Energy(total[0], byForce, Math.sqrt(squares));
    }

    private static String document(List<Energy> energies, PlatformSpec platform, OpenMmLibrary library) {
        Map<String, Object> document = new LinkedHashMap<>(energies.get(0).document());
        if (energies.size() > 1) {
            document.put("models", energies.stream().map(Energy::document).toList());
        }
        document.put("platform", platform.toString());
        document.put("openmm_version", library.version());
        return JsonOption.document(document);
    }

    private static String table(List<Energy> energies, PlatformSpec platform, OpenMmLibrary library) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < energies.size(); i++) {
            Energy energy = energies.get(i);
            if (energies.size() > 1) {
                text.append("model ").append(i + 1).append(System.lineSeparator());
            }
            energy.byForce().forEach((force, value) -> text.append(line(force, value)));
            text.append(line("total", energy.total()));
        }
        return text.append("OpenMM ")
                .append(library.version())
                .append(", platform ")
                .append(platform)
                .toString();
    }

    private static String line(String force, double energy) {
        return String.format(Locale.ROOT, "%-24s %16.6f kJ/mol%n", force, energy);
    }
}
