package org.openmmbg.systems.forcefield;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openmmbg.openmm.system.Force;
import org.openmmbg.openmm.system.NonbondedForce;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.openmm.xml.SystemXmlReader;
import org.openmmbg.systems.TestFiles;
import org.openmmbg.systems.Topology;

/** Waters with virtual sites against the System that OpenMM 7.7 makes of them (test-data/forcefield/make.py). */
class VirtualSitesTest {
    private static final SystemSpec OPENMM = SystemXmlReader.read(TestFiles.path("forcefield/water-system.xml"));

    /** Two waters of six particles, one of three, as the script has them. */
    private static Topology waters() {
        List<Topology.Atom> atoms = new ArrayList<>();
        List<Topology.Residue> residues = new ArrayList<>();
        List<Topology.Bond> bonds = new ArrayList<>();
        for (int sites : new int[] {3, 3, 0}) {
            int first = atoms.size();
            List<String> names = List.of("O", "H1", "H2", "M1", "M2", "M3").subList(0, 3 + sites);
            List<Integer> own = new ArrayList<>();
            for (String name : names) {
                own.add(atoms.size());
                atoms.add(new Topology.Atom(name, name.startsWith("M") ? "" : name.substring(0, 1), residues.size()));
            }
            residues.add(new Topology.Residue("HOH", String.valueOf(residues.size() + 1), "A", own));
            bonds.add(new Topology.Bond(first, first + 1));
            bonds.add(new Topology.Bond(first, first + 2));
        }
        return new Topology(atoms, residues, bonds);
    }

    @Test
    void systemIsOpenMms() {
        ForceField forceField = ForceField.load(
                List.of(TestFiles.path("forcefield/water.xml").toString()), new ForceFieldLocator(List.of()));
        SystemSpec system = forceField.createSystem(waters(), SystemOptions.DEFAULTS);

        assertThat(system.masses()).isEqualTo(OPENMM.masses());
        assertThat(system.virtualSites()).containsExactlyInAnyOrderElementsOf(OPENMM.virtualSites());
        assertThat(system.constraints()).containsExactlyInAnyOrderElementsOf(OPENMM.constraints());
        assertThat(system.forces()).hasSameSizeAs(OPENMM.forces());
        for (int i = 0; i < system.forces().size(); i++) {
            compare(system.forces().get(i), OPENMM.forces().get(i));
        }
    }

    private static void compare(Force force, Force expected) {
        if (force instanceof NonbondedForce own && expected instanceof NonbondedForce theirs) {
            assertThat(own.particles()).isEqualTo(theirs.particles());
            assertThat(own.exceptions())
                    .usingRecursiveFieldByFieldElementComparator()
                    .containsExactlyInAnyOrderElementsOf(theirs.exceptions().stream()
                            .map(VirtualSitesTest::ascending)
                            .toList());
        } else {
            assertThat(force).isEqualTo(expected);
        }
    }

    private static NonbondedForce.ParticleException ascending(NonbondedForce.ParticleException e) {
        return new NonbondedForce.ParticleException(
                Math.min(e.particle1(), e.particle2()),
                Math.max(e.particle1(), e.particle2()),
                e.chargeProduct(),
                e.sigma(),
                e.epsilon());
    }
}
