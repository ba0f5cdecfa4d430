package org.openmmbg.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.openmmbg.dynamics.Series;
import org.openmmbg.estimate.Axis;
import org.openmmbg.potential.BistableDimer;

/**
 * Makes the reference free energies of the bistable dimer: umbrella sampling along its length with swaps between windows,
 * by independent repeats, each analysed by MBAR. Arguments: a folder, the temperature, the first and the last seed (one a
 * repeat), and the number of frames of a window and repeat. A repeat whose file stands in the folder is not run again, so
 * a stopped program goes on; the same arguments give the same numbers. On standard output stands what belongs in
 * test-data: cost, difference of each repeat, mean, standard error, profile.
 */
final class DimerReference {

    private static final UmbrellaWindows WINDOWS = new UmbrellaWindows(0.5, 0.1, 21, 100);
    private static final Axis PROFILE = new Axis(0.5, 2.5, 29, false);
    private static final double STEP = 0.02;
    private static final int STEPS_PER_MOVE = 10;
    private static final double FRICTION = 2;
    private static final int MOVES_PER_FRAME = 5;

    /** The temperature at which a repeat forgets the packing that all start from, before it is quenched to its own. */
    private static final double MELT = 5;

    private static final int MELT_FRAMES = 200;

    /** Share of a repeat's frames that are run beforehand and thrown away. */
    private static final double EQUILIBRATION = 0.2;

    private DimerReference() {}

    /** Runs the program. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 5) {
            throw new IllegalArgumentException("expected: FOLDER TEMPERATURE FIRST_SEED LAST_SEED FRAMES");
        }
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        BistableDimer dimer = new BistableDimer(Double.parseDouble(arguments[1]));
        int frames = Integer.parseInt(arguments[4]);
        List<double[]> profiles = new ArrayList<>();
        List<Double> differences = new ArrayList<>();
        for (long seed = Long.parseLong(arguments[2]); seed <= Long.parseLong(arguments[3]); seed++) {
            Path file = folder.resolve("dimer-" + dimer.temperature() + "-" + seed + "-" + frames + ".txt");
            if (!Files.exists(file)) {
                sample(dimer, seed, frames, file);
            }
            List<String> lines = Files.readAllLines(file);
            double[][] lengths = lines.stream()
                    .skip(1)
                    .map(line -> Arrays.stream(line.split(" "))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .toArray(double[][]::new);
            UmbrellaAnalysis analysis = new UmbrellaAnalysis(new DimerLength(dimer), WINDOWS, lengths);
            differences.add(analysis.difference(dimer.states()));
            profiles.add(analysis.profile(PROFILE));
            System.out.printf(
                    Locale.ROOT,
                    "%s %s %.4f%n",
                    lines.get(0),
                    dimer.states().differenceName(),
                    differences.get(differences.size() - 1));
        }
        print(dimer, differences, profiles);
    }

    private static void sample(BistableDimer dimer, long seed, int frames, Path file) throws IOException {
        long began = System.nanoTime();
        double[] packed = new double[WINDOWS.count() * dimer.dimension()];
        for (int k = 0; k < WINDOWS.count(); k++) {
            double[] start = BistableDimer.start(WINDOWS.centre(k));
            System.arraycopy(start, 0, packed, k * start.length, start.length);
        }
        UmbrellaSampling melt = sampling(new BistableDimer(MELT), packed, -seed);
        melt.run(MELT_FRAMES, MOVES_PER_FRAME);
        UmbrellaSampling sampling = sampling(dimer, melt.positions(), seed);
        sampling.run((int) (EQUILIBRATION * frames), MOVES_PER_FRAME);
        double[][] lengths = sampling.run(frames, MOVES_PER_FRAME);
        String head = String.format(
                Locale.ROOT,
                "T %s seed %d: %d evaluations, %.0f s, moves accepted %.3f, swaps %.3f",
                dimer.temperature(),
                seed,
                melt.evaluations() + sampling.evaluations(),
                1e-9 * (System.nanoTime() - began),
                sampling.moveAcceptance(),
                sampling.swapAcceptance());
        List<String> lines = new ArrayList<>(List.of(head));
        for (double[] window : lengths) {
            lines.add(Arrays.stream(window).mapToObj(Double::toString).collect(Collectors.joining(" ")));
        }
        Path unfinished = Files.write(file.resolveSibling(file.getFileName() + ".tmp"), lines);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static UmbrellaSampling sampling(BistableDimer dimer, double[] positions, long seed) {
        UmbrellaPotential potential = new UmbrellaPotential(dimer, new DimerLength(dimer), WINDOWS);
        double step = STEP * Math.sqrt(dimer.temperature());
        return new UmbrellaSampling(potential, positions, step, STEPS_PER_MOVE, FRICTION, seed);
    }

    private static void print(BistableDimer dimer, List<Double> differences, List<double[]> profiles) {
        double[] all = differences.stream().mapToDouble(Double::doubleValue).toArray();
        System.out.printf(
                Locale.ROOT,
                "T %s %s: %.4f, standard error %.4f, %d repeats%n",
                dimer.temperature(),
                dimer.states().differenceName(),
                Series.mean(all),
                Series.standardError(all),
                all.length);
        System.out.println("length, mean free energy of the bin in kT, its standard error");
        for (int bin = 0; bin < PROFILE.bins(); bin++) {
            int index = bin;
            double[] values = profiles.stream().mapToDouble(p -> p[index]).toArray();
            System.out.printf(
                    Locale.ROOT,
                    "%.4f %.4f %.4f%n",
                    PROFILE.centre(bin),
                    Series.mean(values),
                    Series.standardError(values));
        }
    }
}
