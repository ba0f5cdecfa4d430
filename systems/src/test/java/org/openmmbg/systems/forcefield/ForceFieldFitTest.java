package org.openmmbg.systems.forcefield;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openmmbg.openmm.system.NonbondedForce;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.systems.StandardBonds;
import org.openmmbg.systems.TestFiles;
import org.openmmbg.systems.Topology;
import org.openmmbg.systems.pdb.PdbFile;
import org.openmmbg.systems.pdb.PdbReader;

/** What is said when a force field does not fit a molecule. */
class ForceFieldFitTest {
    private static final ForceFieldLocator NOWHERE = new ForceFieldLocator(List.of());
    private static final ForceField FF14SB = ForceField.load(List.of("ff14SB"), NOWHERE);
    private static final PdbFile ALA2 = PdbReader.read(TestFiles.path("ala2/ala2.pdb"));
    private static final Topology DIPEPTIDE =
            StandardBonds.addTo(ALA2.topology(), ALA2.models().get(0));

    /** The dipeptide without some atoms, named {@code ALA HB1}. */
    private static Topology without(String... atoms) {
        Set<String> removed = Set.of(atoms);
        Map<Integer, Integer> kept = new HashMap<>();
        List<Topology.Atom> left = new ArrayList<>();
        List<Topology.Residue> residues = new ArrayList<>();
        for (Topology.Residue residue : DIPEPTIDE.residues()) {
            List<Integer> own = new ArrayList<>();
            for (int i : residue.atoms()) {
                Topology.Atom atom = DIPEPTIDE.atoms().get(i);
                if (!removed.contains(residue.name() + " " + atom.name()) && !removed.contains(residue.name())) {
                    kept.put(i, left.size());
                    own.add(left.size());
                    left.add(new Topology.Atom(atom.name(), atom.element(), residues.size()));
                }
            }
            if (!own.isEmpty()) {
                residues.add(new Topology.Residue(residue.name(), residue.id(), residue.chain(), own));
            }
        }
        Set<Topology.Bond> bonds = DIPEPTIDE.bonds().stream()
                .filter(b -> kept.containsKey(b.first()) && kept.containsKey(b.second()))
                .map(b -> new Topology.Bond(kept.getOrDefault(b.first(), 0), kept.getOrDefault(b.second(), 0)))
                .collect(Collectors.toSet());
        return new Topology(left, residues, List.copyOf(bonds));
    }

    private static void assertMissing(Topology topology, String message) {
        assertThatThrownBy(() -> FF14SB.createSystem(topology, SystemOptions.DEFAULTS))
                .isInstanceOf(MissingTemplateException.class)
                .hasMessageContaining(message)
                .satisfies(
                        e -> assertThat(String.valueOf(e.getMessage()).lines()).hasSize(1));
    }

    @Test
    void missingHydrogenIsNamed() {
        assertMissing(
                without("ALA HB1"),
                "no template for residue ALA 2 of chain A: compared with the closest, ALA, it lacks HB1");
    }

    @Test
    void missingSideChainIsNamed() {
        assertMissing(without("ALA CB", "ALA HB1", "ALA HB2", "ALA HB3", "ALA O"), "residue ALA 2 of chain A");
    }

    @Test
    void missingCapIsToldByTheBonds() {
        assertMissing(
                without("NME"),
                "residue ALA 2 of chain A: its atoms are those of ALA, but not its bonds (1 to other residues, 2 in the"
                        + " template); is an end of the chain without its cap or terminal atoms?");
    }

    @Test
    void superfluousAtomIsNamed() {
        List<Topology.Atom> atoms = new ArrayList<>(DIPEPTIDE.atoms());
        atoms.add(new Topology.Atom("ZN", "Zn", 2));
        List<Topology.Residue> residues = new ArrayList<>(DIPEPTIDE.residues());
        List<Integer> own = new ArrayList<>(residues.get(2).atoms());
        own.add(atoms.size() - 1);
        residues.set(2, new Topology.Residue("NME", "3", "A", own));
        assertMissing(new Topology(atoms, residues, DIPEPTIDE.bonds()), "closest, NME, it has ZN too many");
    }

    @Test
    void bondsAloneCanMakeTheDifference() {
        List<Topology.Bond> bonds = new ArrayList<>(DIPEPTIDE.bonds());
        bonds.remove(new Topology.Bond(DIPEPTIDE.find(1, "CA"), DIPEPTIDE.find(1, "HA")));
        assertMissing(DIPEPTIDE.withBonds(bonds), "its atoms are those of ALA, but not its bonds");
    }

    @Test
    void externalBondsMayBeIgnored() {
        SystemSpec system = FF14SB.createSystem(
                without("NME"),
                SystemOptions.builder()
                        .ignoreExternalBonds(true)
                        .residueTemplates(Map.of(1, "ALA"))
                        .build());
        assertThat(system.particleCount()).isEqualTo(16);
    }

    @Test
    void templateAskedForMustFit() {
        assertThatThrownBy(() -> FF14SB.createSystem(
                        DIPEPTIDE,
                        SystemOptions.builder()
                                .residueTemplates(Map.of(1, "GLY"))
                                .build()))
                .isInstanceOf(ForceFieldException.class)
                .hasMessage("residue template GLY, asked for for residue ALA 2 of chain A, does not match it");
        assertThatThrownBy(() -> FF14SB.createSystem(
                        DIPEPTIDE,
                        SystemOptions.builder()
                                .residueTemplates(Map.of(1, "XYZ"))
                                .build()))
                .isInstanceOf(ForceFieldException.class)
                .hasMessageContaining("no residue template \"XYZ\"");
    }

    @Test
    void periodicMethodNeedsABox() {
        assertThatThrownBy(() -> FF14SB.createSystem(
                        DIPEPTIDE,
                        SystemOptions.builder()
                                .nonbonded(NonbondedOptions.cutoff(NonbondedForce.Method.PME, 0.9))
                                .build()))
                .isInstanceOf(ForceFieldException.class)
                .hasMessageContaining("needs a periodic box");
    }

    @Test
    void implicitSolventTakesNoEwaldSum() {
        ForceField implicit = ForceField.load(List.of("ff14SB", "implicit/gbn2"), NOWHERE);
        assertThatThrownBy(() -> implicit.createSystem(
                        DIPEPTIDE,
                        SystemOptions.builder()
                                .nonbonded(NonbondedOptions.cutoff(NonbondedForce.Method.PME, 0.9))
                                .boxVectors(List.of(3.0, 0.0, 0.0, 0.0, 3.0, 0.0, 0.0, 0.0, 3.0))
                                .build()))
                .isInstanceOf(ForceFieldException.class)
                .hasMessageContaining("does not go with the nonbonded method PME");
    }

    @Test
    void hydrogensMayNotTakeAllMass() {
        assertThatThrownBy(() -> FF14SB.createSystem(
                        DIPEPTIDE, SystemOptions.builder().hydrogenMass(8).build()))
                .isInstanceOf(ForceFieldException.class)
                .hasMessageContaining("no mass");
    }

    @Test
    void anotherForceFieldHasItsOwnParameters() {
        ForceField obc = ForceField.load(List.of("ff14SB", "amber99_obc"), NOWHERE);
        assertThatThrownBy(() -> obc.createSystem(DIPEPTIDE, SystemOptions.DEFAULTS))
                .isInstanceOf(ForceFieldException.class)
                .hasMessageContaining("GBSAOBCForce has no parameters for atom type protein-");
        ForceField alone = ForceField.load(List.of("implicit/obc2"), NOWHERE);
        assertThatThrownBy(() -> alone.createSystem(DIPEPTIDE, SystemOptions.DEFAULTS))
                .isInstanceOf(ForceFieldException.class)
                .hasMessageContaining("no residue templates");
    }
}
