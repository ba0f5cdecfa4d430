package org.openmmbg.openmm.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openmmbg.openmm.jna.OwnXmlReader;

/** The embedded OpenMM's own reader takes what the bridge writes, and gives it the energy it should have. */
class OwnReaderTest {
    private static final SystemXmlFolder FILES = new SystemXmlFolder(SystemXmlFolder.testData());

    private final OwnXmlReader own = new OwnXmlReader();

    @TempDir
    Path folder;

    static Stream<String> files() {
        return FILES.names();
    }

    /** OpenMM 7.3.1 cannot read the files of 7.7, but it reads what the bridge makes of them. */
    @ParameterizedTest
    @MethodSource("files")
    void filesOfOpenMm77KeepTheirEnergyOnTheWayTo73(String name) throws IOException {
        OwnXmlReader.Result result = own.evaluate(rewritten(FILES.file(name)), FILES.numbers(name, "positions"));
        double total = FILES.numbers(name, "total")[0];
        double norm = FILES.numbers(name, "force-norm")[0];
        assertThat(result.energy()).isCloseTo(total, within(SystemXmlFolder.tolerance(total)));
        assertThat(result.forceNorm()).isCloseTo(norm, within(SystemXmlFolder.normTolerance(name) * norm));
    }

    private String rewritten(Path file) throws IOException {
        Path copy = folder.resolve("copy.xml");
        SystemXmlWriter.write(SystemXmlReader.read(file), copy);
        return Files.readString(copy);
    }
}
