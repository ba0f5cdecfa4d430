package org.openmmbg.plugin.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;

/** Draws of a generator with their energies, densities and weights. */
final class Samples {
    private final int count;
    private final double[] positions;
    private final double[] energies;
    private final double[] logDensities;
    private final double[] logWeights;
    private long outside;
    private long wrongChirality;
    private long cis;
    private long failed;

    Samples(int count, int width) {
        this.count = count;
        positions = new double[Math.multiplyExact(count, width)];
        energies = new double[count];
        logDensities = new double[count];
        logWeights = new double[count];
    }

    int count() {
        return count;
    }

    /** Returns positions, nm, [count, 3N]. */
    double[] positions() {
        return positions;
    }

    /** Returns u, kT; NaN where the evaluation failed. */
    double[] energies() {
        return energies;
    }

    /** Returns log q over positions, up to rigid motion. */
    double[] logDensities() {
        return logDensities;
    }

    /** Returns −u − log q; −∞ outside the target ensemble, NaN where the evaluation failed. */
    double[] logWeights() {
        return logWeights;
    }

    /** Says why a draw has no weight, or gives it its weight. */
    void weigh(int row, Reason reason) {
        logWeights[row] = Double.NEGATIVE_INFINITY;
        switch (reason) {
            case OUTSIDE_DOMAIN -> outside++;
            case WRONG_CHIRALITY -> wrongChirality++;
            case CIS_PEPTIDE -> cis++;
            case NONE -> {
                logWeights[row] = -energies[row] - logDensities[row];
                if (Double.isNaN(logWeights[row])) {
                    failed++;
                }
            }
        }
    }

    /** Why a draw has weight 0. */
    enum Reason {
        NONE,
        OUTSIDE_DOMAIN,
        WRONG_CHIRALITY,
        CIS_PEPTIDE
    }

    /** Returns how many draws have weight 0, by reason. */
    Map<String, Long> weightZero() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("outside_domain", outside);
        counts.put("wrong_chirality", wrongChirality);
        counts.put("cis_peptide", cis);
        counts.put("energy_failed", failed);
        return counts;
    }
}
