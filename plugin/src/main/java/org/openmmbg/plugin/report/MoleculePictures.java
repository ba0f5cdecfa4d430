package org.openmmbg.plugin.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openmmbg.estimate.Axis;
import org.openmmbg.estimate.Histogram;
import org.openmmbg.systems.MolecularSystem;
import org.openmmbg.systems.RamachandranPair;
import org.openmmbg.systems.TorsionObservable;

/**
 * Ramachandran surfaces and the profile along φ: of the first residue that has both torsions in a peptide, of all residues
 * together in a protein, which has no profile.
 */
final class MoleculePictures implements Pictures {
    private static final int ANGLE_BINS = 60;

    private final boolean isProtein;
    private final List<RamachandranPair> pairs;
    private final @Nullable TorsionObservable phi;

    MoleculePictures(MolecularSystem system) {
        isProtein = system.mixedLayout() != null;
        phi = first(system, "phi");
        TorsionObservable psi = first(system, "psi");
        if (isProtein) {
            pairs = RamachandranPair.of(system.observables());
        } else {
            pairs = phi == null || psi == null ? List.of() : List.of(new RamachandranPair(phi, psi));
        }
    }

    private static @Nullable TorsionObservable first(MolecularSystem system, String prefix) {
        return system.observables().stream()
                .filter(torsion -> torsion.name().startsWith(prefix))
                .findFirst()
                .orElse(null);
    }

    @Override
    public List<ReportData.Surfaces> surfaces(List<Ensemble> ensembles) {
        if (pairs.isEmpty()) {
            return List.of();
        }
        List<ReportData.Surface> surfaces = new ArrayList<>();
        Axis axis = Axis.angle(ANGLE_BINS);
        for (Ensemble ensemble : ensembles) {
            if (!ensemble.isEmpty()) {
                Histogram histogram = new Histogram(
                        List.of(axis, axis),
                        List.of(values(ensemble, RamachandranPair::phi), values(ensemble, RamachandranPair::psi)),
                        ensemble.repeated(pairs.size()));
                surfaces.add(new ReportData.Surface(ensemble.name(), ANGLE_BINS, histogram.freeEnergies()));
            }
        }
        return List.of(new ReportData.Surfaces(
                isProtein ? "Ramachandran surfaces of all residues" : "Ramachandran surfaces",
                "Free energy −ln p in kT above each surface's own minimum; one colour scale for all. White: no sample.",
                angle("φ / °"),
                angle("ψ / °"),
                surfaces));
    }

    /** Returns a torsion of each residue shown, those of a configuration together. */
    private double[] values(Ensemble ensemble, Function<RamachandranPair, TorsionObservable> torsion) {
        double[] values = new double[ensemble.energy().length * pairs.size()];
        for (int i = 0; i < pairs.size(); i++) {
            double[] own = ensemble.values(torsion.apply(pairs.get(i))::value);
            for (int row = 0; row < own.length; row++) {
                values[row * pairs.size() + i] = own[row];
            }
        }
        return values;
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
        if (phi == null || isProtein) {
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
