package org.openmmbg.estimate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;

/** What pymbar says about draws of oscillators, works and series: test-data/mbar. */
final class PymbarFixture {

    private PymbarFixture() {}

    static JsonNode read() {
        try {
            return new ObjectMapper().readTree(file().toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file() {
        String property = System.getProperty("openmmbg.testData");
        if (property != null) {
            return Path.of(property, "mbar", "mbar.json");
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path file = at.resolve("test-data").resolve("mbar").resolve("mbar.json");
            if (Files.exists(file)) {
                return file;
            }
        }
        throw new IllegalStateException(
                "no folder test-data above " + Path.of("").toAbsolutePath());
    }

    static double[] numbers(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }
}
