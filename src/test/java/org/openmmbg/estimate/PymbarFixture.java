package org.openmmbg.estimate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.StreamSupport;
import org.openmmbg.reference.TestData;

/** What pymbar says about draws of oscillators, works and series: test-data/mbar. */
final class PymbarFixture {

    private PymbarFixture() {}

    static JsonNode read() {
        try {
            return new ObjectMapper()
                    .readTree(TestData.file("mbar", "mbar.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static double[] numbers(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }
}
