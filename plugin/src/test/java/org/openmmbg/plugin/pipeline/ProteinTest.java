package org.openmmbg.plugin.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openmmbg.systems.MixedLayout;
import org.openmmbg.systems.MolecularSystem;
import org.openmmbg.systems.SystemRegistry;
import org.openmmbg.systems.trajectory.Frames;

/** What a run makes of the built-in protein, short of training. */
class ProteinTest {
    private static final MolecularSystem BPTI = SystemRegistry.builtIn().load("bpti");
    private static final Frames SEEDS = Objects.requireNonNull(BPTI.shippedSeeds());
    private static final int WIDTH = 3 * 892;
    private static final int COUNT = 50;

    private static final String LEFT = "draws: share of structures whose alpha carbons are all L";
    private static final String BRIDGES = "draws: share of structures whose disulfide bridges all are";
    private static final String MEDIAN = "draws: median potential energy (kT)";
    private static final String PER_ATOM = "draws: median potential energy above the seeds', per atom (kT)";
    private static final String TORSIONS =
            "draws: share of residues with backbone torsions within 20 degrees of a seed's";
    private static final String CLASHES = ": clashes, a structure";
    private static final String BONDS = ": backbone bonds, root mean square deviation from the seeds' means (nm)";
    private static final String ANGLES =
            ": backbone angles, root mean square deviation from the seeds' means (degrees)";

    @ParameterizedTest
    @EnumSource(Preset.class)
    void presetsStayWithinTheirBudget(Preset preset) {
        RunConfig config = RunConfig.defaults(preset, "bpti");
        long evaluations =
                (long) config.training().klSteps() * config.training().klBatch()
                        + config.sampling().draws()
                        + SEEDS.count();
        assertThat(evaluations)
                .isLessThanOrEqualTo(
                        switch (preset) {
                            case QUICK -> 300_000L;
                            case STANDARD -> 1_000_000L;
                            case LONG -> 2_800_000L;
                        });
        assertThat(config.sampling().draws()).isGreaterThanOrEqualTo(1000);
    }

    @Test
    void seedsLieInTheDomainAlsoWhereTorsionsAreCut() {
        MixedLayout layout = Objects.requireNonNull(BPTI.mixedLayout());
        ProteinCoordinates fitted = ProteinCoordinates.fit(layout, BPTI.referencePositions(), COUNT, SEEDS.positions());
        int n = fitted.coordinates().dimension();
        double[] positions = Arrays.copyOf(SEEDS.positions(), COUNT * WIDTH);
        double[] q = new double[COUNT * n];
        fitted.coordinates().toInternal(0, COUNT, positions, q, null);
        int periodic = 0;
        for (int column = 0; column < n; column++) {
            periodic += fitted.domain().isPeriodic(column) ? 1 : 0;
        }
        // 125 torsions turn freely, and in the first picoseconds most of them do not go round.
        assertThat(periodic).isBetween(1, 60);
        int column = fitted.coordinates().torsionOffset();
        for (int seed = 0; seed < COUNT; seed++) {
            BPTI.equivalentHydrogens().canonicalise(positions, seed * WIDTH);
            fitted.coordinates().toInternal(seed, seed + 1, positions, q, null);
            fitted.domain().wrap(q, seed * n);
            assertThat(fitted.domain().contains(q, seed * n)).isTrue();
            // A turn more is another name for the same torsion.
            q[seed * n + column] += 2 * Math.PI;
            assertThat(fitted.domain().contains(q, seed * n)).isFalse();
        }
    }

    @Test
    void qualityOfSeedsIsPerfectAndThatOfTheirMirrorImagesIsNot() {
        double[] energies = new double[COUNT];
        Arrays.setAll(energies, i -> -3300 + i);
        Quality good = quality(x -> x, energies, energies);
        assertThat(good.get("draws: share with a finite energy").mean()).isEqualTo(1);
        assertThat(good.get(LEFT).mean()).isEqualTo(1);
        assertThat(good.get(BRIDGES).mean()).isEqualTo(1);
        assertThat(good.get(MEDIAN)).isEqualTo(renamed(good.get("seeds: median potential energy (kT)"), MEDIAN));
        assertThat(good.get(MEDIAN).ci95().low())
                .isLessThan(good.get(MEDIAN).ci95().high());
        assertThat(good.get(PER_ATOM).mean()).isEqualTo(0);
        assertThat(good.get(TORSIONS).mean()).isEqualTo(1);
        // Wilson's interval of 50 of 50: 1 / (1 + z² / 50).
        assertThat(good.get("draws: share with a finite energy").ci95().low()).isCloseTo(0.92865, within(1e-5));
        for (String of : List.of(CLASHES, BONDS, ANGLES)) {
            assertThat(good.get("draws" + of)).isEqualTo(renamed(good.get("seeds" + of), "draws" + of));
        }
        // Thermal motion at 300 K of bonds and angles of the force field's stiffness, and a fold without clashes.
        assertThat(good.get("draws" + BONDS).mean()).isBetween(0.002, 0.004);
        assertThat(good.get("draws" + ANGLES).mean()).isBetween(2.0, 4.5);
        assertThat(good.get("draws" + CLASHES).mean()).isLessThan(0.2);

        double[] own = energies.clone();
        own[0] = Double.NaN;
        Arrays.fill(own, 1, 11, 1e6);
        Arrays.fill(own, 11, 16, -1e6);
        Quality mirrored = quality(x -> -x, own, energies);
        assertThat(mirrored.get("draws: share with a finite energy").mean()).isEqualTo(0.98);
        assertThat(mirrored.get(LEFT).mean()).isEqualTo(0);
        assertThat(mirrored.get(BRIDGES).mean()).isEqualTo(1);
        assertThat(mirrored.get(TORSIONS).mean()).isLessThan(0.2);
        assertThat(mirrored.get("draws: share in the range of 99% of the seeds' potential energies")
                        .mean())
                .isBetween(0.64, 0.68);
        assertThat(mirrored.get("draws: share below that range").mean()).isEqualTo(0.1);
    }

    @Test
    void stretchedStructuresHaveWrongBondsAndRightAngles() {
        double[] energies = new double[COUNT];
        Quality stretched = quality(x -> 1.2 * x, energies, energies);
        // A fifth of N–CA 0.146, CA–C 0.152 and C–N 0.134 nm.
        assertThat(stretched.get("draws" + BONDS).mean()).isCloseTo(0.029, within(0.001));
        assertThat(stretched.get("draws" + ANGLES).mean())
                .isCloseTo(stretched.get("seeds" + ANGLES).mean(), within(1e-6));
        assertThat(stretched.get(BRIDGES).mean()).isEqualTo(0);
        assertThat(stretched.get(LEFT).mean()).isEqualTo(1);
        assertThat(stretched.get(TORSIONS).mean()).isEqualTo(1);
    }

    @Test
    void atomsThatStandInEachOtherClash() {
        double[] x = Arrays.copyOf(SEEDS.positions(), WIDTH);
        Clashes clashes = new Clashes(BPTI.topology());
        int before = clashes.count(x, 0);
        int first = BPTI.topology().find(0, "CA");
        int neighbour = BPTI.topology().find(0, "N");
        int far = BPTI.topology().find(29, "CA");
        double[] bonded = x.clone();
        bonded[3 * neighbour] += 0.01;
        assertThat(clashes.count(bonded, 0)).isEqualTo(before);
        // Onto the other atom, beside all that stands around it.
        System.arraycopy(x, 3 * far, x, 3 * first, 3);
        x[3 * first] += 0.05;
        assertThat(clashes.count(x, 0)).isGreaterThan(before + 3);
    }

    private static Results.Observable renamed(Results.Observable found, String name) {
        return new Results.Observable(name, found.mean(), found.ci95());
    }

    /** Returns what is said of seeds whose positions were changed, by name. */
    private static Quality quality(DoubleUnaryOperator changed, double[] energies, double[] seedEnergies) {
        Samples samples = new Samples(COUNT, WIDTH);
        for (int i = 0; i < COUNT * WIDTH; i++) {
            samples.positions()[i] = changed.applyAsDouble(SEEDS.positions()[i]);
        }
        System.arraycopy(energies, 0, samples.energies(), 0, COUNT);
        SeedSet seeds = new SeedSet(COUNT, Arrays.copyOf(SEEDS.positions(), COUNT * WIDTH), null);
        return new Quality(new StructureQuality(BPTI)
                .of(samples, seeds, seedEnergies).stream()
                        .collect(Collectors.toMap(Results.Observable::name, found -> found)));
    }

    private record Quality(Map<String, Results.Observable> byName) {
        Results.Observable get(String name) {
            return Objects.requireNonNull(byName.get(name), name);
        }
    }
}
