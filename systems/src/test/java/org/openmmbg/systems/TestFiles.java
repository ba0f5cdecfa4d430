package org.openmmbg.systems;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.openmmbg.systems.pdb.PdbFile;
import org.openmmbg.systems.pdb.PdbReader;

/** Finds the inputs that tests share. */
public final class TestFiles {
    private TestFiles() {}

    /** Returns a file of test-data, found by system property, else by walking up from the working directory. */
    public static Path path(String name) {
        String property = System.getProperty("openmmbg.testData");
        if (property != null) {
            return Path.of(property).resolve(name);
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path candidate = folder.resolve("test-data");
            if (Files.isDirectory(candidate)) {
                return candidate.resolve(name);
            }
        }
        throw new IllegalStateException("no test-data folder above the working directory");
    }

    /** Asserts that reading a file fails in one line that begins with the file's name. */
    public static void assertRefused(Path file, String message, ThrowingCallable read) {
        assertThatThrownBy(read)
                .isInstanceOf(InputFileException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }

    /** Alanine dipeptide without bonds between its standard atoms. */
    static PdbFile ala2() {
        return PdbReader.read(path("ala2/ala2.pdb"));
    }
}
