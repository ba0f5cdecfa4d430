package org.openmmbg.plugin.hybrid;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.UncheckedIOException;
import java.util.List;
import org.openmmbg.plugin.pipeline.Json;
import org.openmmbg.plugin.pipeline.Results;

/**
 * What a hybrid chain found.
 *
 * @param freeEnergies F(first state) − F(second state)
 * @param observables means over the chain
 * @param method how walkers moved
 * @param acceptance share of jumps, or of swaps, that were accepted
 * @param dynamicsAcceptance share of the steps of dynamics that were
 * @param refusedSegments segments that ended outside the target ensemble and were taken back
 * @param failedProposals draws whose energy failed; they were rejected
 * @param roundTrips ways from one state to the other and back, of all walkers
 * @param frames cycles of all walkers that results are taken from
 * @param statisticalInefficiency frames in a row that count as one
 * @param effectiveSamples frames over that
 * @param effectiveSamplesPerS effective samples for each second of wall time
 * @param settings what the chain was asked to do
 * @param cost what it took, without the run that trained the generator
 * @param provenance what it was made with
 * @param converged whether the numbers may be trusted
 * @param verdict the same in words
 */
public record HybridResults(
        List<Results.FreeEnergy> freeEnergies,
        List<Results.Observable> observables,
        String method,
        double acceptance,
        double dynamicsAcceptance,
        long refusedSegments,
        long failedProposals,
        long roundTrips,
        long frames,
        double statisticalInefficiency,
        double effectiveSamples,
        double effectiveSamplesPerS,
        HybridSettings settings,
        Results.Cost cost,
        Results.Provenance provenance,
        boolean converged,
        String verdict) {

    public HybridResults {
        freeEnergies = List.copyOf(freeEnergies);
        observables = List.copyOf(observables);
    }

    /** Returns these results as an indented JSON document. */
    public String toJson() {
        try {
            return Json.indented().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
