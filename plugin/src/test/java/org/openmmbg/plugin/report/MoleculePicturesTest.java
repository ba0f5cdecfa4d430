package org.openmmbg.plugin.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.openmmbg.estimate.ImportanceWeights;
import org.openmmbg.systems.MolecularSystem;
import org.openmmbg.systems.RamachandranPair;
import org.openmmbg.systems.SystemRegistry;
import org.openmmbg.systems.TorsionObservable;
import org.openmmbg.systems.trajectory.Frames;

/** What is drawn of a protein. */
class MoleculePicturesTest {
    private static final MolecularSystem BPTI = SystemRegistry.builtIn().load("bpti");
    private static final Frames SEEDS = Objects.requireNonNull(BPTI.shippedSeeds());
    private static final int COUNT = 10;

    @Test
    void allResiduesOfAProteinShareOneSurface() {
        // The second half has no weight.
        double[] logWeights = new double[COUNT];
        Arrays.fill(logWeights, COUNT / 2, COUNT, Double.NEGATIVE_INFINITY);
        Ensemble ensemble = new Ensemble(
                "seeds",
                SEEDS.positions(),
                3 * BPTI.topology().atomCount(),
                new double[COUNT],
                new ImportanceWeights(logWeights));
        ReportData.Surfaces drawn =
                new MoleculePictures(BPTI).surfaces(List.of(ensemble)).get(0);
        ReportData.Surface surface = drawn.surfaces().get(0);

        List<RamachandranPair> pairs = RamachandranPair.of(BPTI.observables());
        // 58 residues, the ends with one torsion each.
        assertThat(pairs).hasSize(56);
        boolean[] visited = new boolean[surface.freeEnergy().length];
        for (RamachandranPair pair : pairs) {
            for (int frame = 0; frame < COUNT / 2; frame++) {
                visited[
                        bin(pair.phi(), frame, surface.bins()) * surface.bins()
                                + bin(pair.psi(), frame, surface.bins())] = true;
            }
        }
        for (int i = 0; i < visited.length; i++) {
            assertThat(Double.isFinite(surface.freeEnergy()[i])).isEqualTo(visited[i]);
        }
        assertThat(new MoleculePictures(BPTI).profiles(List.of(ensemble))).isEmpty();
    }

    private static int bin(TorsionObservable torsion, int frame, int bins) {
        double angle =
                torsion.value(SEEDS.positions(), frame * 3 * BPTI.topology().atomCount());
        return (int) Math.floor((angle + Math.PI) / (2 * Math.PI) * bins);
    }
}
