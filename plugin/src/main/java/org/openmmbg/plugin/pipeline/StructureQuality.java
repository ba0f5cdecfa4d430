package org.openmmbg.plugin.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openmmbg.openmm.system.Force;
import org.openmmbg.openmm.system.HarmonicBondForce;
import org.openmmbg.systems.MolecularSystem;
import org.openmmbg.systems.TargetRule;
import org.openmmbg.systems.Topology;

/**
 * How far a protein's draws, before any reweighting, are structures such as dynamics gives: finite energies, handedness,
 * disulfide bridges, and the potential energy beside that of the seeds. A share carries the interval of Wilson (J. Am.
 * Stat. Assoc. 22, 209, 1927), a median that of its order statistics.
 */
final class StructureQuality {
    /** A bridge's length may differ by this from the force field's, nm. */
    private static final double BRIDGE_TOLERANCE_NM = 0.02;

    /** Share of the seeds' energies that lie in their range. */
    private static final double RANGE = 0.99;

    /** Two-sided 95 % of the normal distribution. */
    private static final double Z = 1.959963984540054;

    private final MolecularSystem system;
    private final int width;

    StructureQuality(MolecularSystem system) {
        this.system = system;
        this.width = 3 * system.topology().atomCount();
    }

    /**
     * Judges all draws, those of weight 0 included.
     *
     * @param seedEnergies energies of dynamics, kT, at least one of them finite. Not modified.
     */
    List<Results.Observable> of(Samples samples, double[] seedEnergies) {
        int count = samples.count();
        double[] seeds = finiteSorted(seedEnergies);
        double[] own = finiteSorted(samples.energies());
        double low = quantile(seeds, (1 - RANGE) / 2);
        double high = quantile(seeds, (1 + RANGE) / 2);
        long inRange = Arrays.stream(own).filter(u -> u >= low && u <= high).count();
        List<Results.Observable> found = new ArrayList<>();
        found.add(share("draws: share with a finite energy", own.length, count));
        found.add(share(
                "draws: share of residues' alpha carbons that are L",
                handed(samples),
                (long) count * system.targetRule().centres().size()));
        List<HarmonicBondForce.Bond> bridges = bridges();
        if (!bridges.isEmpty()) {
            found.add(share(
                    "draws: share of disulfide bridges within 0.02 nm of their length",
                    unbroken(samples, bridges),
                    (long) count * bridges.size()));
        }
        if (own.length > 0) {
            found.add(median("draws: median potential energy (kT)", own));
        }
        found.add(median("seeds: median potential energy (kT)", seeds));
        found.add(share("draws: share in the range of 99% of the seeds' potential energies", inRange, count));
        return found;
    }

    private long handed(Samples samples) {
        long good = 0;
        for (TargetRule.Centre centre : system.targetRule().centres()) {
            TargetRule rule = new TargetRule(List.of(centre), List.of());
            for (int draw = 0; draw < samples.count(); draw++) {
                good += rule.accepts(samples.positions(), draw * width) ? 1 : 0;
            }
        }
        return good;
    }

    private List<HarmonicBondForce.Bond> bridges() {
        List<HarmonicBondForce.Bond> bridges = new ArrayList<>();
        for (Force force : system.system().forces()) {
            if (force instanceof HarmonicBondForce harmonic) {
                harmonic.bonds().stream()
                        .filter(bond -> isSulfur(bond.particle1()) && isSulfur(bond.particle2()))
                        .forEach(bridges::add);
            }
        }
        return bridges;
    }

    private boolean isSulfur(int atom) {
        Topology.Atom found = system.topology().atoms().get(atom);
        return found.element().equals("S");
    }

    private long unbroken(Samples samples, List<HarmonicBondForce.Bond> bridges) {
        long good = 0;
        for (HarmonicBondForce.Bond bridge : bridges) {
            for (int draw = 0; draw < samples.count(); draw++) {
                double square = 0;
                for (int axis = 0; axis < 3; axis++) {
                    int offset = draw * width + axis;
                    double difference = samples.positions()[offset + 3 * bridge.particle1()]
                            - samples.positions()[offset + 3 * bridge.particle2()];
                    square += difference * difference;
                }
                good += Math.abs(Math.sqrt(square) - bridge.length()) <= BRIDGE_TOLERANCE_NM ? 1 : 0;
            }
        }
        return good;
    }

    private static double[] finiteSorted(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.round(Math.max(0, Math.min(1, share)) * (sorted.length - 1))];
    }

    private static Results.Observable median(String name, double[] sorted) {
        double spread = Z / 2 / Math.sqrt(sorted.length);
        return new Results.Observable(
                name,
                quantile(sorted, 0.5),
                new Results.Interval(quantile(sorted, 0.5 - spread), quantile(sorted, 0.5 + spread)));
    }

    private static Results.Observable share(String name, long good, long all) {
        double share = (double) good / all;
        double square = Z * Z / all;
        double centre = (share + square / 2) / (1 + square);
        double half = Z * Math.sqrt((share * (1 - share) + square / 4) / all) / (1 + square);
        return new Results.Observable(
                name, share, new Results.Interval(Math.max(0, centre - half), Math.min(1, centre + half)));
    }
}
