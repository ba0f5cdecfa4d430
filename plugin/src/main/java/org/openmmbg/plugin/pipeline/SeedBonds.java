package org.openmmbg.plugin.pipeline;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.openmmbg.systems.InputFileException;
import org.openmmbg.systems.MolecularSystem;
import org.openmmbg.systems.Topology;
import org.openmmbg.systems.trajectory.Frames;

/** Holds given seeds against the bonds of the reference, so that frames of another unit, molecule or order are not learnt. */
final class SeedBonds {
    /** Bonds beyond these factors are none: heat stretches them by a tenth. */
    private static final double SHORTEST = 0.5;

    private static final double LONGEST = 1.5;

    /** Å taken for nm, or the reverse, by the median bond. */
    private static final double UNIT = 10;

    private static final double UNIT_REACH = 2;

    /** A molecule that a cell cuts has few long bonds, and the others right. */
    private static final double MOST_CUT = 0.2;

    private final MolecularSystem system;
    private final List<Topology.Bond> bonds;

    SeedBonds(MolecularSystem system) {
        this.system = system;
        bonds = system.topology().bonds();
    }

    /**
     * Checks the frames of a file.
     *
     * @throws InputFileException if a frame's bonds are not those of the molecule, with the likely cause
     */
    void require(Path file, Frames frames) {
        double[] weights = frames.weights();
        for (int frame = 0; frame < frames.count(); frame++) {
            if (weights == null || weights[frame] > 0) {
                require(file, frame, frames.positions());
            }
        }
    }

    private void require(Path file, int frame, double[] positions) {
        int offset = frame * system.referencePositions().length;
        double[] ratios = new double[bonds.size()];
        int bad = 0;
        int worst = 0;
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = length(bonds.get(i), positions, offset) / length(bonds.get(i), system.referencePositions(), 0);
            bad += ratios[i] >= SHORTEST && ratios[i] <= LONGEST ? 0 : 1;
            worst = Math.abs(Math.log(ratios[i])) > Math.abs(Math.log(ratios[worst])) ? i : worst;
        }
        if (bad == 0) {
            return;
        }
        double[] sorted = ratios.clone();
        Arrays.sort(sorted);
        throw new InputFileException(
                file,
                String.format(
                        Locale.ROOT,
                        "frame %d: the bond %s is %.3g nm long, in %s %.3g nm: %s",
                        frame,
                        name(bonds.get(worst)),
                        length(bonds.get(worst), positions, offset),
                        system.name(),
                        length(bonds.get(worst), system.referencePositions(), 0),
                        cause(sorted[sorted.length / 2], (double) bad / ratios.length)));
    }

    private static String cause(double median, double badShare) {
        if (median > UNIT / UNIT_REACH && median < UNIT * UNIT_REACH) {
            return "are the positions in Å? nm are expected";
        }
        if (median > 1 / UNIT / UNIT_REACH && median < UNIT_REACH / UNIT) {
            return "all bonds are too short, are the positions in another unit? nm are expected";
        }
        return badShare <= MOST_CUT
                ? "is the molecule cut by a periodic cell? make it whole before"
                : "are the atoms in another order, or is it another molecule?";
    }

    private static double length(Topology.Bond bond, double[] positions, int offset) {
        int a = offset + 3 * bond.first();
        int b = offset + 3 * bond.second();
        double x = positions[a] - positions[b];
        double y = positions[a + 1] - positions[b + 1];
        double z = positions[a + 2] - positions[b + 2];
        return Math.sqrt(x * x + y * y + z * z);
    }

    private String name(Topology.Bond bond) {
        return name(bond.first()) + "–" + name(bond.second());
    }

    private String name(int atom) {
        return system.topology().atoms().get(atom).name() + " of atom " + (atom + 1);
    }
}
