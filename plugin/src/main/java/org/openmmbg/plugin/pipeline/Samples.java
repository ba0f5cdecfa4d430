package org.openmmbg.plugin.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;

/** Draws of a generator with their energies, densities and weights. */
final class Samples {
    private final int count;
    private final int width;
    private final double[] positions;
    private final double[] energies;
    private final double[] logDensities;
    private final double[] logWeights;
    private long outside;
    private long wrongChirality;
    private long cis;
    private long otherState;
    private long energyFailed;
    private long densityFailed;

    Samples(int count, int width) {
        this.count = count;
        this.width = width;
        positions = new double[Math.multiplyExact(count, width)];
        energies = new double[count];
        logDensities = new double[count];
        logWeights = new double[count];
    }

    int count() {
        return count;
    }

    /** Returns the number of coordinates of a draw. */
    int width() {
        return width;
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
        if (Double.isNaN(energies[row])) {
            energyFailed++;
        }
        switch (reason) {
            case OUTSIDE_DOMAIN -> outside++;
            case WRONG_CHIRALITY -> wrongChirality++;
            case CIS_PEPTIDE -> cis++;
            case OTHER_STATE -> otherState++;
            case NONE -> {
                boolean known = Double.isFinite(logDensities[row]);
                logWeights[row] = known ? -energies[row] - logDensities[row] : Double.NaN;
                if (!known) {
                    densityFailed++;
                }
            }
        }
    }

    /** Why a draw has weight 0. */
    enum Reason {
        NONE,
        OUTSIDE_DOMAIN,
        WRONG_CHIRALITY,
        CIS_PEPTIDE,
        OTHER_STATE
    }

    /** Returns how many draws are outside the target ensemble, by reason. */
    Map<String, Long> weightZero() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("outside_domain", outside);
        counts.put("wrong_chirality", wrongChirality);
        counts.put("cis_peptide", cis);
        counts.put("other_state", otherState);
        return counts;
    }

    /** Returns how many evaluations failed, of draws inside the target ensemble or not. */
    long energyFailed() {
        return energyFailed;
    }

    /** Returns how many draws inside the target ensemble have no finite density. */
    long densityFailed() {
        return densityFailed;
    }
}
