package org.openmmbg.systems.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openmmbg.systems.InputFileException;
import org.openmmbg.systems.TestFiles;

class DcdTest {
    private static final int TITLE_AT = 92;

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"plain.dcd", "cell.dcd", "cell-big-endian.dcd"})
    void readsWhatMdtrajWrote(String name) {
        Frames frames = DcdReader.read(TestFiles.path("trajectory/" + name));
        assertThat(frames.atoms()).isEqualTo(5);
        assertThat(frames.count()).isEqualTo(3);
        assertThat(frames.weights()).isNull();
        assertThat(frames.positions()).hasSize(45);
        for (int k = 0; k < 45; k++) {
            assertThat(frames.positions()[k]).isCloseTo((k - 20) / 8.0, within(1e-7));
        }
    }

    @Test
    void readsWhatItWrites() throws IOException {
        Frames frames = DcdReader.read(TestFiles.path("trajectory/plain.dcd"));
        Path file = folder.resolve("again.dcd");
        DcdWriter.write(file, frames);
        assertThat(DcdReader.read(file).positions()).containsExactly(frames.positions(), within(1e-7));
        byte[] bytes = Files.readAllBytes(file);
        // MDTraj's frames begin after a longer title; the frames themselves are the same bytes.
        byte[] theirs = Files.readAllBytes(TestFiles.path("trajectory/plain.dcd"));
        int length = 3 * 3 * (8 + 4 * 5);
        assertThat(Arrays.copyOfRange(bytes, bytes.length - length, bytes.length))
                .isEqualTo(Arrays.copyOfRange(theirs, theirs.length - length, theirs.length));
        Path empty = folder.resolve("empty.dcd");
        DcdWriter.write(empty, new Frames(5, 0, new double[0], null));
        assertThat(DcdReader.read(empty).count()).isZero();
    }

    @Test
    void failedFramesKeepTheirPlace() throws IOException {
        Path file = folder.resolve("nan.dcd");
        DcdWriter.write(file, new Frames(1, 2, new double[] {0, Double.NaN, 1e39, 1, 2, 3}, null));
        assertThat(DcdReader.read(file).positions())
                .containsExactly(new double[] {0, Double.NaN, Double.POSITIVE_INFINITY, 1, 2, 3}, within(1e-7));
        assertThatThrownBy(() -> FrameReader.read(file, 1))
                .isInstanceOf(InputFileException.class)
                .hasMessageContaining("coordinate 1 of frame 0 is NaN");
    }

    static Stream<Arguments> badFiles() throws IOException {
        byte[] good = Files.readAllBytes(TestFiles.path("trajectory/plain.dcd"));
        int atomsAt = good.length - 3 * 3 * (8 + 4 * 5) - 8;
        return Stream.of(
                Arguments.of("empty", new byte[0], "ends early"),
                Arguments.of("text", "x".repeat(500).getBytes(StandardCharsets.US_ASCII), "is no DCD file"),
                Arguments.of("within header", Arrays.copyOf(good, 50), "ends early"),
                Arguments.of("within title", Arrays.copyOf(good, 110), "has a title of"),
                Arguments.of("within frame", Arrays.copyOf(good, good.length - 1), "ends within a frame"),
                Arguments.of(
                        "one frame missing",
                        Arrays.copyOf(good, good.length - 3 * (8 + 4 * 5)),
                        "holds 2 frames, but its header says 3"),
                Arguments.of("huge title", with(good, TITLE_AT, Integer.MAX_VALUE), "has a title of 2147483647 bytes"),
                Arguments.of("negative title", with(good, TITLE_AT, -4), "has a title of -4 bytes"),
                Arguments.of("huge atoms", with(good, atomsAt, Integer.MAX_VALUE), "ends within a frame"),
                Arguments.of("no atoms", with(good, atomsAt, 0), "has no number of atoms"),
                Arguments.of("negative atoms", with(good, atomsAt, -5), "has no number of atoms"),
                Arguments.of("frame record", with(good, atomsAt + 8, 24), "frame 0 has a record of 24 bytes"),
                Arguments.of("fixed atoms", with(good, 8 + 4 * 8, 2), "has fixed atoms"),
                Arguments.of("fourth dimension", with(good, 8 + 4 * 11, 1), "fourth dimension"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badFiles")
    void badFilesAreRefusedInOneLine(String what, byte[] bytes, String message) throws IOException {
        Path file = Files.write(folder.resolve("bad.dcd"), bytes);
        assertThatThrownBy(() -> DcdReader.read(file))
                .as(what)
                .isInstanceOf(InputFileException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    @Test
    void everyTruncationIsATypedError() throws IOException {
        byte[] good = Files.readAllBytes(TestFiles.path("trajectory/cell.dcd"));
        Path file = folder.resolve("short.dcd");
        for (int length = 0; length < good.length; length++) {
            Files.write(file, Arrays.copyOf(good, length));
            assertThatThrownBy(() -> DcdReader.read(file)).isInstanceOf(InputFileException.class);
        }
    }

    private static byte[] with(byte[] bytes, int at, int value) {
        byte[] copy = bytes.clone();
        ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
        return copy;
    }
}
