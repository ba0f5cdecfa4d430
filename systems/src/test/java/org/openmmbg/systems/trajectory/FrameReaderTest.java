package org.openmmbg.systems.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openmmbg.systems.InputFileException;
import org.openmmbg.systems.TestFiles;
import org.openmmbg.systems.pdb.PdbFile;
import org.openmmbg.systems.pdb.PdbReader;
import org.openmmbg.systems.pdb.PdbWriter;

class FrameReaderTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void readsEachFormat() throws IOException {
        Frames dcd = FrameReader.read(TestFiles.path("trajectory/cell.dcd"), 5);
        Frames npz = FrameReader.read(TestFiles.path("trajectory/seeds.npz"), 5);
        Frames flat = FrameReader.read(TestFiles.path("trajectory/seeds-log.npz"), 5);
        assertThat(npz.count()).isEqualTo(3);
        assertThat(npz.positions()[44]).isEqualTo(3);
        assertThat(dcd.positions()).containsExactly(npz.positions(), within(1e-7));
        assertThat(flat.positions()).isEqualTo(npz.positions());
        assertThat(dcd.weights()).isNull();
        assertThat(npz.weights()).containsExactly(0.5, 0, 2);
        // Logarithms around −1000 become weights relative to the largest.
        assertThat(flat.weights()).containsExactly(new double[] {0.25, 0, 1}, within(1e-12));

        PdbFile ala2 = PdbReader.read(TestFiles.path("ala2/ala2.pdb"));
        Path models = folder.resolve("models.PDB");
        double[] x = ala2.models().get(0);
        PdbWriter.write(models, ala2.topology(), List.of(x, x, x));
        Frames pdb = FrameReader.read(models, 22);
        assertThat(pdb.count()).isEqualTo(3);
        assertThat(pdb.positions()).hasSize(198).startsWith(x);
        assertThat(pdb.positions()[197]).isEqualTo(x[65]);
    }

    @Test
    void readsXtcAndHdf5() {
        double[] expected = XtcTest.madeCoordinates(40, 1);
        Frames xtc = FrameReader.read(TestFiles.path("trajectory/packed.xtc"), 40);
        Frames hdf5 = FrameReader.read(TestFiles.path("trajectory/mdtraj.h5"), 40);
        assertThat(xtc.positions()).containsExactly(expected, within(1e-12));
        assertThat(hdf5.count()).isEqualTo(3);
        assertThat(hdf5.positions()).containsExactly(expected, within(2e-7));
    }

    @Test
    void badHdf5FilesAreRefused() throws IOException {
        byte[] good = Files.readAllBytes(TestFiles.path("trajectory/mdtraj.h5"));
        Path file = folder.resolve("bad.h5");
        Files.writeString(file, "hello, this is no HDF5 file");
        assertThatThrownBy(() -> FrameReader.read(file, 40))
                .isInstanceOf(InputFileException.class)
                .hasMessageStartingWith(file.toString())
                .message()
                .doesNotContain("\n");
        for (int i = 0; i < good.length; i += 61) {
            byte[] bad = i % 2 == 0 ? Arrays.copyOf(good, i) : good.clone();
            if (i % 2 != 0) {
                bad[i] ^= (byte) 0xff;
            }
            Files.write(file, bad);
            try {
                assertThat(FrameReader.read(file, 40).count()).isPositive();
            } catch (InputFileException e) {
                assertThat(e.getMessage()).startsWith(file.toString()).doesNotContain("\n");
            }
        }
        assertThatThrownBy(() -> FrameReader.read(TestFiles.path("trajectory/mdtraj.h5"), 41))
                .hasMessageContaining("has 40 atoms a frame; expected 41");
    }

    @Test
    void anotherNumberOfAtomsIsRefused() {
        for (String name : List.of("trajectory/plain.dcd", "trajectory/seeds.npz", "trajectory/seeds-log.npz")) {
            Path file = TestFiles.path(name);
            assertThatThrownBy(() -> FrameReader.read(file, 22))
                    .isInstanceOf(InputFileException.class)
                    .hasMessage(file + ": has 5 atoms a frame; expected 22");
        }
        assertThatThrownBy(() -> FrameReader.read(TestFiles.path("ala2/ala2.pdb"), 5))
                .hasMessageContaining("has 22 atoms a frame; expected 5");
    }

    @Test
    void otherNamesAndMissingFilesAreRefused() throws IOException {
        Path other = Files.writeString(folder.resolve("seeds.trr"), "");
        assertThatThrownBy(() -> FrameReader.read(other, 5))
                .isInstanceOf(InputFileException.class)
                .hasMessageContaining("told by .pdb, .cif, .dcd, .xtc, .npz or .h5");
        assertThatThrownBy(() -> FrameReader.read(folder.resolve("none.npz"), 5))
                .isInstanceOf(InputFileException.class)
                .hasMessageContaining("no such file");
        Path empty = folder.resolve("empty.dcd");
        DcdWriter.write(empty, new Frames(5, 0, new double[0], null));
        assertThatThrownBy(() -> FrameReader.read(empty, 5)).hasMessageContaining("holds no frame");
    }

    static Stream<Arguments> badContents() {
        NpyArray good = NpyArray.of(new double[] {0, 1, 2, 3, 4, 5}, 2, 3);
        return Stream.of(
                Arguments.of(Map.of("x", good), "holds no array 'positions'"),
                Arguments.of(Map.of("positions", NpyArray.of(new double[6], 6)), "'positions' has shape [6]"),
                Arguments.of(
                        Map.of("positions", NpyArray.of(new double[4], 1, 2, 2)), "'positions' has shape [1, 2, 2]"),
                Arguments.of(Map.of("positions", NpyArray.of(new double[0], 0, 3)), "holds no frame"),
                Arguments.of(
                        Map.of("positions", NpyArray.of(new double[] {0, 1, 2, 3, Double.NaN, 5}, 2, 3)),
                        "coordinate 1 of frame 1 is NaN"),
                Arguments.of(weighted(good, "weights", 1), "'weights' has shape [1]; expected [2]"),
                Arguments.of(weighted(good, "weights", 1, -1), "'weights' of frame 1 is -1.0"),
                Arguments.of(weighted(good, "weights", 0, 0), "all weights are 0"),
                Arguments.of(weighted(good, "log_w", 0, Double.NaN), "'log_w' of frame"),
                Arguments.of(weighted(good, "log_w", 0, Double.POSITIVE_INFINITY), "'log_w' of frame"),
                Arguments.of(
                        weighted(good, "log_w", Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY),
                        "'log_w' of frame"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("badContents")
    void badContentsAreRefused(Map<String, NpyArray> arrays, String message) throws IOException {
        Path file = folder.resolve("bad.npz");
        NpzWriter.write(file, arrays);
        assertThatThrownBy(() -> FrameReader.read(file, 1))
                .isInstanceOf(InputFileException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    private static Map<String, NpyArray> weighted(NpyArray positions, String name, double... weights) {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("positions", positions);
        arrays.put(name, NpyArray.of(weights, weights.length));
        return arrays;
    }
}
