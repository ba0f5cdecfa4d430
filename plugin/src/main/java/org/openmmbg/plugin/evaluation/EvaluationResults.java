package org.openmmbg.plugin.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openmmbg.estimate.Estimate;
import org.openmmbg.plugin.pipeline.Json;
import org.openmmbg.plugin.pipeline.Results;

/**
 * How good a generator is.
 *
 * @param draws number of draws
 * @param essRaw their effective sample size, as a fraction
 * @param essClipped the same with the largest weights clipped
 * @param failedEnergies evaluations that failed, of all draws and of those made anew; they have weight 0
 * @param blocks what each block of coordinates costs
 * @param coordinates what each coordinate costs; empty unless asked for
 * @param cost what it took
 * @param provenance what it was made with
 */
public record EvaluationResults(
        int draws,
        double essRaw,
        double essClipped,
        long failedEnergies,
        List<Block> blocks,
        List<Block> coordinates,
        Results.Cost cost,
        Results.Provenance provenance) {

    public EvaluationResults {
        blocks = List.copyOf(blocks);
        coordinates = List.copyOf(coordinates);
    }

    /**
     * What some coordinates cost.
     *
     * @param name of the block
     * @param coordinates how many there are
     * @param essAlone effective sample size if only they lost any; null where it was not asked for
     * @param essWithout effective sample size if they lost none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Block(
            String name, int coordinates, @Nullable Estimate essAlone, Estimate essWithout) {}

    /** Returns these results as an indented JSON document. */
    public String toJson() {
        try {
            return Json.indented().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
