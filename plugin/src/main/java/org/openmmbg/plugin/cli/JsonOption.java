package org.openmmbg.plugin.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.openmmbg.plugin.pipeline.Json;
import picocli.CommandLine.Option;

/** The choice between a summary to read and one JSON document. */
final class JsonOption {
    @Option(names = "--json", description = "Write one JSON document to standard output, and nothing else there.")
    private boolean json;

    boolean json() {
        return json;
    }

    /** Returns values as an indented JSON document. */
    static String document(Map<String, ?> values) {
        try {
            return Json.indented().writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
