package org.openmmbg.reference;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the folder test-data: by the system property {@code openmmbg.testData}, else above the working directory. */
public final class TestData {
    private TestData() {}

    /** Returns a file of it. */
    public static Path file(String folder, String name) {
        String property = System.getProperty("openmmbg.testData");
        if (property != null) {
            return Path.of(property, folder, name);
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path file = at.resolve("test-data").resolve(folder).resolve(name);
            if (Files.exists(file)) {
                return file;
            }
        }
        throw new IllegalStateException(
                "no test-data/" + folder + "/" + name + " above " + Path.of("").toAbsolutePath());
    }
}
