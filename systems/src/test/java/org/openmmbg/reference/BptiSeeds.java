package org.openmmbg.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.openmmbg.coordinates.Superposition;
import org.openmmbg.dynamics.LangevinDynamics;
import org.openmmbg.dynamics.NoiseKey;
import org.openmmbg.dynamics.ParticleSystem;
import org.openmmbg.dynamics.Thermostat;
import org.openmmbg.dynamics.Walkers;
import org.openmmbg.openmm.BatchEvaluator;
import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.openmm.system.NonbondedForce;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.systems.OpenMmPotential;
import org.openmmbg.systems.StandardBonds;
import org.openmmbg.systems.TargetRule;
import org.openmmbg.systems.Topology;
import org.openmmbg.systems.forcefield.ForceField;
import org.openmmbg.systems.forcefield.NonbondedOptions;
import org.openmmbg.systems.forcefield.SystemOptions;
import org.openmmbg.systems.pdb.PdbFile;
import org.openmmbg.systems.pdb.PdbWriter;
import org.openmmbg.systems.pdb.StructureReader;
import org.openmmbg.systems.trajectory.Frames;
import org.openmmbg.systems.trajectory.XtcWriter;

/**
 * Makes the structure and the example configurations of the built-in BPTI: minimisation and Langevin dynamics at 300 K of
 * independent walkers from a structure with all hydrogens, under amber99sb-ildn and OBC2 with a cutoff of 1 nm. Arguments:
 * the structure, a folder, the number of walkers, and, each in ps, equilibration, production and the interval of frames.
 * In the folder it leaves the last frame, minimised, as bpti.pdb and all frames, laid on the last, as bpti.xtc. What is done is the same each
 * time; but forces in single precision differ from machine to machine, so frames do too.
 */
final class BptiSeeds {

    private static final double KELVIN = 300;
    private static final double CUTOFF_NM = 1;
    private static final long SEED = 5;
    private static final double FRICTION_PER_PS = 1;

    /**
     * Hydrogens borrow mass from their neighbours, which changes no average over configurations, and slows the fastest
     * vibrations so that BAOAB bears two femtoseconds.
     */
    private static final double HYDROGEN_MASS = 3;

    private static final double STEP_PS = 0.002;
    private static final double HEATING_STEP_PS = 0.0005;
    private static final int HEATING_STEPS = 2000;
    private static final double MINIMIZER_TOLERANCE = 5;
    private static final double FINAL_TOLERANCE = 0.05;
    private static final int FRAMES_PER_WRITE = 100;
    private static final float XTC_PRECISION = 10_000;

    private BptiSeeds() {}

    /** Runs the program. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 6) {
            throw new IllegalArgumentException(
                    "expected: STRUCTURE FOLDER WALKERS EQUILIBRATION_PS PRODUCTION_PS INTERVAL_PS");
        }
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        PdbFile structure = StructureReader.read(Path.of(arguments[0]));
        int count = Integer.parseInt(arguments[2]);
        long quiet = steps(arguments[3]);
        long production = steps(arguments[4]);
        long interval = steps(arguments[5]);
        Topology topology =
                StandardBonds.addTo(structure.topology(), structure.models().get(0));
        SystemOptions options = SystemOptions.builder()
                .nonbonded(NonbondedOptions.cutoff(NonbondedForce.Method.CUTOFF_NON_PERIODIC, CUTOFF_NM))
                .hydrogenMass(HYDROGEN_MASS)
                .build();
        SystemSpec system =
                ForceField.load(List.of("amber99sbildn", "amber99_obc")).createSystem(topology, options);
        int width = 3 * topology.atomCount();
        TargetRule rule = TargetRule.of(topology);
        List<double[]> frames = new ArrayList<>();
        try (BatchEvaluator evaluator = BatchEvaluator.create(OpenMmLibrary.load(), system, "CPU", 1)) {
            double[] start = structure.models().get(0).clone();
            evaluator.minimize(1, start, MINIMIZER_TOLERANCE, 0);
            double[] starts = new double[count * width];
            Arrays.setAll(starts, i -> start[i % width]);
            ParticleSystem particles = new OpenMmPotential(evaluator, KELVIN).particleSystem();
            LangevinDynamics heating = new LangevinDynamics(
                    particles, new Thermostat(KELVIN, HEATING_STEP_PS, 10 * FRICTION_PER_PS), NoiseKey.langevin(SEED));
            LangevinDynamics dynamics = new LangevinDynamics(
                    particles, new Thermostat(KELVIN, STEP_PS, FRICTION_PER_PS), NoiseKey.langevin(SEED));
            Walkers walkers = heating.start(count, starts, 0);
            System.out.printf(Locale.ROOT, "minimised: %.1f kT%n", walkers.energies()[0]);
            heating.run(walkers, HEATING_STEPS, HEATING_STEPS, now -> {});
            dynamics.run(walkers, quiet, interval, now -> print(particles, now));
            dynamics.run(walkers, production, interval, now -> {
                print(particles, now);
                for (int walker = 0; walker < count; walker++) {
                    if (!rule.accepts(now.positions(), walker * width)) {
                        throw new IllegalStateException("walker " + walker + " has left the target ensemble");
                    }
                    frames.add(Arrays.copyOfRange(now.positions(), walker * width, (walker + 1) * width));
                }
                if (frames.size() % FRAMES_PER_WRITE == 0) {
                    write(folder, topology, frames);
                }
            });
            write(folder, topology, frames);
            double[] last = frames.get(frames.size() - 1);
            centre(last);
            evaluator.minimize(1, last, FINAL_TOLERANCE, 0);
            PdbWriter.write(folder.resolve("bpti.pdb"), topology, List.of(last));
            System.out.printf(Locale.ROOT, "%d evaluations, %d frames%n", evaluator.evaluations(), frames.size());
        }
    }

    private static void write(Path folder, Topology topology, List<double[]> frames) {
        double[] last = frames.get(frames.size() - 1);
        int width = last.length;
        int[] backbone = topology.atoms().stream()
                .filter(atom -> List.of("N", "CA", "C").contains(atom.name()))
                .mapToInt(atom -> topology.atoms().indexOf(atom))
                .toArray();
        Superposition superposition = new Superposition(last, backbone);
        double[] positions = new double[frames.size() * width];
        for (int f = 0; f < frames.size(); f++) {
            System.arraycopy(frames.get(f), 0, positions, f * width, width);
            superposition.apply(positions, f * width, topology.atomCount());
        }
        try {
            XtcWriter.write(
                    folder.resolve("bpti.xtc"),
                    new Frames(topology.atomCount(), frames.size(), positions, null),
                    XTC_PRECISION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void centre(double[] x) {
        double[] mean = new double[3];
        for (int i = 0; i < x.length; i++) {
            mean[i % 3] += 3 * x[i] / x.length;
        }
        for (int i = 0; i < x.length; i++) {
            x[i] -= mean[i % 3];
        }
    }

    private static long steps(String ps) {
        return Math.round(Double.parseDouble(ps) / STEP_PS);
    }

    private static void print(ParticleSystem particles, Walkers walkers) {
        if (walkers.step() % 1000 == 0) {
            for (int walker = 0; walker < walkers.count(); walker++) {
                System.out.printf(
                        Locale.ROOT,
                        "step %d walker %d: %.1f kT, %.1f K%n",
                        walkers.step(),
                        walker,
                        walkers.energies()[walker],
                        particles.kineticTemperature(walkers, walker));
            }
        }
    }
}
