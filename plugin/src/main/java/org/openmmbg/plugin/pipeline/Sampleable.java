package org.openmmbg.plugin.pipeline;

import java.util.List;
import java.util.Locale;
import org.openmmbg.openmm.BatchEvaluator;
import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.openmm.system.Force;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.systems.MolecularSystem;

/**
 * Refuses Systems that the seeds' dynamics and internal coordinates here would get wrong without a word: those with constraints or
 * particles without mass, in a box, or with a force that knows where the molecule is. The last are found by asking the energy:
 * a generator knows shapes only, and that of a shape must stay the same when it is moved and turned.
 */
final class Sampleable {
    /** Energies may differ by this part of their size and of 1 kJ/mol: moving 20 nm away costs eight digits of a bond. */
    private static final double TOLERANCE = 1e-5;

    /** The energies are asked for on the platform of double precision. */
    private static final String PLATFORM = "Reference";

    /** Rotations as quaternions, of any length, and displacements, nm. */
    private static final double[][] MOTIONS = {
        {1, 0, 0, 0, 0.3, -0.2, 0.5},
        {1, 0, 0, 0, -1.7, 2.9, 20},
        {0, 1, 0, 0, 0, 0, 0},
        {1, 0.4, -0.7, 0.2, 0, 0, 0},
        {0.3, -0.9, 0.5, 1.1, 4.1, -0.6, -2.3},
        {-0.2, 0.1, 1.3, 0.6, -12, 7, 0.9}
    };

    private Sampleable() {}

    /**
     * Checks what can be read of a System.
     *
     * @throws UsageException if it cannot be sampled
     */
    static void requireReadable(MolecularSystem molecule) {
        SystemSpec system = molecule.system();
        if (!system.constraints().isEmpty()) {
            throw new UsageException("the System of " + molecule.name() + " has "
                    + system.constraints().size()
                    + " constraints; a generator needs every bond free: make the System with constraints=None");
        }
        if (system.masses().stream().anyMatch(mass -> !(mass > 0))) {
            throw new UsageException("the System of " + molecule.name()
                    + " has particles without mass; the seeds' dynamics needs a mass for each");
        }
        for (Force force : system.forces()) {
            if (force.periodic()) {
                throw new UsageException("the System of " + molecule.name() + " is periodic (" + force.openMmName()
                        + "); a generator samples one molecule without a box: use NoCutoff or CutoffNonPeriodic");
            }
        }
    }

    /**
     * Asks each force for its energy of the reference, as it is and moved and turned.
     *
     * @throws UsageException if one changes
     */
    static void requireShapeOnly(MolecularSystem molecule, OpenMmLibrary library) {
        SystemSpec system = molecule.system();
        double[] positions = moved(molecule.referencePositions());
        int count = MOTIONS.length + 1;
        for (Force force : system.forces()) {
            SystemSpec alone = new SystemSpec(system.masses(), List.of(), List.of(force), system.boxVectors());
            double[] energies = new double[count];
            try (BatchEvaluator evaluator = BatchEvaluator.create(library, alone, PLATFORM, 1)) {
                evaluator.evaluate(count, positions, energies, null);
            }
            for (double energy : energies) {
                double change = Math.abs(energy - energies[0]);
                if (change > TOLERANCE * (1 + Math.abs(energies[0]))) {
                    throw new UsageException(String.format(
                            Locale.ROOT,
                            "the %s of %s knows where the molecule is: its energy changes by %.3g kJ/mol when the molecule is"
                                    + " moved or turned; a generator samples shapes alone: make the System without that force",
                            force.openMmName(),
                            molecule.name(),
                            change));
                }
            }
        }
    }

    /** Returns a configuration, and then what each motion makes of it. */
    private static double[] moved(double[] reference) {
        double[] positions = new double[(MOTIONS.length + 1) * reference.length];
        System.arraycopy(reference, 0, positions, 0, reference.length);
        for (int motion = 0; motion < MOTIONS.length; motion++) {
            move(reference, MOTIONS[motion], positions, (motion + 1) * reference.length);
        }
        return positions;
    }

    private static void move(double[] reference, double[] motion, double[] positions, int offset) {
        double norm = motion[0] * motion[0] + motion[1] * motion[1] + motion[2] * motion[2] + motion[3] * motion[3];
        double w = motion[0];
        for (int atom = 0; atom < reference.length; atom += 3) {
            for (int i = 0; i < 3; i++) {
                int j = (i + 1) % 3;
                int k = (i + 2) % 3;
                double qi = motion[1 + i];
                double qj = motion[1 + j];
                double qk = motion[1 + k];
                double turned = (w * w + qi * qi - qj * qj - qk * qk) * reference[atom + i]
                        + 2 * (qi * qj - w * qk) * reference[atom + j]
                        + 2 * (qi * qk + w * qj) * reference[atom + k];
                positions[offset + atom + i] = turned / norm + motion[4 + i];
            }
        }
    }
}
