package org.openmmbg.systems.pdb;

import java.nio.file.Path;
import java.util.Locale;
import org.openmmbg.systems.InputFileException;

/** Reads PDB and PDBx/mmCIF files, told apart by their names. */
public final class StructureReader {
    private StructureReader() {}

    /**
     * Reads a file.
     *
     * @param file a name that ends in .cif or .mmcif is that of an mmCIF file, any other that of a PDB file
     * @throws InputFileException if the file cannot be used
     */
    public static PdbFile read(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.endsWith(".cif") || name.endsWith(".mmcif") ? MmCifReader.read(file) : PdbReader.read(file);
    }
}
