package org.openmmbg.systems;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.openmmbg.openmm.system.Force;
import org.openmmbg.openmm.system.GbsaObcForce;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.openmm.xml.SystemXmlReader;
import org.openmmbg.systems.forcefield.ForceField;
import org.openmmbg.systems.forcefield.ForceFieldLocator;
import org.openmmbg.systems.forcefield.SystemOptions;
import org.openmmbg.systems.pdb.PdbFile;
import org.openmmbg.systems.pdb.PdbReader;

/** Molecules shipped with this project, PDB files and System XML beside this class. */
final class BuiltInSystems {
    private static final String FOLDER = "builtin/";

    private static final String DIPEPTIDE_SOURCE = """
            Alanine dipeptide (Ace-Ala-Nme), 22 atoms, no constraints, no cutoff.
            Force field: Amber ff99SB-ILDN (Hornak et al., Proteins 65, 712, 2006; Lindorff-Larsen et al., \
            Proteins 78, 1950, 2010), parameters as in OpenMM's amber99sbildn.xml.
            Structure: built from ideal bond lengths and angles and minimised in this force field.""";

    private static final List<String> AMBER99_OBC = List.of("amber99sbildn", "amber99_obc");

    private static final String FF99 = """
            Force field: Amber ff99SB-ILDN (Hornak et al., Proteins 65, 712, 2006; Lindorff-Larsen et al., \
            Proteins 78, 1950, 2010), parameters as in OpenMM's amber99sbildn.xml.
            """;

    private static final String OBC2 = """
            Implicit solvent: GB/OBC model II (Onufriev, Bashford and Case, Proteins 55, 383, 2004), parameters \
            as in OpenMM's amber99_obc.xml, solvent dielectric 78.3.""";

    private static final String FF96 = """
            Force field: Amber ff96 (Kollman et al., Computer Simulation of Biomolecular Systems 3, 83, 1997), \
            parameters as in OpenMM's amber96.xml.
            """;

    private static final String OBC1 = """
            Implicit solvent: GB/OBC model I (Onufriev, Bashford and Case, Proteins 55, 383, 2004), as in OpenMM's \
            implicit/obc1.xml, solvent dielectric 78.5.""";

    private BuiltInSystems() {}

    /** Ace-Ala-Nme in implicit solvent. */
    static MolecularSystem alanineDipeptide(String name, String description) {
        return molecule(name, description, DIPEPTIDE_SOURCE + """

                Implicit solvent: GB/OBC model II (Onufriev, Bashford and Case, Proteins 55, 383, 2004), parameters \
                as in OpenMM's amber99_obc.xml, solvent dielectric 78.3.""", system("alanine-dipeptide.xml"), 300);
    }

    /** Ace-Ala-Nme in vacuum. */
    static MolecularSystem alanineDipeptideVacuum(String name, String description) {
        return molecule(name, description, DIPEPTIDE_SOURCE, withoutSolvent(system("alanine-dipeptide.xml")), 300);
    }

    /** Ace-Ala-Nme in the older force field of published rates. */
    static MolecularSystem alanineDipeptideFf96(String name, String description) {
        return peptide(
                name, description, "Alanine dipeptide (Ace-Ala-Nme)", FF96 + OBC1, List.of("amber96", "implicit/obc1"));
    }

    /** Ace-(Ala)3-Nme in implicit solvent. */
    static MolecularSystem alanineTetrapeptide(String name, String description) {
        return peptide(name, description, "Alanine tetrapeptide (Ace-(Ala)3-Nme)", FF99 + OBC2, AMBER99_OBC);
    }

    /** Ace-(Ala)5-Nme in implicit solvent. */
    static MolecularSystem alanineHexapeptide(String name, String description) {
        return peptide(name, description, "Alanine hexapeptide (Ace-(Ala)5-Nme)", FF99 + OBC2, AMBER99_OBC);
    }

    /** Chignolin in implicit solvent. */
    static MolecularSystem chignolin(String name, String description) {
        return peptide(
                name,
                description,
                "Chignolin (GYDPETGTWG, charged ends; Honda et al., Structure 12, 1507, 2004)",
                FF99 + OBC2,
                AMBER99_OBC);
    }

    private static MolecularSystem peptide(
            String name, String description, String molecule, String citation, List<String> forceField) {
        Path file = Path.of(name + ".pdb");
        PdbFile structure = structure(file);
        Topology topology =
                StandardBonds.addTo(structure.topology(), structure.models().get(0));
        String source =
                molecule + ", " + topology.atomCount() + " atoms, no constraints, no cutoff.\n" + citation + """

                Structure: built from ideal bond lengths and angles and minimised in this force field.""";
        // Only what is shipped: a file of the same name elsewhere must not change a built-in.
        SystemSpec system = ForceField.load(forceField, new ForceFieldLocator(List.of()))
                .createSystem(topology, SystemOptions.DEFAULTS);
        return MolecularSystem.of(name, description, source, system, structure, file, 300, false);
    }

    private static MolecularSystem molecule(
            String name, String description, String source, SystemSpec system, double temperature) {
        Path file = Path.of(name + ".pdb");
        return MolecularSystem.of(name, description, source, system, structure(file), file, temperature, false);
    }

    private static PdbFile structure(Path file) {
        try (InputStream pdb = resource(file.toString())) {
            return PdbReader.read(pdb, file);
        } catch (IOException e) {
            throw new UncheckedIOException("the built-in structure " + file + " cannot be read", e);
        }
    }

    private static SystemSpec system(String file) {
        try (InputStream xml = resource(file)) {
            return SystemXmlReader.read(xml, Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException("the built-in System " + file + " cannot be read", e);
        }
    }

    private static SystemSpec withoutSolvent(SystemSpec system) {
        List<Force> forces = system.forces().stream()
                .filter(force -> !(force instanceof GbsaObcForce))
                .toList();
        return new SystemSpec(system.masses(), system.constraints(), forces, system.boxVectors());
    }

    private static InputStream resource(String file) {
        InputStream stream = BuiltInSystems.class.getResourceAsStream(FOLDER + file);
        if (stream == null) {
            throw new IllegalStateException("resource " + FOLDER + file + " is missing from the jar");
        }
        return stream;
    }
}
