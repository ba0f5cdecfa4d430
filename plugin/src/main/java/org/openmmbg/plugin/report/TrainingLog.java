package org.openmmbg.plugin.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openmmbg.plugin.pipeline.Json;
import org.openmmbg.systems.InputFileException;

/** Reads metrics.jsonl into the curves of each training stage. */
final class TrainingLog {
    private static final Map<String, String> NAMES =
            Map.of("likelihood", "Maximum likelihood", "exploration", "Exploration", "energy", "Energies (KL)");

    private TrainingLog() {}

    /**
     * Returns the stages in the order of the file; none if there is no file.
     *
     * @throws InputFileException if a line is not JSON
     */
    static List<ReportData.TrainingStage> read(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        Map<String, List<JsonNode>> lines = new LinkedHashMap<>();
        try {
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                JsonNode node = parse(file, number, line);
                lines.computeIfAbsent(node.path("stage").asText("training"), stage -> new ArrayList<>())
                        .add(node);
            }
        } catch (IOException e) {
            throw new InputFileException(file, "cannot be read: " + e.getMessage(), e);
        }
        List<ReportData.TrainingStage> stages = new ArrayList<>();
        lines.forEach((stage, nodes) -> {
            double[] energyLoss = column(nodes, "loss_kl");
            boolean onEnergies = Arrays.stream(energyLoss).anyMatch(Double::isFinite);
            stages.add(new ReportData.TrainingStage(
                    NAMES.getOrDefault(stage, stage),
                    column(nodes, "step"),
                    onEnergies ? energyLoss : column(nodes, "loss_ml"),
                    column(nodes, "ess"),
                    column(nodes, "gradient_norm")));
        });
        return stages;
    }

    private static JsonNode parse(Path file, int number, String line) {
        try {
            return Json.compact().readTree(line);
        } catch (JsonProcessingException e) {
            throw new InputFileException(file, number, "not a line of JSON");
        }
    }

    private static double[] column(List<JsonNode> lines, String key) {
        return lines.stream()
                .mapToDouble(line -> line.path(key).asDouble(Double.NaN))
                .toArray();
    }
}
