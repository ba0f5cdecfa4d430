package org.openmmbg.systems.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openmmbg.systems.InputFileException;
import org.openmmbg.systems.TestFiles;

class NpzTest {
    private static final double[] RAMP =
            IntStream.range(0, 45).mapToDouble(k -> (k - 20) / 8.0).toArray();

    @TempDir
    Path folder = Path.of("");

    @Test
    void readsWhatNumpyWrote() {
        Map<String, NpyArray> arrays = NpzReader.read(TestFiles.path("trajectory/types.npz"));
        assertThat(arrays.keySet()).containsExactly("f8", "f4", "i8", "i4", "big", "scalar", "empty");
        for (String name : List.of("f8", "f4", "big")) {
            assertThat(get(arrays, name).values()).isEqualTo(RAMP);
            assertThat(get(arrays, name).shape()).containsExactly(3, 5, 3);
        }
        assertThat(get(arrays, "f4").type()).isEqualTo(NpyArray.Type.FLOAT32);
        assertThat(get(arrays, "i8").values()).containsExactly(1, -2, 0x1p53);
        assertThat(get(arrays, "i4").values()).containsExactly(7, -8);
        assertThat(get(arrays, "i4").shape()).containsExactly(2, 1);
        assertThat(get(arrays, "scalar").values()).containsExactly(2.5);
        assertThat(get(arrays, "scalar").shape()).isEmpty();
        assertThat(get(arrays, "empty").shape()).containsExactly(0, 15);
    }

    @Test
    void arraysOfOtherKindsHinderOnlyWhoWantsThem() {
        Path file = TestFiles.path("trajectory/objects.npz");
        assertThat(NpzReader.read(file, Set.of("good", "absent"))).containsOnlyKeys("good");
        assertThatThrownBy(() -> NpzReader.read(file, Set.of("positions")))
                .isInstanceOf(InputFileException.class)
                .hasMessageContaining("pickled");
        assertThatThrownBy(() -> NpzReader.read(file, Set.of("columns")))
                .isInstanceOf(InputFileException.class)
                .hasMessageContaining("by columns");
        assertThatThrownBy(() -> NpzReader.read(file, Set.of("text")))
                .isInstanceOf(InputFileException.class)
                .hasMessageContaining("of type '<U1'");
    }

    @Test
    void readsWhatItWritesBitForBit() throws IOException {
        double[] odd = {0.1, -0.0, Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, 1e300};
        double[] many = IntStream.range(0, 20_001).mapToDouble(Math::sqrt).toArray();
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("odd", NpyArray.of(odd, 2, 3));
        arrays.put("many", NpyArray.of(many, many.length));
        arrays.put("f4", new NpyArray(NpyArray.Type.FLOAT32, List.of(2), new double[] {0.5, 0.1}));
        arrays.put("i8", new NpyArray(NpyArray.Type.INT64, List.of(1), new double[] {-0x1p53}));
        arrays.put("i4", new NpyArray(NpyArray.Type.INT32, List.of(), new double[] {Integer.MIN_VALUE + 1}));
        Path file = folder.resolve("a.npz");
        NpzWriter.write(file, arrays);
        Map<String, NpyArray> again = NpzReader.read(file);
        assertThat(again.keySet()).containsExactlyElementsOf(arrays.keySet());
        for (String name : List.of("odd", "many", "i8", "i4")) {
            assertThat(get(again, name).values()).isEqualTo(get(arrays, name).values());
            assertThat(get(again, name).shape()).isEqualTo(get(arrays, name).shape());
            assertThat(get(again, name).type()).isEqualTo(get(arrays, name).type());
        }
        assertThat(get(again, "f4").values()).containsExactly(0.5, 0.1f);
        Path second = folder.resolve("b.npz");
        NpzWriter.write(second, arrays);
        assertThat(second).hasSameBinaryContentAs(file);
    }

    @Test
    void integersThatDoNotFitAreNotWritten() {
        for (double bad : new double[] {0.5, Double.NaN, 1e10}) {
            NpyArray array = new NpyArray(NpyArray.Type.INT32, List.of(1), new double[] {bad});
            assertThatThrownBy(() -> NpzWriter.write(folder.resolve("bad.npz"), Map.of("n", array)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("array 'n'");
        }
        assertThat(folder).isEmptyDirectory();
    }

    static Stream<Arguments> badArrays() {
        byte[] two = new byte[16];
        return Stream.of(
                Arguments.of(npy("{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }", two), "does not fit"),
                Arguments.of(npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }", two), "does not fit"),
                Arguments.of(
                        npy("{'descr': '<f8', 'fortran_order': False, 'shape': (2147483647,), }", two), "does not fit"),
                Arguments.of(
                        npy("{'descr': '<f8', 'fortran_order': False, 'shape': (65536, 65536, 65536, 65536), }", two),
                        "does not fit"),
                Arguments.of(
                        npy("{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999, 0), }", two), "too large"),
                Arguments.of(npy("{'descr': '<f8', 'fortran_order': False, 'shape': (-2,), }", two), "cannot be used"),
                Arguments.of(npy("__import__('os').system('true')", two), "cannot be used"),
                Arguments.of(
                        npy("{'descr': '<f8', 'fortran_order': False, 'shape': (" + "1".repeat(3000) + "x), }", two),
                        "cannot be used"),
                Arguments.of(
                        npy("{'descr': '|O', 'fortran_order': False, 'shape': (2,), }", two), "pickled Python objects"),
                Arguments.of(npy("{'descr': '<c16', 'fortran_order': False, 'shape': (1,), }", two), "of type '<c16'"),
                Arguments.of(
                        npy(
                                "{'descr': '<i8', 'fortran_order': False, 'shape': (1,), }",
                                ByteBuffer.allocate(8)
                                        .order(ByteOrder.LITTLE_ENDIAN)
                                        .putLong(Long.MAX_VALUE)
                                        .flip()),
                        "too large"),
                Arguments.of(npy(" ".repeat(5000), two), "header of 5001 bytes"),
                Arguments.of("\u0093NUMPY\u0009\u0000".getBytes(StandardCharsets.ISO_8859_1), "format 1, 2 or 3"),
                Arguments.of("text".getBytes(StandardCharsets.ISO_8859_1), "ends early"),
                Arguments.of(new byte[0], "ends early"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("badArrays")
    @Timeout(10)
    void hostileArraysAreRefusedInOneLine(byte[] bytes, String message) throws IOException {
        Path file = zip("a.npy", bytes);
        assertThatThrownBy(() -> NpzReader.read(file))
                .isInstanceOf(InputFileException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message)
                .message()
                .hasSizeLessThan(400)
                .doesNotContain("\n");
    }

    @Test
    @Timeout(20)
    void zipBombsAreRefusedBeforeTheyGrow() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("positions.npy"));
            int count = 1 << 25;
            zip.write(npy("{'descr': '<f8', 'fortran_order': False, 'shape': (" + count + ",), }", new byte[0]));
            byte[] zeros = new byte[1 << 16];
            for (long left = 8L * count; left > 0; left -= zeros.length) {
                zip.write(zeros);
            }
        }
        assertThat(bytes.size()).isLessThan(1 << 20);
        Path file = Files.write(folder.resolve("bomb.npz"), bytes.toByteArray());
        assertThatThrownBy(() -> NpzReader.read(file))
                .isInstanceOf(InputFileException.class)
                .hasMessageContaining("does not compress that well");
    }

    @Test
    void forgedSizesDamageAndTruncationAreTypedErrors() throws IOException {
        byte[] good = Files.readAllBytes(TestFiles.path("trajectory/seeds.npz"));
        Path file = folder.resolve("bad.npz");
        for (int length = 0; length < good.length; length++) {
            Files.write(file, Arrays.copyOf(good, length));
            assertThatThrownBy(() -> NpzReader.read(file)).isInstanceOf(InputFileException.class);
        }
        // One byte turned over: either nothing that matters changed, or a typed error; never another exception.
        Map<String, NpyArray> original = NpzReader.read(TestFiles.path("trajectory/seeds.npz"));
        int refused = 0;
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= (byte) 0xff;
            Files.write(file, bad);
            try {
                for (Map.Entry<String, NpyArray> array : NpzReader.read(file).entrySet()) {
                    if (original.containsKey(array.getKey())) {
                        assertThat(array.getValue().values())
                                .isEqualTo(get(original, array.getKey()).values());
                    }
                }
            } catch (InputFileException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(good.length / 3);
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.npz"), "not a zip archive");
        assertThatThrownBy(() -> NpzReader.read(text))
                .isInstanceOf(InputFileException.class)
                .hasMessageContaining("is no NPZ file");
        assertThatThrownBy(() -> NpzReader.read(folder.resolve("none.npz"))).isInstanceOf(InputFileException.class);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < 1001; i++) {
                zip.putNextEntry(new ZipEntry(i + ".npy"));
            }
        }
        Path many = Files.write(folder.resolve("many.npz"), bytes.toByteArray());
        assertThatThrownBy(() -> NpzReader.read(many))
                .isInstanceOf(InputFileException.class)
                .hasMessageContaining("1001 entries");
    }

    private static NpyArray get(Map<String, NpyArray> arrays, String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }

    private static byte[] npy(String header, byte[] data) {
        return npy(header, ByteBuffer.wrap(data));
    }

    private static byte[] npy(String header, ByteBuffer data) {
        byte[] bytes = new byte[10 + header.length() + 1 + data.remaining()];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(NpzReader.MAGIC).put((byte) 1).put((byte) 0).putShort((short) (header.length() + 1));
        buffer.put(header.getBytes(StandardCharsets.ISO_8859_1))
                .put((byte) '\n')
                .put(data);
        return bytes;
    }

    private Path zip(String entry, byte[] content) throws IOException {
        Path file = folder.resolve("bad.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(content);
        }
        return file;
    }
}
