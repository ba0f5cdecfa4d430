package org.openmmbg.plugin.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.openmmbg.openmm.system.Force;
import org.openmmbg.openmm.system.HarmonicBondForce;
import org.openmmbg.systems.MolecularSystem;
import org.openmmbg.systems.RamachandranPair;
import org.openmmbg.systems.TargetRule;
import org.openmmbg.systems.Topology;
import org.openmmbg.systems.TorsionObservable;

/**
 * How far a protein's draws, before any reweighting, are structures such as dynamics gives: finite energies, handedness,
 * disulfide bridges, the potential energy beside that of the seeds, clashes, and the backbone's geometry. A share carries
 * the interval of Wilson (J. Am. Stat. Assoc. 22, 209, 1927), a median that of its order statistics, a mean over structures
 * that of its standard error.
 */
final class StructureQuality {
    /** A bridge's length may differ by this from the force field's, nm. */
    private static final double BRIDGE_TOLERANCE_NM = 0.02;

    /** Share of the seeds' energies that lie in their range. */
    private static final double RANGE = 0.99;

    /** A residue's backbone torsions are those of a seed if both are within this, radians. */
    private static final double TORSION_TOLERANCE = Math.toRadians(20);

    /** Two-sided 95 % of the normal distribution. */
    private static final double Z = 1.959963984540054;

    private final MolecularSystem system;
    private final int width;
    private final BackboneGeometry backbone;
    private final Clashes clashes;

    StructureQuality(MolecularSystem system) {
        this.system = system;
        this.width = 3 * system.topology().atomCount();
        this.backbone = new BackboneGeometry(system.topology());
        this.clashes = new Clashes(system.topology());
    }

    /**
     * Judges all draws, those of weight 0 included.
     *
     * @param seeds structures of dynamics
     * @param seedEnergies their energies, kT, at least one of them finite. Not modified.
     */
    List<Results.Observable> of(Samples samples, SeedSet seeds, double[] seedEnergies) {
        List<Results.Observable> found = new ArrayList<>();
        addSoundness(samples, found);
        addEnergies(samples, seedEnergies, found);
        addGeometry("draws", samples.positions(), samples.count(), seeds, found);
        addGeometry("seeds", seeds.positions(), seeds.count(), seeds, found);
        found.add(share(
                "draws: share of residues with backbone torsions within 20 degrees of a seed's",
                likeSeeds(samples, seeds),
                (long) samples.count() * pairs().size()));
        return found;
    }

    private void addSoundness(Samples samples, List<Results.Observable> found) {
        int count = samples.count();
        long finite = Arrays.stream(samples.energies()).filter(Double::isFinite).count();
        found.add(share("draws: share with a finite energy", finite, count));
        List<TargetRule.Centre> centres = system.targetRule().centres();
        found.add(share(
                "draws: share of residues' alpha carbons that are L",
                centres.stream()
                        .mapToLong(centre -> count(samples, draw -> isL(samples, draw, List.of(centre))))
                        .sum(),
                (long) count * centres.size()));
        found.add(share(
                "draws: share of structures whose alpha carbons are all L",
                count(samples, draw -> isL(samples, draw, centres)),
                count));
        List<HarmonicBondForce.Bond> bridges = bridges();
        if (!bridges.isEmpty()) {
            found.add(share(
                    "draws: share of disulfide bridges within 0.02 nm of their length",
                    bridges.stream()
                            .mapToLong(bridge -> count(samples, draw -> isWhole(samples, draw, bridge)))
                            .sum(),
                    (long) count * bridges.size()));
            found.add(share(
                    "draws: share of structures whose disulfide bridges all are",
                    count(samples, draw -> bridges.stream().allMatch(bridge -> isWhole(samples, draw, bridge))),
                    count));
        }
    }

    private static long count(Samples samples, IntPredicate holds) {
        return IntStream.range(0, samples.count()).filter(holds).count();
    }

    private boolean isL(Samples samples, int draw, List<TargetRule.Centre> centres) {
        return new TargetRule(centres, List.of()).accepts(samples.positions(), draw * width);
    }

    private boolean isWhole(Samples samples, int draw, HarmonicBondForce.Bond bridge) {
        double length =
                BackboneGeometry.distance(samples.positions(), draw * width, bridge.particle1(), bridge.particle2());
        return Math.abs(length - bridge.length()) <= BRIDGE_TOLERANCE_NM;
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

    private void addEnergies(Samples samples, double[] seedEnergies, List<Results.Observable> found) {
        double[] seeds = finiteSorted(seedEnergies);
        double[] own = finiteSorted(samples.energies());
        double low = quantile(seeds, (1 - RANGE) / 2);
        double high = quantile(seeds, (1 + RANGE) / 2);
        Results.Observable expected = median("seeds: median potential energy (kT)", seeds);
        if (own.length > 0) {
            Results.Observable drawn = median("draws: median potential energy (kT)", own);
            int atoms = system.topology().atomCount();
            found.add(drawn);
            found.add(new Results.Observable(
                    "draws: median potential energy above the seeds', per atom (kT)",
                    (drawn.mean() - expected.mean()) / atoms,
                    new Results.Interval(
                            (drawn.ci95().low() - expected.ci95().high()) / atoms,
                            (drawn.ci95().high() - expected.ci95().low()) / atoms)));
        }
        found.add(expected);
        found.add(share(
                "draws: share in the range of 99% of the seeds' potential energies",
                Arrays.stream(own).filter(u -> u >= low && u <= high).count(), samples.count()));
        found.add(share(
                "draws: share below that range",
                Arrays.stream(own).filter(u -> u < low).count(),
                samples.count()));
    }

    /** Adds clashes, and how far the backbone's bonds and angles are from their means over the seeds. */
    private void addGeometry(
            String name, double[] positions, int count, SeedSet seeds, List<Results.Observable> found) {
        double[] lengths = mean(seeds, offset -> backbone.lengths(seeds.positions(), offset));
        double[] angles = mean(seeds, offset -> backbone.angles(seeds.positions(), offset));
        found.add(mean(name + ": clashes, a structure", count, row -> clashes.count(positions, row * width)));
        found.add(mean(
                name + ": backbone bonds, root mean square deviation from the seeds' means (nm)",
                count,
                row -> deviation(backbone.lengths(positions, row * width), lengths)));
        found.add(mean(
                name + ": backbone angles, root mean square deviation from the seeds' means (degrees)",
                count,
                row -> deviation(backbone.angles(positions, row * width), angles)));
    }

    private double[] mean(SeedSet seeds, IntFunction<double[]> values) {
        double[] mean = values.apply(0);
        for (int seed = 1; seed < seeds.count(); seed++) {
            double[] further = values.apply(seed * width);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += further[i];
            }
        }
        return Arrays.stream(mean).map(sum -> sum / seeds.count()).toArray();
    }

    private static double deviation(double[] values, double[] means) {
        double square = 0;
        for (int i = 0; i < values.length; i++) {
            square += (values[i] - means[i]) * (values[i] - means[i]);
        }
        return Math.sqrt(square / values.length);
    }

    private List<RamachandranPair> pairs() {
        return RamachandranPair.of(system.observables());
    }

    private long likeSeeds(Samples samples, SeedSet seeds) {
        long alike = 0;
        for (RamachandranPair pair : pairs()) {
            double[] phi = angles(pair.phi(), seeds);
            double[] psi = angles(pair.psi(), seeds);
            alike += count(samples, draw -> {
                double ownPhi = pair.phi().value(samples.positions(), draw * width);
                double ownPsi = pair.psi().value(samples.positions(), draw * width);
                return IntStream.range(0, seeds.count())
                        .anyMatch(seed -> isNear(ownPhi, phi[seed]) && isNear(ownPsi, psi[seed]));
            });
        }
        return alike;
    }

    private double[] angles(TorsionObservable torsion, SeedSet seeds) {
        return IntStream.range(0, seeds.count())
                .mapToDouble(seed -> torsion.value(seeds.positions(), seed * width))
                .toArray();
    }

    private static boolean isNear(double a, double b) {
        return Math.abs(Math.IEEEremainder(a - b, 2 * Math.PI)) <= TORSION_TOLERANCE;
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

    private static Results.Observable mean(String name, int count, IntToDoubleFunction value) {
        double[] values = IntStream.range(0, count).mapToDouble(value).toArray();
        double mean = Arrays.stream(values).sum() / count;
        double square = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        double half = Z * Math.sqrt(square / Math.max(1, count - 1) / count);
        return new Results.Observable(name, mean, new Results.Interval(mean - half, mean + half));
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
