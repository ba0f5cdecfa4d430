package org.openmmbg.plugin.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the folder of test data. */
public final class TestData {
    private TestData() {}

    /** Returns a file of test-data: below the property openmmbg.testData, else walking up from the working folder. */
    public static Path file(String name) {
        String property = System.getProperty("openmmbg.testData");
        if (property != null) {
            return Path.of(property, name);
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("test-data"))) {
                return at.resolve("test-data").resolve(name);
            }
        }
        throw new IllegalStateException(
                "no folder test-data above " + Path.of("").toAbsolutePath());
    }
}
