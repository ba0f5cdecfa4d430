package org.openmmbg.plugin.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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
        List<Results.Observable> good = quality(1, energies, energies);
        assertThat(good).extracting(Results.Observable::name).hasSize(6);
        assertThat(good.get(0).mean()).isEqualTo(1);
        assertThat(good.get(1).mean()).isEqualTo(1);
        assertThat(good.get(2).mean()).isEqualTo(1);
        assertThat(good.get(3).mean()).isEqualTo(good.get(4).mean());
        assertThat(good.get(3).ci95().low()).isLessThan(good.get(3).ci95().high());
        // Wilson's interval of 50 of 50: 1 / (1 + z² / 50).
        assertThat(good.get(0).ci95().low()).isCloseTo(0.92865, within(1e-5));

        double[] own = energies.clone();
        own[0] = Double.NaN;
        Arrays.fill(own, 1, 11, 1e6);
        List<Results.Observable> mirrored = quality(-1, own, energies);
        assertThat(mirrored.get(0).mean()).isEqualTo(0.98);
        assertThat(mirrored.get(1).mean()).isEqualTo(0);
        assertThat(mirrored.get(2).mean()).isEqualTo(1);
        assertThat(mirrored.get(5).mean()).isBetween(0.74, 0.78);
    }

    private static List<Results.Observable> quality(double sign, double[] energies, double[] seedEnergies) {
        Samples samples = new Samples(COUNT, WIDTH);
        for (int i = 0; i < COUNT * WIDTH; i++) {
            samples.positions()[i] = sign * SEEDS.positions()[i];
        }
        System.arraycopy(energies, 0, samples.energies(), 0, COUNT);
        return new StructureQuality(BPTI).of(samples, seedEnergies);
    }
}
