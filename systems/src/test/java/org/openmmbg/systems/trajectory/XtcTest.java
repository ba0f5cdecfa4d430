package org.openmmbg.systems.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openmmbg.systems.InputFileException;
import org.openmmbg.systems.TestFiles;

class XtcTest {
    private static final int LENGTH_AT = 14 * 4 + 8 * 4;

    @TempDir
    Path folder = Path.of("");

    /** The coordinates that make.py gives its files, nm. */
    static double[] madeCoordinates(int atoms, int scale) {
        double[] x = new double[9 * atoms];
        for (int f = 0; f < 3; f++) {
            for (int i = 0; i < atoms; i++) {
                for (int a = 0; a < 3; a++) {
                    int place = (i / 3 * 7919 + 131 * f + 617 * a) % 2000 * scale;
                    int offset = (i * i * 31 + a * 57 + f * 13) % 200 - 100;
                    x[(f * atoms + i) * 3 + a] = (place + offset) / 1000.0;
                }
            }
        }
        return x;
    }

    @ParameterizedTest
    @CsvSource({"packed.xtc, 40, 1, 1e-12", "wide.xtc, 40, 20000, 6e-3", "few.xtc, 5, 1, 2e-7"})
    void readsWhatMdtrajWrote(String name, int atoms, int scale, double tolerance) {
        Frames frames = XtcReader.read(TestFiles.path("trajectory/" + name), atoms);
        assertThat(frames.count()).isEqualTo(3);
        // The wide range loses digits in single precision before it is rounded.
        assertThat(frames.positions()).containsExactly(madeCoordinates(atoms, scale), within(tolerance));
    }

    @ParameterizedTest
    @CsvSource({"packed.xtc, 40", "wide.xtc, 40", "few.xtc, 5"})
    void writesTheBytesThatMdtrajWrote(String name, int atoms) throws IOException {
        Path theirs = TestFiles.path("trajectory/" + name);
        Path ours = folder.resolve(name);
        XtcWriter.write(ours, XtcReader.read(theirs, atoms));
        byte[] expected = Files.readAllBytes(theirs);
        byte[] found = Files.readAllBytes(ours);
        assertThat(found).hasSameSizeAs(expected);
        // mdtraj leaves the steps at 0.
        for (int at = 0, f = 0; f < 3; f++) {
            ByteBuffer.wrap(expected).putInt(at + 8, f);
            int length = atoms > 9 ? ByteBuffer.wrap(expected).getInt(at + LENGTH_AT) : 0;
            at += atoms > 9 ? LENGTH_AT + 4 + (length + 3) / 4 * 4 : 14 * 4 + 12 * atoms;
        }
        assertThat(found).isEqualTo(expected);
    }

    /** Chains with steps of many sizes, so that runs begin, grow and end; seed 7. */
    @Test
    void readsWhatItWrites() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        for (int trial = 0; trial < 60; trial++) {
            int atoms = 10 + random.nextInt(200);
            double largest = Math.pow(10, random.nextDouble(-3, 3));
            double[] x = new double[2 * 3 * atoms];
            for (int k = 0; k < x.length; k++) {
                double step = largest * Math.pow(random.nextDouble(), 6) * (random.nextBoolean() ? 1 : -1);
                x[k] = (k < 3 ? 0 : x[k - 3]) + step;
            }
            Path file = folder.resolve("random.xtc");
            XtcWriter.write(file, new Frames(atoms, 2, x, null));
            double[] again = XtcReader.read(file, atoms).positions();
            assertThat(again).as("trial %d", trial).containsExactly(x, within(0.00051));
        }
        XtcWriter.write(folder.resolve("same.xtc"), new Frames(20, 1, new double[60], null));
        assertThat(XtcReader.read(folder.resolve("same.xtc"), 20).positions()).containsOnly(0.0);
    }

    @Test
    void whatTheFormatCannotHoldIsRefused() {
        double[] x = new double[60];
        x[4] = Double.NaN;
        assertThatThrownBy(() -> XtcWriter.write(folder.resolve("bad.xtc"), new Frames(20, 1, x, null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("coordinate 4 of frame 0 is NaN");
        x[4] = 3e6;
        assertThatThrownBy(() -> XtcWriter.write(folder.resolve("bad.xtc"), new Frames(20, 1, x, null)))
                .hasMessageContaining("has no room");
        assertThat(folder.resolve("bad.xtc")).doesNotExist();
    }

    static Stream<Arguments> badFiles() throws IOException {
        byte[] good = Files.readAllBytes(TestFiles.path("trajectory/packed.xtc"));
        return Stream.of(
                Arguments.of("text", "x".repeat(500).getBytes(StandardCharsets.US_ASCII), "is no XTC file"),
                Arguments.of("other atoms", with(good, 4, 41), "frame 0 has 41 atoms; expected 40"),
                Arguments.of("huge atoms", with(good, 4, Integer.MAX_VALUE), "expected 40"),
                Arguments.of("two numbers of atoms", with(good, 13 * 4, 7), "expected 40"),
                Arguments.of("huge data", with(good, LENGTH_AT, Integer.MAX_VALUE), "ends within frame 0"),
                Arguments.of("negative data", with(good, LENGTH_AT, -4), "has -4 bytes of data"),
                Arguments.of("no data", with(good, LENGTH_AT, 0), "has 0 bytes of data"),
                Arguments.of("step", with(good, LENGTH_AT - 4, 200), "a range of number 200"),
                Arguments.of("negative step", with(good, LENGTH_AT - 4, -1), "a range of number -1"),
                Arguments.of("precision", with(good, 14 * 4, 0), "its precision is 0.0"),
                Arguments.of("range", with(good, 15 * 4, Integer.MAX_VALUE), "least position is above"),
                Arguments.of("magic", with(good, 0, 2023), "begins with 2023, not 1995"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badFiles")
    void badFilesAreRefusedInOneLine(String what, byte[] bytes, String message) throws IOException {
        Path file = Files.write(folder.resolve("bad.xtc"), bytes);
        assertThatThrownBy(() -> XtcReader.read(file, 40))
                .as(what)
                .isInstanceOf(InputFileException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    @Test
    void damageNeverEndsInAnotherException() throws IOException {
        byte[] good = Files.readAllBytes(TestFiles.path("trajectory/packed.xtc"));
        Path file = folder.resolve("damaged.xtc");
        int refused = 0;
        for (int i = 1; i < good.length; i += 3) {
            byte[] bad = i % 2 == 0 ? Arrays.copyOf(good, i) : good.clone();
            bad[i - 1] ^= (byte) (1 << i % 8);
            Files.write(file, bad);
            try {
                assertThat(XtcReader.read(file, 40).positions()).isNotEmpty();
            } catch (InputFileException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(good.length / 6);
    }

    private static byte[] with(byte[] bytes, int at, int value) {
        byte[] copy = bytes.clone();
        ByteBuffer.wrap(copy).putInt(at, value);
        return copy;
    }
}
