package org.openmmbg.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openmmbg.coordinates.TorsionKind;
import org.openmmbg.coordinates.TorsionRange;
import org.openmmbg.coordinates.ZMatrix;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

class ZMatrixBuilderTest {

    @Test
    void alanineDipeptideHasFivePeriodicTorsions() throws IOException {
        Topology ala2 = Peptides.capped("ALA");
        InternalLayout layout = build(ala2);

        assertSound(ala2, layout);
        assertThat(periodic(ala2, layout))
                .containsExactlyInAnyOrder(
                        "C of ACE 1 of chain A about N-CA",
                        "N of NME 3 of chain A about C-CA",
                        "HH31 of ACE 1 of chain A about CH3-C",
                        "HB1 of ALA 2 of chain A about CB-CA",
                        "HH31 of NME 3 of chain A about CH3-N");
    }

    @Test
    void backboneTorsionsAreTheProperOnes() throws IOException {
        Topology peptide = Peptides.capped("ALA", "TRP", "PRO", "GLY", "LYS");
        List<ZMatrix.Row> rows = build(peptide).zMatrix().rows();

        for (TorsionObservable t : Torsions.backbone(peptide)) {
            assertThat(rows).anyMatch(row -> isTorsion(row, t));
        }
        for (TorsionObservable t : Torsions.omega(peptide)) {
            assertThat(rows).anyMatch(row -> isTorsion(row, t));
        }
    }

    @Test
    void aDisulfideBridgeClosesARingThatIsCutThere() throws IOException {
        Topology open = Peptides.capped("CYX", "GLY", "ALA", "TYR", "CYX");
        Topology.Bond bridge = new Topology.Bond(open.find(1, "SG"), open.find(5, "SG"));
        List<Topology.Bond> bonds = new ArrayList<>(open.bonds());
        bonds.add(bridge);
        Topology peptide = open.withBonds(bonds);
        assertThat(peptide.disulfides()).containsExactly(bridge);
        List<ZMatrix.Row> rows = build(peptide).zMatrix().rows();
        for (TorsionObservable t : Torsions.backbone(peptide)) {
            assertThat(rows).anyMatch(row -> isTorsion(row, t));
        }
        for (TorsionObservable t : Torsions.omega(peptide)) {
            assertThat(rows).anyMatch(row -> isTorsion(row, t));
        }
        assertThat(rows)
                .noneMatch(row -> Set.of(row.atom(), row.bondAtom()).equals(Set.of(bridge.first(), bridge.second())));
        // Where nothing else joins two chains, the bridge does.
        Topology.Bond peptideBond = new Topology.Bond(open.find(2, "C"), open.find(3, "N"));
        bonds.remove(peptideBond);
        Topology chains = open.withBonds(bonds);
        assertSound(chains, build(chains));
    }

    @Test
    void omegaIsPeriodicOnlyWhereCisIsAllowed() throws IOException {
        Topology peptide = Peptides.capped("ALA", "PRO", "ALA");
        assertThat(periodicOmegas(peptide, false)).containsExactly(false, true, false, false);
        assertThat(periodicOmegas(peptide, true)).containsExactly(true, true, true, true);
    }

    @Test
    void sideChainsTurnAboutSingleBondsOnly() throws IOException {
        // phi, psi, the methyls of the caps; chi1, chi2; the ring is confined.
        assertThat(periodic(Peptides.capped("PHE"))).hasSize(4 + 2);
        // chi1 to chi4; the guanidinium group is planar.
        assertThat(periodic(Peptides.capped("ARG"))).hasSize(4 + 4);
        // chi1, chi2; the amide is planar.
        assertThat(periodic(Peptides.capped("ASN"))).hasSize(4 + 2);
        // chi1, two methyls.
        assertThat(periodic(Peptides.capped("VAL"))).hasSize(4 + 3);
        // chi1, chi2, chi of the hydroxyl.
        assertThat(periodic(Peptides.capped("TYR"))).hasSize(4 + 3);
        // psi and the bond before the proline; phi lies in the ring.
        assertThat(periodic(Peptides.capped("PRO"))).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALA", "ARG", "ASN", "ASP", "CYS", "GLN", "GLU", "GLY", "HIS", "ILE", "LEU", "LYS", "MET", "PHE", "PRO",
                "SER", "THR", "TRP", "TYR", "VAL"
            })
    void everyAminoAcidGetsASoundLayout(String residue) throws IOException {
        Topology peptide = Peptides.capped("GLY", residue, residue);
        assertSound(peptide, build(peptide));
    }

    @Test
    void anyConnectedMoleculeGetsASoundLayout() {
        Topology water = Peptides.molecule("O H H", bond(0, 1), bond(0, 2));
        assertSound(water, build(water));
        Topology methane = Peptides.molecule("H C H H H", bond(0, 1), bond(1, 2), bond(1, 3), bond(1, 4));
        assertSound(methane, build(methane));
        Topology peroxide = Peptides.molecule("H O O H", bond(0, 1), bond(1, 2), bond(2, 3));
        assertSound(peroxide, build(peroxide));
        assertThat(kinds(build(peroxide))).containsExactly(TorsionKind.PERIODIC);
        Topology cyclobutane = Peptides.molecule("C C C C", bond(0, 1), bond(1, 2), bond(2, 3), bond(3, 0));
        assertSound(cyclobutane, build(cyclobutane));
        assertThat(kinds(build(cyclobutane))).containsExactly(TorsionKind.CONFINED);
    }

    @Test
    void largeRingsTurn() {
        int[][] ring =
                IntStream.range(0, 12).mapToObj(i -> bond(i, (i + 1) % 12)).toArray(int[][]::new);
        Topology cyclododecane = Peptides.molecule("C C C C C C C C C C C C", ring);
        assertSound(cyclododecane, build(cyclododecane));
        assertThat(kinds(build(cyclododecane))).containsOnly(TorsionKind.PERIODIC);
    }

    @Test
    void separateMoleculesAreRefused() {
        Topology two = Peptides.molecule("O H H O H H", bond(0, 1), bond(0, 2), bond(3, 4), bond(3, 5));
        assertThatThrownBy(() -> build(two))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one connected molecule");
        Topology diatomic = Peptides.molecule("H H", bond(0, 1));
        assertThatThrownBy(() -> build(diatomic)).hasMessageContaining("at least three atoms");
    }

    /** Every atom once, by real bonds, after its partners, and no axis with two proper torsions. */
    private static void assertSound(Topology topology, InternalLayout layout) {
        List<ZMatrix.Row> rows = layout.zMatrix().rows();
        assertThat(rows.stream().map(ZMatrix.Row::atom))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, topology.atomCount()).boxed().toList());
        Set<Integer> placed = new HashSet<>();
        Set<List<Integer>> axes = new HashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            ZMatrix.Row row = rows.get(i);
            if (i >= 1) {
                assertThat(placed).contains(row.bondAtom());
                assertThat(topology.bonds()).contains(new Topology.Bond(row.atom(), row.bondAtom()));
            }
            if (i >= 2) {
                assertThat(placed).contains(row.angleAtom());
                assertThat(topology.bonds()).contains(new Topology.Bond(row.bondAtom(), row.angleAtom()));
            }
            if (i >= 3) {
                assertThat(placed).contains(row.torsionAtom());
                assertThat(Set.of(row.atom(), row.bondAtom(), row.angleAtom(), row.torsionAtom()))
                        .hasSize(4);
                boolean proper = topology.bonds().contains(new Topology.Bond(row.angleAtom(), row.torsionAtom()));
                boolean improper = topology.bonds().contains(new Topology.Bond(row.bondAtom(), row.torsionAtom()));
                assertThat(proper || improper).isTrue();
                if (kinds(layout).get(i - 3) == TorsionKind.PERIODIC) {
                    assertThat(axes.add(List.of(
                                    Math.min(row.bondAtom(), row.angleAtom()),
                                    Math.max(row.bondAtom(), row.angleAtom()))))
                            .isTrue();
                }
            }
            placed.add(row.atom());
        }
    }

    private static InternalLayout build(Topology topology) {
        return build(topology, false);
    }

    /** With atoms anywhere: places do not decide which atoms a row names, nor what turns. */
    private static InternalLayout build(Topology topology, boolean allowCis) {
        double[] anywhere = new double[3 * topology.atomCount()];
        new RandomStream(17, Purpose.TEST, 0).fillGaussian(anywhere, 0, anywhere.length);
        return ZMatrixBuilder.build(topology, anywhere, allowCis);
    }

    private static List<TorsionKind> kinds(InternalLayout layout) {
        return layout.torsions().stream().map(TorsionRange::kind).toList();
    }

    private static int[] bond(int i, int j) {
        return new int[] {i, j};
    }

    private static List<String> periodic(Topology topology) {
        return periodic(topology, build(topology));
    }

    private static List<String> periodic(Topology topology, InternalLayout layout) {
        return IntStream.range(0, layout.torsions().size())
                .filter(i -> kinds(layout).get(i) == TorsionKind.PERIODIC)
                .mapToObj(i -> layout.zMatrix().rows().get(i + 3))
                .map(row -> topology.describe(row.atom()) + " about "
                        + topology.atoms().get(row.bondAtom()).name() + "-"
                        + topology.atoms().get(row.angleAtom()).name())
                .toList();
    }

    private static List<Boolean> periodicOmegas(Topology topology, boolean allowCis) {
        InternalLayout layout = build(topology, allowCis);
        return Torsions.omega(topology).stream()
                .map(omega -> IntStream.range(0, layout.torsions().size())
                        .filter(i -> isTorsion(layout.zMatrix().rows().get(i + 3), omega))
                        .mapToObj(i -> kinds(layout).get(i) == TorsionKind.PERIODIC)
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    private static boolean isTorsion(ZMatrix.Row row, TorsionObservable t) {
        List<Integer> atoms = List.of(row.atom(), row.bondAtom(), row.angleAtom(), row.torsionAtom());
        return atoms.equals(List.of(t.i(), t.j(), t.k(), t.l())) || atoms.equals(List.of(t.l(), t.k(), t.j(), t.i()));
    }
}
