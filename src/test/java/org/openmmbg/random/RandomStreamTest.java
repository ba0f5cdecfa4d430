package org.openmmbg.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RandomStreamTest {

    private static final long SEED = 20261123L;

    /**
     * Known answers of Philox4x32-10: file kat_vectors of Random123, the authors' own library. The counter is
     * (position, purpose, block) and the key is the seed, so only vectors whose second word names a purpose could be
     * addressed through the public constructor: the words below go in by reflection.
     */
    @Test
    void answersAreThoseOfThePaper() throws ReflectiveOperationException {
        assertThat(philox(0, 0, 0, 0, 0, 0)).containsExactly(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
        assertThat(philox(-1, -1, -1, -1, -1, -1)).containsExactly(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
        assertThat(philox(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0))
                .containsExactly(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1);
    }

    private static int[] philox(int c0, int c1, int c2, int c3, int k0, int k1) throws ReflectiveOperationException {
        long block = ((long) c3 << 32) | (c2 & 0xFFFFFFFFL);
        long seed = ((long) k1 << 32) | (k0 & 0xFFFFFFFFL);
        RandomStream stream = new RandomStream(seed, Purpose.TEST, block);
        var purposeBits = RandomStream.class.getDeclaredField("purposeBits");
        purposeBits.setAccessible(true);
        purposeBits.setInt(stream, c1 & 0xFFFF0000);
        stream.seek(2 * (((c1 & 0xFFFFL) << 32) | (c0 & 0xFFFFFFFFL)));
        long first = stream.nextLong();
        long second = stream.nextLong();
        return new int[] {(int) first, (int) (first >>> 32), (int) second, (int) (second >>> 32)};
    }

    @Test
    void purposeNumbersAreFixedAndDistinct() {
        assertThat(Arrays.stream(Purpose.values()).mapToInt(Purpose::number))
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 20, 21, 40, 41, 42, 43);
    }

    @Test
    void addressGivesTheSameWordsInAnyOrder() {
        RandomStream stream = new RandomStream(SEED, Purpose.TEST, 7);
        long[] words = new long[101];
        for (int i = 0; i < words.length; i++) {
            assertThat(stream.position()).isEqualTo(i);
            words[i] = stream.nextLong();
        }
        for (int i = words.length - 1; i >= 0; i--) {
            stream.reset(Purpose.SAMPLING, 3);
            stream.nextLong();
            stream.reset(Purpose.TEST, 7);
            stream.seek(i);
            assertThat(stream.nextLong()).isEqualTo(words[i]);
        }
        assertThat(Arrays.stream(words).distinct().count()).isEqualTo(words.length);
    }

    @ParameterizedTest
    @EnumSource(Purpose.class)
    void everyPartOfTheAddressCounts(Purpose purpose) {
        long word = new RandomStream(SEED, purpose, 5).nextLong();
        assertThat(new RandomStream(SEED, purpose, 5).nextLong()).isEqualTo(word);
        assertThat(new RandomStream(SEED + (1L << 32), purpose, 5).nextLong()).isNotEqualTo(word);
        assertThat(new RandomStream(SEED, purpose, 5 + (1L << 32)).nextLong()).isNotEqualTo(word);
        Purpose other = purpose == Purpose.TEST ? Purpose.SAMPLING : Purpose.TEST;
        assertThat(new RandomStream(SEED, other, 5).nextLong()).isNotEqualTo(word);
    }

    @Test
    void blockEndsWithAnError() {
        RandomStream stream = new RandomStream(SEED, Purpose.TEST, 0);
        stream.seek(RandomStream.BLOCK_LENGTH - 1);
        stream.nextLong();
        assertThatThrownBy(stream::nextLong).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> stream.seek(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 10, 100, 1 << 30, (1 << 30) + 1, Integer.MAX_VALUE})
    void integersAreUniform(int bound) {
        RandomStream stream = new RandomStream(SEED, Purpose.TEST, bound);
        int bins = Math.min(bound, 10);
        int n = 100_000;
        int[] counts = new int[bins];
        for (int i = 0; i < n; i++) {
            int value = stream.nextInt(bound);
            assertThat(value).isBetween(0, bound - 1);
            counts[(int) ((long) value * bins / bound)]++;
        }
        for (int count : counts) {
            double p = 1.0 / bins;
            double z = bins == 1 ? count - n : (count - n * p) / Math.sqrt(n * p * (1 - p));
            assertThat(z).as("z of a bin, bound %d, seed %d", bound, SEED).isBetween(-4.0, 4.0);
        }
    }

    @Test
    void uniformsHaveTheRightMoments() {
        RandomStream stream = new RandomStream(SEED, Purpose.TEST, 1);
        int n = 1_000_000;
        double mean = 0;
        double square = 0;
        double openMean = 0;
        for (int i = 0; i < n; i++) {
            double u = stream.nextDouble();
            double v = stream.nextOpenDouble();
            assertThat(u >= 0 && u < 1 && v > 0 && v < 1).isTrue();
            mean += u;
            square += u * u;
            openMean += v;
        }
        checkZ("mean", (mean / n - 0.5) / Math.sqrt(1 / 12.0 / n));
        checkZ("mean of squares", (square / n - 1 / 3.0) / Math.sqrt(4 / 45.0 / n));
        checkZ("mean of open", (openMean / n - 0.5) / Math.sqrt(1 / 12.0 / n));
    }

    @Test
    void gaussiansHaveTheRightMomentsAndTails() {
        RandomStream stream = new RandomStream(SEED, Purpose.TEST, 2);
        int n = 1_000_000;
        double[] x = new double[n];
        stream.fillGaussian(x, 0, n);
        assertThat(stream.position()).isEqualTo(n);
        // E x^(2k) = (2k-1)!!, so var(x) = 1, var(x²) = 2, var(x³) = 15, var(x⁴) = 96.
        double[] moment = new double[5];
        double beyond3 = 0;
        for (double v : x) {
            double power = 1;
            for (int k = 1; k <= 4; k++) {
                power *= v;
                moment[k] += power / n;
            }
            beyond3 += Math.abs(v) > 3 ? 1 : 0;
        }
        checkZ("mean", moment[1] * Math.sqrt(n));
        checkZ("variance", (moment[2] - 1) / Math.sqrt(2.0 / n));
        checkZ("skewness", moment[3] / Math.sqrt(15.0 / n));
        checkZ("kurtosis", (moment[4] - 3) / Math.sqrt(96.0 / n));
        double p = Erf.erfc(3 / Math.sqrt(2));
        checkZ("beyond 3 sigma", (beyond3 - n * p) / Math.sqrt(n * p * (1 - p)));
    }

    @Test
    void gaussiansAreTheQuantilesOfTheUniforms() {
        RandomStream stream = new RandomStream(SEED, Purpose.TEST, 3);
        for (int i = 0; i < 10_000; i++) {
            stream.seek(i);
            double u = stream.nextOpenDouble();
            stream.seek(i);
            double x = stream.nextGaussian();
            double phi = x < 0 ? 0.5 * Erf.erfc(-x / Math.sqrt(2)) : 1 - 0.5 * Erf.erfc(x / Math.sqrt(2));
            assertThat(Math.abs(phi - u)).isLessThan(1e-13 * Math.max(1e-3, u));
        }
    }

    @Test
    void neighboursAreIndependent() {
        int n = 200_000;
        RandomStream here = new RandomStream(SEED, Purpose.TEST, 10);
        double[] a = new double[n + 1];
        here.fillGaussian(a, 0, n + 1);
        double[] b = new double[n];
        new RandomStream(SEED, Purpose.TEST, 11).fillGaussian(b, 0, n);
        double[] c = new double[n];
        new RandomStream(SEED + 1, Purpose.TEST, 10).fillGaussian(c, 0, n);
        double[] d = new double[n];
        new RandomStream(SEED, Purpose.BOOTSTRAP, 10).fillGaussian(d, 0, n);
        double lag = 0;
        double block = 0;
        double seed = 0;
        double purpose = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            lag += a[i] * a[i + 1];
            block += a[i] * b[i];
            seed += a[i] * c[i];
            purpose += a[i] * d[i];
            squares += (a[i] * a[i] - 1) * (b[i] * b[i] - 1) / 2;
        }
        checkZ("next word", lag / Math.sqrt(n));
        checkZ("next block", block / Math.sqrt(n));
        checkZ("next seed", seed / Math.sqrt(n));
        checkZ("next purpose", purpose / Math.sqrt(n));
        checkZ("squares of the next block", squares / Math.sqrt(n));
        // The first words of many blocks are a stream like any other.
        double firsts = 0;
        double product = 0;
        double last = 0;
        for (int i = 0; i < n; i++) {
            here.reset(Purpose.TEST, i);
            double x = here.nextGaussian();
            firsts += x;
            product += x * last;
            last = x;
        }
        checkZ("mean of the first words", firsts / Math.sqrt(n));
        checkZ("neighbouring first words", product / Math.sqrt(n));
    }

    private static void checkZ(String what, double z) {
        System.out.printf("seed %d, %s: z = %.2f%n", SEED, what, z);
        assertThat(z).as(what).isBetween(-4.0, 4.0);
    }
}
