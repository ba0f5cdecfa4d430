package org.openmmbg.plugin.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openmmbg.plugin.pipeline.ConfigOverrides;
import picocli.CommandLine.Option;

/** Files of one's own in place of a built-in system. */
final class SystemOptions {
    @Option(
            names = "--system-xml",
            paramLabel = "FILE",
            description = "OpenMM System XML, in place of a built-in system; needs --pdb.")
    private @Nullable Path systemXml;

    @Option(
            names = "--pdb",
            paramLabel = "FILE",
            description = "PDB or mmCIF file of the atoms; goes with --forcefield or --system-xml.")
    private @Nullable Path pdb;

    @Option(
            names = "--forcefield",
            paramLabel = "NAMES",
            split = ",",
            description = "Force field for the atoms of the PDB file: names that 'systems forcefields' lists, or"
                    + " OpenMM force-field files, separated by commas.")
    private List<String> forceField = List.of();

    @Option(
            names = "--add-hydrogens",
            description =
                    "With --forcefield: add the hydrogens that the PDB file lacks at pH 7. Residues named HID, HIE,"
                            + " HIP, ASH, GLH, LYN, CYM or CYX are taken at their word.")
    private boolean addHydrogens;

    @Option(names = "--prmtop", paramLabel = "FILE", description = "Amber topology file; needs --inpcrd.")
    private @Nullable Path prmtop;

    @Option(
            names = "--inpcrd",
            paramLabel = "FILE",
            description = "Amber coordinate file (inpcrd, crd, rst7) of the topology file.")
    private @Nullable Path inpcrd;

    @Option(
            names = "--implicit",
            paramLabel = "MODEL",
            description = "With --prmtop: implicit solvent hct, obc1, obc2, gbn or gbn2; vacuum by default.")
    private @Nullable String implicit;

    @Nullable
    Path systemXml() {
        return systemXml;
    }

    @Nullable
    Path pdb() {
        return pdb;
    }

    List<String> forceField() {
        return forceField;
    }

    boolean addHydrogens() {
        return addHydrogens;
    }

    @Nullable
    Path prmtop() {
        return prmtop;
    }

    @Nullable
    Path inpcrd() {
        return inpcrd;
    }

    @Nullable
    String implicit() {
        return implicit;
    }

    void addTo(ConfigOverrides overrides) {
        put(overrides, "system.system_xml", systemXml, "--system-xml");
        put(overrides, "system.pdb", pdb, "--pdb");
        put(overrides, "system.prmtop", prmtop, "--prmtop");
        put(overrides, "system.inpcrd", inpcrd, "--inpcrd");
        if (!forceField.isEmpty()) {
            List<String> names =
                    forceField.stream().map(SystemOptions::fileOrName).toList();
            overrides.put("system.forcefield", names, "--forcefield");
        }
        if (addHydrogens) {
            overrides.put("system.add_hydrogens", true, "--add-hydrogens");
        }
        if (implicit != null) {
            overrides.put("system.implicit", implicit, "--implicit");
        }
    }

    private static void put(ConfigOverrides overrides, String key, @Nullable Path file, String option) {
        if (file != null) {
            overrides.put(key, file.toAbsolutePath().normalize(), option);
        }
    }

    /** A run may be resumed from another folder, so that a file keeps its whole name. */
    private static String fileOrName(String name) {
        return name.endsWith(".xml") && Files.isRegularFile(Path.of(name))
                ? Path.of(name).toAbsolutePath().normalize().toString()
                : name;
    }
}
