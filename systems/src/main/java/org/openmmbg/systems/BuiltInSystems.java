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

    private static MolecularSystem molecule(
            String name, String description, String source, SystemSpec system, double temperature) {
        Path file = Path.of(name + ".pdb");
        try (InputStream pdb = resource(file.toString())) {
            PdbFile structure = PdbReader.read(pdb, file);
            return MolecularSystem.of(name, description, source, system, structure, file, temperature, false);
        } catch (IOException e) {
            throw new UncheckedIOException("the files of built-in system " + name + " cannot be read", e);
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
