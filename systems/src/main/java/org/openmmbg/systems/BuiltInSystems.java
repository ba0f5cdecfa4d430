package org.openmmbg.systems;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.openmm.xml.SystemXmlReader;
import org.openmmbg.systems.pdb.PdbFile;
import org.openmmbg.systems.pdb.PdbReader;

/** Molecules shipped with this project, each a PDB file and a System XML file beside this class. */
final class BuiltInSystems {
    private static final String FOLDER = "builtin/";

    private BuiltInSystems() {}

    /** Ace-Ala-Nme in implicit solvent. */
    static MolecularSystem alanineDipeptide(String name, String description) {
        return load(name, description, """
                Alanine dipeptide (Ace-Ala-Nme), 22 atoms, no constraints, no cutoff.
                Force field: Amber ff99SB-ILDN (Hornak et al., Proteins 65, 712, 2006; Lindorff-Larsen et al., \
                Proteins 78, 1950, 2010), parameters as in OpenMM's amber99sbildn.xml.
                Implicit solvent: GB/OBC model II (Onufriev, Bashford and Case, Proteins 55, 383, 2004), parameters \
                as in OpenMM's amber99_obc.xml, solvent dielectric 78.3.
                Structure: built from ideal bond lengths and angles and minimised in this force field.""", 300);
    }

    private static MolecularSystem load(String name, String description, String source, double temperature) {
        try (InputStream xml = resource(name + ".xml");
                InputStream pdb = resource(name + ".pdb")) {
            SystemSpec system = SystemXmlReader.read(xml, Path.of(name + ".xml"));
            Path file = Path.of(name + ".pdb");
            PdbFile structure = PdbReader.read(pdb, file);
            return MolecularSystem.of(name, description, source, system, structure, file, temperature, false);
        } catch (IOException e) {
            throw new UncheckedIOException("the files of built-in system " + name + " cannot be read", e);
        }
    }

    private static InputStream resource(String file) {
        InputStream stream = BuiltInSystems.class.getResourceAsStream(FOLDER + file);
        if (stream == null) {
            throw new IllegalStateException("resource " + FOLDER + file + " is missing from the jar");
        }
        return stream;
    }
}
