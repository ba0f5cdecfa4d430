package org.openmmbg.plugin.report;

import java.nio.file.Path;
import java.util.List;

/** What a report draws of a system's configurations. */
interface Pictures {
    /**
     * Returns the surfaces.
     *
     * @param ensembles seeds, generator, generator reweighted
     */
    List<ReportData.Surfaces> surfaces(List<Ensemble> ensembles);

    /**
     * Returns points of the latent space.
     *
     * @param seeds the examples
     * @param file where their latent points stand, if the run wrote them
     */
    List<ReportData.Scatter> latent(Ensemble seeds, Path file);

    /**
     * Returns free energies along coordinates.
     *
     * @param ensembles generator reweighted, seeds, generator; those without weight are left out
     */
    List<ReportData.Profile> profiles(List<Ensemble> ensembles);

    /** Returns what the same would cost without a generator, where that is known. */
    List<ReportData.Entry> comparedCost();
}
