package org.openmmbg.plugin.cli;

import picocli.CommandLine.Option;

/** The choice between a summary to read and one JSON document. */
final class JsonOption {
    @Option(names = "--json", description = "Write one JSON document to standard output, and nothing else there.")
    private boolean json;

    boolean json() {
        return json;
    }
}
