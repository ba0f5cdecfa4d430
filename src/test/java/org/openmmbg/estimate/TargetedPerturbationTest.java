package org.openmmbg.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.openmmbg.flow.Whitening;
import org.openmmbg.potential.HarmonicPotential;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

/** Between oscillators of known free energies, by scaling maps. */
class TargetedPerturbationTest {

    private static final long SEED = 59;
    private static final double[] A = {1, 4};
    private static final double[] B = {25, 0.5};
    private static final double TRUTH = 0.5 * Math.log(25.0 / 1) + 0.5 * Math.log(0.5 / 4);

    @Test
    void errorsAreHonestWithAnImperfectMap() {
        TargetedPerturbation rough = between(0.25, 0.1, 0.8 * Math.sqrt(8), 0.2);
        // One side alone needs a map that leaves the images wider than B, and A wider than the images of B.
        TargetedPerturbation wide = between(0.23, 0.02, 1.15 * Math.sqrt(8), 0.1);
        TargetedPerturbation narrow = between(0.18, 0.02, 0.88 * Math.sqrt(8), 0.1);
        Coverage forward = new Coverage("targeted EXP forward", TRUTH);
        Coverage reverse = new Coverage("targeted EXP reverse", TRUTH);
        Coverage both = new Coverage("targeted BAR", TRUTH);
        for (int repeat = 0; repeat < Coverage.REPEATS; repeat++) {
            double[] a = draw(A, 300, 2L * repeat);
            double[] b = draw(B, 200, 2L * repeat + 1);
            forward.add(ExponentialAveraging.forward(wide.forwardWork(a)).difference());
            reverse.add(ExponentialAveraging.reverse(narrow.reverseWork(b)).difference());
            both.add(BennettAcceptanceRatio.of(rough.forwardWork(a), rough.reverseWork(b))
                    .difference());
        }
        forward.check(SEED);
        reverse.check(SEED);
        both.check(SEED);
    }

    @Test
    void aPerfectMapLeavesNoErrorAndNoneLeavesLittleOverlap() {
        double[] a = draw(A, 3000, 0);
        double[] b = draw(B, 2500, 1);
        TargetedPerturbation perfect = between(0.2, 0, Math.sqrt(8), 0);
        assertThat(perfect.forwardWork(a)).containsOnly(new double[] {TRUTH}, within(1e-9));
        BennettAcceptanceRatio ratio = BennettAcceptanceRatio.of(perfect.forwardWork(a), perfect.reverseWork(b));
        assertThat(ratio.difference().value()).isCloseTo(TRUTH, within(1e-9));
        assertThat(ratio.overlap()).isCloseTo(1, within(1e-9));
        TargetedPerturbation none = between(1, 0, 1, 0);
        assertThat(BennettAcceptanceRatio.of(none.forwardWork(a), none.reverseWork(b))
                        .overlap())
                .isLessThan(0.5);
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> new TargetedPerturbation(
                        new Whitening(1, new int[] {0}, new double[1], new double[] {1}),
                        new HarmonicPotential(1),
                        new HarmonicPotential(1, 1)))
                .hasMessageContaining("dimensions 1 and 2");
        assertThatThrownBy(() -> between(1, 0, 1, 0).forwardWork(new double[3])).hasMessageContaining("dimension 2");
        assertThatThrownBy(() -> TargetedPerturbation.work(new double[2], new double[2], new double[1]))
                .hasMessageContaining("1 determinants");
        assertThat(between(1, 0, 1, 0).forwardWork(new double[0])).isEmpty();
    }

    private static TargetedPerturbation between(double scale0, double shift0, double scale1, double shift1) {
        return new TargetedPerturbation(
                new Whitening(2, new int[] {0, 1}, new double[] {shift0, shift1}, new double[] {
                    scale0 * scale0, 0, 0, scale1 * scale1
                }),
                new HarmonicPotential(A),
                new HarmonicPotential(B));
    }

    private static double[] draw(double[] stiffness, int count, long block) {
        double[] noise = new double[2 * count];
        new RandomStream(SEED, Purpose.TEST, block).fillGaussian(noise, 0, noise.length);
        double[] x = new double[2 * count];
        Arrays.setAll(x, i -> noise[i] / Math.sqrt(stiffness[i % 2]));
        return x;
    }
}
