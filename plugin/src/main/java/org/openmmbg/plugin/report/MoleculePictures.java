package org.openmmbg.plugin.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openmmbg.estimate.Axis;
import org.openmmbg.estimate.Histogram;
import org.openmmbg.systems.MolecularSystem;
import org.openmmbg.systems.TorsionObservable;

/** Ramachandran surfaces and the profile along the first phi. */
final class MoleculePictures implements Pictures {
    private static final int ANGLE_BINS = 60;

    private final @Nullable TorsionObservable phi;
    private final @Nullable TorsionObservable psi;

    MoleculePictures(MolecularSystem system) {
        phi = first(system, "phi");
        psi = first(system, "psi");
    }

    private static @Nullable TorsionObservable first(MolecularSystem system, String prefix) {
        return system.observables().stream()
                .filter(torsion -> torsion.name().startsWith(prefix))
                .findFirst()
                .orElse(null);
    }

    @Override
    public List<ReportData.Surfaces> surfaces(List<Ensemble> ensembles) {
        if (phi == null || psi == null) {
            return List.of();
        }
        List<ReportData.Surface> surfaces = new ArrayList<>();
        Axis axis = Axis.angle(ANGLE_BINS);
        for (Ensemble ensemble : ensembles) {
            if (!ensemble.isEmpty()) {
                Histogram histogram = new Histogram(
                        List.of(axis, axis),
                        List.of(ensemble.values(phi::value), ensemble.values(psi::value)),
                        ensemble.weights());
                surfaces.add(new ReportData.Surface(ensemble.name(), ANGLE_BINS, histogram.freeEnergies()));
            }
        }
        return List.of(new ReportData.Surfaces(
                "Ramachandran surfaces",
                "Free energy −ln p in kT above each surface's own minimum; one colour scale for all. White: no sample.",
                angle("φ / °"),
                angle("ψ / °"),
                surfaces));
    }

    private static ReportData.Range angle(String label) {
        return new ReportData.Range(-180, 180, 60, label);
    }

    @Override
    public List<ReportData.Scatter> latent(Ensemble seeds, Path file) {
        return List.of();
    }

    @Override
    public List<ReportData.Profile> profiles(List<Ensemble> ensembles) {
        if (phi == null) {
            return List.of();
        }
        List<ReportData.Curve> curves = new ArrayList<>();
        for (Ensemble ensemble : ensembles) {
            curves.add(ensemble.profile(
                    Axis.angle(ANGLE_BINS), ensemble.values(phi::value), Math::toDegrees, curves.isEmpty()));
        }
        return List.of(new ReportData.Profile("Free energy along φ", angle("φ / °"), curves));
    }

    @Override
    public List<ReportData.Entry> comparedCost() {
        return List.of();
    }
}
