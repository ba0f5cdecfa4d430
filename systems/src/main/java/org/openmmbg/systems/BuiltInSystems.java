package org.openmmbg.systems;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.openmmbg.openmm.system.Force;
import org.openmmbg.openmm.system.GbsaObcForce;
import org.openmmbg.openmm.system.NonbondedForce;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.openmm.xml.SystemXmlReader;
import org.openmmbg.systems.forcefield.ForceField;
import org.openmmbg.systems.forcefield.ForceFieldLocator;
import org.openmmbg.systems.forcefield.NonbondedOptions;
import org.openmmbg.systems.forcefield.SystemOptions;
import org.openmmbg.systems.pdb.PdbFile;
import org.openmmbg.systems.pdb.PdbReader;
import org.openmmbg.systems.trajectory.Frames;
import org.openmmbg.systems.trajectory.XtcReader;

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

    private static final int BPTI_ATOMS = 892;
    private static final double BPTI_CUTOFF_NM = 1;
    private static final String BPTI_SOURCE = """
            Bovine pancreatic trypsin inhibitor, 58 residues, charged ends, disulfide bridges 5-55, 14-38 and 30-51; no \
            constraints, cutoff of 1 nm for all interactions.""";

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

    /** BPTI in implicit solvent, with configurations of our own MD. */
    static MolecularSystem bpti(String name, String description) {
        String source = BPTI_SOURCE + "\n" + FF99 + OBC2 + """

                Structure and 1,000 example configurations: our own Langevin dynamics at 300 K in this force field, 2 \
                walkers of 100 ps after 20 ps, every 0.2 ps; the structure is the last of them, minimised. \
                Coordinates: N, CA and C of the backbone, CB and SG of the cystines whitened in the frame of the \
                structure, all else bonds, angles and torsions (Noé et al., Science 365, eaaw1147, 2019).""";
        NonbondedOptions cutoff = NonbondedOptions.cutoff(NonbondedForce.Method.CUTOFF_NON_PERIODIC, BPTI_CUTOFF_NM);
        return fromForceField(
                        name,
                        description,
                        source,
                        AMBER99_OBC,
                        SystemOptions.builder().nonbonded(cutoff).build())
                .withMixedCoordinates(() -> frames("bpti.xtc", BPTI_ATOMS));
    }

    private static MolecularSystem peptide(
            String name, String description, String molecule, String citation, List<String> forceField) {
        String source = molecule + ", no constraints, no cutoff.\n" + citation + """

                Structure: built from ideal bond lengths and angles and minimised in this force field.""";
        return fromForceField(name, description, source, forceField, SystemOptions.DEFAULTS);
    }

    private static MolecularSystem fromForceField(
            String name, String description, String source, List<String> forceField, SystemOptions options) {
        Path file = Path.of(name + ".pdb");
        PdbFile structure = structure(file);
        Topology topology =
                StandardBonds.addTo(structure.topology(), structure.models().get(0));
        // Only what is shipped: a file of the same name elsewhere must not change a built-in.
        SystemSpec system =
                ForceField.load(forceField, new ForceFieldLocator(List.of())).createSystem(topology, options);
        return MolecularSystem.of(name, description, source, system, structure, file, 300, false);
    }

    private static MolecularSystem molecule(
            String name, String description, String source, SystemSpec system, double temperature) {
        Path file = Path.of(name + ".pdb");
        return MolecularSystem.of(name, description, source, system, structure(file), file, temperature, false);
    }

    private static Frames frames(String name, int atoms) {
        try (InputStream packed = resource(name)) {
            Path copy = Files.createTempFile("openmm-bg-", ".xtc");
            try {
                Files.copy(packed, copy, StandardCopyOption.REPLACE_EXISTING);
                return XtcReader.read(copy, atoms);
            } finally {
                Files.deleteIfExists(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the built-in configurations " + name + " cannot be read", e);
        }
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
