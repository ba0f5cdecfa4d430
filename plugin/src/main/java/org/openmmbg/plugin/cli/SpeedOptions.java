package org.openmmbg.plugin.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openmmbg.plugin.bench.BenchResult;
import org.openmmbg.plugin.bench.Machine;
import org.openmmbg.plugin.pipeline.UsageException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all benches of speed take and print. */
final class SpeedOptions {
    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(
            names = "--threads",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,2",
            description = "Numbers of threads to measure with (default: ${DEFAULT-VALUE}).")
    private List<Integer> threads = List.of();

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "14",
            description = "Time for each speed (default: ${DEFAULT-VALUE}).")
    private double seconds;

    /**
     * Checks the values.
     *
     * @throws UsageException if one cannot be
     */
    void check() {
        if (!(seconds > 0) || threads.stream().anyMatch(n -> n < 1)) {
            throw new UsageException("--seconds and --threads must be more than 0");
        }
    }

    List<Integer> threads() {
        return threads;
    }

    double seconds() {
        return seconds;
    }

    /**
     * Prints a line a result, or one JSON document.
     *
     * @param unit of the rates, as in "samples a second"
     * @param more what the document tells beside results and machine
     */
    void print(PrintWriter out, List<BenchResult> results, String unit, Map<String, ?> more) {
        if (json.json()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("results", results);
            document.put("machine", Machine.current());
            document.putAll(more);
            out.println(JsonOption.document(document));
            return;
        }
        results.forEach(result -> out.println(String.format(
                Locale.ROOT,
                "%s, %d thread(s): %,.0f %s, limit %,.0f, ratio %.3f",
                result.name(),
                result.threads(),
                result.ratePerS(),
                unit,
                result.limitPerS(),
                result.ratio())));
    }
}
