package org.openmmbg.coordinates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.openmmbg.potential.BistableDimer;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

class IdenticalParticlesTest {

    private static final double[] PACKING = BistableDimer.start(1.2);
    private static final IdenticalParticles BATH = new IdenticalParticles(PACKING, 2, 2, 36);

    /** Every assignment is tried. */
    @Test
    void sumOfSquaresIsTheLeastOfAllAssignments() {
        int changed = 0;
        for (int trial = 0; trial < 60; trial++) {
            double[] reference = gaussians(2L * trial, 15);
            double[] x = gaussians(2L * trial + 1, 15);
            double least = least(reference, x, 0, new boolean[5]);
            changed += new IdenticalParticles(reference, 3, 0, 5).relabel(x, 0) ? 1 : 0;
            assertThat(sum(reference, x)).isCloseTo(least, within(1e-12));
        }
        assertThat(changed).isGreaterThan(50);
    }

    private static double least(double[] reference, double[] x, int particle, boolean[] taken) {
        if (particle == taken.length) {
            return 0;
        }
        double least = Double.POSITIVE_INFINITY;
        for (int site = 0; site < taken.length; site++) {
            if (!taken[site]) {
                taken[site] = true;
                double[] own = Arrays.copyOfRange(x, 3 * particle, 3 * particle + 3);
                double[] place = Arrays.copyOfRange(reference, 3 * site, 3 * site + 3);
                least = Math.min(least, sum(place, own) + least(reference, x, particle + 1, taken));
                taken[site] = false;
            }
        }
        return least;
    }

    @Test
    void shuffledBathComesBackToItsSitesAndNothingElseMoves() {
        double[] noise = gaussians(1, 76);
        double[] shaken = new double[80];
        for (int i = 0; i < 76; i++) {
            shaken[4 + i] = PACKING[i] + 0.1 * noise[i];
        }
        double[] shuffled = shaken.clone();
        RandomStream random = new RandomStream(2, Purpose.TEST, 2);
        for (int i = 35; i > 0; i--) {
            swap(shuffled, 4 + i, 4 + random.nextInt(i + 1));
        }
        assertThat(shuffled).isNotEqualTo(shaken);
        assertThat(BATH.relabel(shuffled, 4)).isTrue();
        assertThat(shuffled).isEqualTo(shaken);
        assertThat(BATH.relabel(shuffled, 4)).isFalse();
        assertThat(shuffled).isEqualTo(shaken);
    }

    /** Particles so far from their sites that several share a nearest one. */
    @Test
    void relabellingKeepsTheEnergyAndIsDoneOnce() {
        double[] energies = new double[1];
        for (int trial = 0; trial < 5; trial++) {
            double[] noise = gaussians(10 + trial, 76);
            double[] x = new double[76];
            for (int i = 0; i < 76; i++) {
                x[i] = PACKING[i] + 0.6 * noise[i];
            }
            BistableDimer dimer = new BistableDimer(1);
            dimer.evaluate(1, x, energies, null);
            double before = energies[0];
            double far = sum(PACKING, x);
            assertThat(BATH.relabel(x, 0)).isTrue();
            dimer.evaluate(1, x, energies, null);
            assertThat(energies[0]).isCloseTo(before, within(1e-10 * Math.abs(before)));
            assertThat(sum(PACKING, x)).isLessThan(far);
            assertThat(BATH.relabel(x, 0)).isFalse();
        }
    }

    @Test
    void brokenConfigurationsAreLeftAlone() {
        double[] x = PACKING.clone();
        swap(x, 5, 9);
        x[20] = Double.NaN;
        double[] before = x.clone();
        assertThat(BATH.relabel(x, 0)).isFalse();
        assertThat(x).isEqualTo(before);
    }

    @Test
    void particlesAreInTheReference() {
        assertThatThrownBy(() -> new IdenticalParticles(PACKING, 2, 3, 36))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("36 identical particles of 2 axes from 3 on");
        assertThatThrownBy(() -> new IdenticalParticles(new double[] {Double.NaN}, 1, 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static double[] gaussians(long block, int count) {
        double[] values = new double[count];
        new RandomStream(1, Purpose.TEST, block).fillGaussian(values, 0, count);
        return values;
    }

    private static double sum(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }

    private static void swap(double[] x, int first, int second) {
        for (int axis = 0; axis < 2; axis++) {
            double kept = x[2 * first + axis];
            x[2 * first + axis] = x[2 * second + axis];
            x[2 * second + axis] = kept;
        }
    }
}
