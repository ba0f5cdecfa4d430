package org.openmmbg.plugin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openmmbg.systems.trajectory.Frames;
import org.openmmbg.systems.trajectory.XtcWriter;

/**
 * Damaged and hostile files of every kind that is read, through the command line: one line that names the file, the place
 * in it and what is wrong or was expected, and exit code 3.
 */
class BadFilesTest {
    private static final String PDB = text("ala2/ala2.pdb");
    private static final String CIF = text("pdbx/ala2.cif");
    private static final String SYSTEM = text("ala2/ala2-openmm77.xml");
    private static final String PRMTOP = text("amber/ala2.prmtop");
    private static final String INPCRD = text("amber/ala2.inpcrd");
    private static final byte[] DCD = bytes("trajectory/plain.dcd");
    private static final byte[] XTC = bytes("trajectory/packed.xtc");
    private static final byte[] HDF5 = bytes("trajectory/mdtraj.h5");
    private static final String ATOM = lineOf(PDB, "ATOM");

    @TempDir
    private Path folder;

    /** One bad file: its kind, its name, its content, and what the line about it must hold. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Row(String kind, String name, byte[] content, String... parts) {
        @Override
        public String toString() {
            return kind;
        }
    }

    private static Row row(String kind, String name, String content, String... parts) {
        return new Row(kind, name, content.getBytes(StandardCharsets.ISO_8859_1), parts);
    }

    private static Row row(String kind, String name, byte[] content, String... parts) {
        return new Row(kind, name, content, parts);
    }

    static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        rows.addAll(pdb());
        rows.addAll(mmCif());
        rows.addAll(forceField());
        rows.addAll(systemXml());
        rows.addAll(amber());
        rows.addAll(trajectories());
        rows.addAll(arrays());
        rows.addAll(yaml());
        return rows;
    }

    private static List<Row> pdb() {
        String other = PDB.lines()
                .filter(line -> line.startsWith("ATOM"))
                .skip(1)
                .findFirst()
                .orElseThrow();
        return List.of(
                row("PDB: empty", "a.pdb", "", "no ATOM or HETATM record; expected a PDB file"),
                row("PDB: other text", "a.pdb", "hello\nworld\n", "no ATOM or HETATM record; expected a PDB file"),
                row(
                        "PDB: bytes of a picture",
                        "a.pdb",
                        new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0},
                        "no ATOM or HETATM record; expected a PDB file"),
                row(
                        "PDB: atom cut short",
                        "a.pdb",
                        ATOM.substring(0, 44) + "\n",
                        "a.pdb, line 1: the record ends in column 44;",
                        "columns 31-54 for x, y and z"),
                row(
                        "PDB: coordinate is text",
                        "a.pdb",
                        columns(ATOM, 38, "   abc  "),
                        "a.pdb, line 1: the y coordinate is 'abc', not a number;",
                        "columns 31-54"),
                row(
                        "PDB: coordinate is NaN",
                        "a.pdb",
                        columns(ATOM, 46, "     nan"),
                        "a.pdb, line 1: the z coordinate is 'nan', not a number"),
                row(
                        "PDB: coordinate is infinite",
                        "a.pdb",
                        columns(ATOM, 30, "     inf"),
                        "a.pdb, line 1: the x coordinate is 'inf', not a number"),
                row(
                        "PDB: coordinate is missing",
                        "a.pdb",
                        columns(ATOM, 30, "        "),
                        "a.pdb, line 1: the x coordinate is '', not a number"),
                row(
                        "PDB: bad cell",
                        "a.pdb",
                        "CRYST1   10.000   10.000   xx.000  90.00  90.00  90.00 P 1           1\n" + PDB,
                        "a.pdb, line 1: the length c is 'xx.000', not a number; CRYST1 has three lengths"),
                row(
                        "PDB: models of different sizes",
                        "a.pdb",
                        "MODEL        1\n" + ATOM + "\n" + other + "\nENDMDL\nMODEL        2\n" + ATOM + "\nENDMDL\n",
                        "a.pdb, line 7: model 2 ends after 1 atoms; the first has 2"),
                row(
                        "PDB: models of different atoms",
                        "a.pdb",
                        "MODEL        1\n" + ATOM + "\nENDMDL\nMODEL        2\n" + other + "\nENDMDL\n",
                        "a.pdb, line 5: atom 1 of model 2 is H of ALA, but N of ALA in the first"),
                row(
                        "PDB: the same atom twice",
                        "a.pdb",
                        PDB.replace(other, other + "\n" + other),
                        "no template for residue ALA 2 of chain A",
                        "it has H too many"),
                row(
                        "PDB: atoms at one place",
                        "run.pdb",
                        PDB.replace(other.substring(30, 54), ATOM.substring(30, 54)),
                        "are at the same place; expected real positions"),
                row(
                        "PDB: mirror image",
                        "run.pdb",
                        mirrored(),
                        "CA of ALA 2 of chain A is not L; expected L-amino acids"),
                row(
                        "PDB: atom removed",
                        "a.pdb",
                        PDB.replace(other + "\n", ""),
                        "no template for residue ALA 2 of chain A",
                        "it lacks H; --add-hydrogens adds hydrogens"),
                row(
                        "PDB: unknown residue",
                        "a.pdb",
                        PDB.replace(" ALA ", " XYZ "),
                        "no template for residue XYZ 2 of chain A"),
                row(
                        "PDB: unknown element",
                        "a.pdb",
                        columns(ATOM, 76, "Qq"),
                        "a.pdb, line 1: unknown element of atom N; expected a symbol in columns 77-78"),
                row(
                        "PDB: endless line",
                        "a.pdb",
                        "ATOM" + "x".repeat(5_000_000),
                        "a.pdb, line 1: the line has more than 10000 characters; expected a PDB file"));
    }

    private static List<Row> mmCif() {
        return List.of(
                row("mmCIF: empty", "a.cif", "", "does not begin with 'data_'; expected a PDBx/mmCIF file"),
                row(
                        "mmCIF: no atoms",
                        "a.cif",
                        "data_x\n_cell.length_a 1.0\n",
                        "has no atoms (category atom_site); expected a PDBx/mmCIF file"),
                row(
                        "mmCIF: no coordinates",
                        "a.cif",
                        CIF.replace("_atom_site.Cartn_x", "_atom_site.other_x"),
                        "a.cif, line 62: the loop over atom_site has no cartn_x"),
                row(
                        "mmCIF: row too short",
                        "a.cif",
                        cifAtom("ATOM 1 C\n"),
                        "a.cif, line 68: the last row of the loop over atom_site has 3 of 26 values"),
                row(
                        "mmCIF: coordinate is text",
                        "a.cif",
                        CIF.replaceFirst(
                                "(?m)^(HETATM|ATOM)(.*) [0-9.-]+ +[0-9.-]+ +[0-9.-]+( +[0-9.?]+ +[0-9.?]+.*)$",
                                "$1$2 abc 0.0 0.0$3"),
                        "a.cif, line 62: the z coordinate is 'abc'; expected a finite number"),
                row(
                        "mmCIF: open quote",
                        "a.cif",
                        "data_x\n_struct.title 'never closed\n",
                        "a.cif, line 2: the string that begins in column 15 does not end on its line"),
                row(
                        "mmCIF: open text field",
                        "a.cif",
                        "data_x\n_struct.title\n;never closed\n",
                        "a.cif, line 3: the text that begins here does not end; expected a line that begins with ';'"),
                row(
                        "mmCIF: loop without values",
                        "a.cif",
                        "data_x\nloop_\n_atom_site.id\n",
                        "has no atoms (category atom_site)"),
                row(
                        "mmCIF: value without a name",
                        "a.cif",
                        "data_x\nvalue\n",
                        "a.cif, line 2: 'value' is a value without a name"));
    }

    private static List<Row> forceField() {
        String types = "<AtomTypes><Type name=\"t\" class=\"c\" element=\"C\" mass=\"12\"/></AtomTypes>";
        return List.of(
                row("force field: no XML", "ff.xml", "hello", "ff.xml, line 1: not well-formed XML"),
                row(
                        "force field: truncated",
                        "ff.xml",
                        "<ForceField>\n<AtomTypes>",
                        "ff.xml, line 2: not well-formed XML"),
                row(
                        "force field: another root",
                        "ff.xml",
                        "<System/>",
                        "ff.xml, line 1: the root element is <System>; expected an OpenMM force field, <ForceField>"),
                row(
                        "force field: a program",
                        "ff.xml",
                        "<ForceField>\n<Script>print(1)</Script></ForceField>",
                        "ff.xml, line 2: <Script> is not supported: a force field that is a program is not run"),
                row(
                        "force field: entities",
                        "ff.xml",
                        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>\n<ForceField>&e;</ForceField>",
                        "ff.xml, line 1: document types and entities are not allowed"),
                row(
                        "force field: a billion laughs",
                        "ff.xml",
                        laughs("ForceField"),
                        "ff.xml, line 1: document types and entities are not allowed"),
                row(
                        "force field: unknown part",
                        "ff.xml",
                        "<ForceField>\n<Wishes/></ForceField>",
                        "ff.xml, line 2: <Wishes> is not supported"),
                row(
                        "force field: type without mass",
                        "ff.xml",
                        "<ForceField><AtomTypes>\n<Type name=\"t\" class=\"c\"/></AtomTypes></ForceField>",
                        "ff.xml, line 2: <Type> lacks the attribute \"mass\""),
                row(
                        "force field: mass is text",
                        "ff.xml",
                        "<ForceField><AtomTypes>\n<Type name=\"t\" class=\"c\" element=\"C\" mass=\"heavy\"/></AtomTypes></ForceField>",
                        "ff.xml, line 2: <Type> has mass=\"heavy\"; a finite number is needed"),
                row(
                        "force field: type twice",
                        "ff.xml",
                        "<ForceField>\n"
                                + types.replace("/></", "/><Type name=\"t\" class=\"c\" element=\"C\" mass=\"12\"/></")
                                + "</ForceField>",
                        "ff.xml, line 2: atom type \"t\" is defined twice"),
                row(
                        "force field: residue of an unknown type",
                        "ff.xml",
                        "<ForceField>" + types
                                + "<Residues><Residue name=\"R\">\n<Atom name=\"A\" type=\"u\"/></Residue></Residues></ForceField>",
                        "ff.xml, line 2: unknown atom type \"u\""),
                row(
                        "force field: bond to no atom",
                        "ff.xml",
                        "<ForceField>" + types
                                + "<Residues><Residue name=\"R\"><Atom name=\"A\" type=\"t\"/>\n<Bond from=\"0\" to=\"7\"/></Residue></Residues></ForceField>",
                        "ff.xml, line 2: <Bond> has to=\"7\"; an atom of the residue is needed"),
                row(
                        "force field: includes a file outside",
                        "ff.xml",
                        "<ForceField>\n<Include file=\"../secret.xml\"/></ForceField>",
                        "ff.xml, line 2: <Include> has file=\"../secret.xml\"; a file in the folder of this one is needed"),
                row(
                        "force field: includes an absolute name",
                        "ff.xml",
                        "<ForceField>\n<Include file=\"/etc/passwd\"/></ForceField>",
                        "ff.xml, line 2: <Include> has file=\"/etc/passwd\"; a file in the folder of this one is needed"),
                row(
                        "force field: includes itself",
                        "ff.xml",
                        "<ForceField>\n<Include file=\"ff.xml\"/></ForceField>",
                        "ff.xml has no residue templates at all; expected one with those of the molecule"),
                row(
                        "force field: includes no file",
                        "ff.xml",
                        "<ForceField>\n<Include file=\"none.xml\"/></ForceField>",
                        "ff.xml, line 2: the file \"none.xml\" to include is not there"),
                row(
                        "force field: nested without end",
                        "ff.xml",
                        "<ForceField>" + "<a>".repeat(100_000),
                        "ff.xml, line 1: elements lie more than 20 deep; expected a force field"),
                row(
                        "force field: bond constant is NaN",
                        "ff.xml",
                        "<ForceField>" + types
                                + "<HarmonicBondForce>\n<Bond class1=\"c\" class2=\"c\" length=\"0.1\" k=\"nan\"/></HarmonicBondForce></ForceField>",
                        "ff.xml, line 2: <Bond> has k=\"nan\"; a finite number is needed"));
    }

    private static List<Row> systemXml() {
        return List.of(
                row("System: no XML", "system.xml", "hello", "system.xml, line 1: not well-formed XML"),
                row(
                        "System: truncated",
                        "system.xml",
                        SYSTEM.substring(0, SYSTEM.length() / 2),
                        "system.xml, line 157: not well-formed XML"),
                row(
                        "System: open comment",
                        "system.xml",
                        "<System type=\"System\" version=\"1\">\n<!-- ",
                        "system.xml, line "),
                row(
                        "System: another root",
                        "system.xml",
                        "<Integrator type=\"x\"/>",
                        "system.xml, line 1: the root element is <Integrator>, but <System> is needed"),
                row(
                        "System: entities",
                        "system.xml",
                        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>\n<System>&e;</System>",
                        "system.xml, line 1: document types and entities are not allowed here"),
                row(
                        "System: a billion laughs",
                        "system.xml",
                        laughs("System"),
                        "system.xml, line 1: document types and entities are not allowed here"),
                row(
                        "System: nested without end",
                        "system.xml",
                        "<System type=\"System\" version=\"1\">" + "<a>".repeat(100_000),
                        "system.xml, line 1: "),
                row(
                        "System: unknown force",
                        "system.xml",
                        SYSTEM.replace("type=\"HarmonicAngleForce\"", "type=\"WishfulForce\""),
                        "system.xml, line 59: the force WishfulForce is not supported; supported are HarmonicBondForce"),
                row(
                        "System: version of the future",
                        "system.xml",
                        SYSTEM.replace(
                                "type=\"HarmonicAngleForce\" usesPeriodic=\"0\" version=\"2\"",
                                "type=\"HarmonicAngleForce\" usesPeriodic=\"0\" version=\"99\""),
                        "system.xml, line 59: the format of HarmonicAngleForce has version 99; versions 1 to 2 are"
                                + " understood"),
                row(
                        "System: mass is NaN",
                        "system.xml",
                        SYSTEM.replaceFirst("mass=\"12.01078\"", "mass=\"nan\""),
                        "system.xml, line 9: <Particle mass=\"nan\">: a finite number is needed"),
                row(
                        "System: bond to no atom",
                        "system.xml",
                        SYSTEM.replaceFirst("p1=\"[0-9]+\"", "p1=\"4711\""),
                        "HarmonicBondForce (force 0), bond 0: particle 4711 does not exist; the System has 22"),
                row(
                        "System: bond without a length",
                        "system.xml",
                        SYSTEM.replaceFirst("<Bond d=\"[^\"]*\"", "<Bond"),
                        "system.xml, line 36: <Bond> lacks the attribute \"d\""),
                row(
                        "System: particles of a force missing",
                        "system.xml",
                        SYSTEM.replaceFirst("<Particle eps=[^>]*/>", ""),
                        "NonbondedForce (force 3): it has 21 particles, but the System has 22"),
                row(
                        "System: skewed box",
                        "system.xml",
                        SYSTEM.replace("<A x=\"2\" y=\"0\"", "<A x=\"2\" y=\"5\""),
                        "box vectors: a must lie along x and b in the xy plane"),
                row(
                        "System: expression nested without end",
                        "system.xml",
                        expression("(".repeat(3000) + "r" + ")".repeat(3000)),
                        "CustomBondForce (force 0): in ",
                        "more than 100 brackets one within the other"),
                row(
                        "System: expression that is none",
                        "system.xml",
                        expression("r+*2"),
                        "\"*\" at character 3 is not expected: a number, a name or ( is needed"));
    }

    private static List<Row> amber() {
        return List.of(
                row("prmtop: empty", "a.prmtop", "", "has no %FLAG POINTERS; expected an Amber prmtop file"),
                row(
                        "prmtop: other text",
                        "a.prmtop",
                        "hello\n",
                        "a.prmtop, line 1: text outside of any %FLAG with a %FORMAT; expected an Amber prmtop file"),
                row(
                        "prmtop: section missing",
                        "a.prmtop",
                        PRMTOP.replace("%FLAG CHARGE", "%FLAG CHARM "),
                        "has no %FLAG CHARGE"),
                row(
                        "prmtop: number is text",
                        "a.prmtop",
                        PRMTOP.replaceFirst("1.08823576E\\+01", "one.8823576E01"),
                        "a.prmtop, line 17: CHARGE item 1 is 'one.8823576E01', not a number"),
                row(
                        "prmtop: unknown format",
                        "a.prmtop",
                        PRMTOP.replaceFirst("10I8", "10Q8"),
                        "a.prmtop, line 6: '%FORMAT(10Q8)' is no format, such as %FORMAT(5E16.8)"),
                row(
                        "prmtop: more atoms than there are",
                        "a.prmtop",
                        PRMTOP.replaceFirst("      22       7", "10000000       7"),
                        "a.prmtop"),
                row(
                        "prmtop: negative number of atoms",
                        "a.prmtop",
                        PRMTOP.replaceFirst("      22       7", "     -22       7"),
                        "a.prmtop, line 7: POINTERS item 1 is -22; expected 0 to 10000000"),
                row(
                        "prmtop: truncated",
                        "a.prmtop",
                        PRMTOP.substring(0, PRMTOP.length() / 3),
                        "has no %FLAG BONDS_INC_HYDROGEN"),
                row(
                        "prmtop: bond to no atom",
                        "a.prmtop",
                        afterFlag("BONDS_INC_HYDROGEN", "     999"),
                        "a.prmtop, line 161: BONDS_INC_HYDROGEN item 1 is 999, which stands for no atom; there are 22"),
                row(
                        "prmtop: unknown atom type",
                        "a.prmtop",
                        afterFlag("ATOM_TYPE_INDEX", "      99"),
                        "a.prmtop, line 36: ATOM_TYPE_INDEX item 1 is 99; expected 1 to 7"),
                row(
                        "inpcrd: empty",
                        "a.inpcrd",
                        "",
                        "a.inpcrd: '' is no number of atoms; expected an Amber coordinate file"),
                row(
                        "inpcrd: another number of atoms",
                        "a.inpcrd",
                        INPCRD.replaceFirst("   22", "   21"),
                        "a.inpcrd, line 13: the numbers after those of the atoms are no cell (is the number of atoms in line 2 right?)"),
                row(
                        "inpcrd: truncated",
                        "a.inpcrd",
                        INPCRD.substring(0, INPCRD.length() / 2),
                        "a.inpcrd, line 8: the file ends after 32 numbers; 22 atoms need 66"),
                row(
                        "inpcrd: number is text",
                        "a.inpcrd",
                        INPCRD.replaceFirst("0.8690000", "0.869oooo"),
                        "a.inpcrd, line 3: '0.869oooo' in column 1 is not a number"),
                row(
                        "inpcrd: NaN",
                        "a.inpcrd",
                        INPCRD.replaceFirst("0.8690000", "      nan"),
                        "a.inpcrd, line 3: 'nan' in column 1 is not a number"));
    }

    private static List<Row> trajectories() throws IOException {
        return List.of(
                row("DCD: empty", "a.dcd", "", "ends early, at byte 0: 92 bytes are expected from byte 0"),
                row(
                        "DCD: other text",
                        "a.dcd",
                        "hello".repeat(100),
                        "its first record is not the header 'CORD' of 84 bytes"),
                row("DCD: truncated", "a.dcd", Arrays.copyOf(DCD, DCD.length - 10), "ends within a frame, at byte 518"),
                row("DCD: other molecule", "a.dcd", DCD, "has 5 atoms a frame; expected 22"),
                row(
                        "DCD: title of a gigabyte",
                        "a.dcd",
                        withInt(DCD, 92, 1 << 30, ByteOrder.LITTLE_ENDIAN),
                        "has a title of 1073741824 bytes, which cannot be"),
                row("XTC: empty", "a.xtc", "", "holds no frame"),
                row(
                        "XTC: other text",
                        "a.xtc",
                        "hello".repeat(100),
                        "is no XTC file: it begins with 1751477356, not 1995"),
                row("XTC: truncated", "a.xtc", truncatedXtc(), "ends within frame 1, at byte "),
                row("XTC: other molecule", "a.xtc", XTC, "frame 0 has 40 atoms; expected 22"),
                row("XTC: data of two gigabytes", "a.xtc", hugeXtc(), "ends within frame 0, at byte 92"),
                row("HDF5: other text", "a.h5", "hello".repeat(100), "is no HDF5 file, or a damaged one"),
                row(
                        "HDF5: truncated",
                        "a.h5",
                        Arrays.copyOf(HDF5, HDF5.length / 2),
                        "is no HDF5 file, or a damaged one"),
                row("HDF5: other molecule", "a.h5", HDF5, "has 40 atoms a frame; expected 22"),
                row(
                        "trajectory: unknown kind",
                        "a.trr",
                        "hello",
                        "unknown kind of file; expected a PDB, PDBx/mmCIF, DCD, XTC, NPZ or HDF5 file"));
    }

    private static List<Row> arrays() throws IOException {
        return List.of(
                row("NPZ: empty", "a.npz", "", "is no NPZ file, or a damaged one"),
                row("NPZ: other text", "a.npz", "hello".repeat(100), "is no NPZ file, or a damaged one"),
                row(
                        "NPZ: no positions",
                        "a.npz",
                        npz("other", npy("<f8", "1, 66", 66 * 8)),
                        "holds no array 'positions'"),
                row(
                        "NPZ: pickled objects",
                        "a.npz",
                        npz("positions", npy("|O", "1, 66", 66 * 8)),
                        "array 'positions' holds pickled Python objects, which are never read"),
                row(
                        "NPZ: complex numbers",
                        "a.npz",
                        npz("positions", npy("<c16", "1, 66", 66 * 16)),
                        "array 'positions' is of type '<c16'; expected 32- or 64-bit floats or integers"),
                row(
                        "NPZ: other shape",
                        "a.npz",
                        npz("positions", npy("<f8", "6, 11", 66 * 8)),
                        "'positions' has shape [6, 11]; expected [frames, 3 atoms] or [frames, atoms, 3], in nm"),
                row(
                        "NPZ: shape larger than the file",
                        "a.npz",
                        npz("positions", npy("<f8", "100000000, 66", 66 * 8)),
                        "array 'positions' has shape [100000000, 66] of <f8, which does not fit its 607 bytes"),
                row(
                        "NPZ: shape beyond all numbers",
                        "a.npz",
                        npz("positions", npy("<f8", "9999999999999999999, 66", 66 * 8)),
                        "array 'positions' has a dimension of 9999999999999999999, which is too large"),
                row(
                        "NPZ: header without end",
                        "a.npz",
                        npz("positions", hugeHeader()),
                        "array 'positions' has a header of 2147483647 bytes; at most 4096 are read"),
                row(
                        "NPZ: bomb of zeros",
                        "a.npz",
                        npz("positions", npy("<f8", "1500000, 66", 1_500_000 * 66 * 8 / 8)),
                        "array 'positions' would grow from ",
                        "data does not compress that well"),
                row(
                        "NPZ: not a number",
                        "a.npz",
                        npz("positions", nan()),
                        "coordinate 65 of frame 0 is NaN; expected finite numbers"));
    }

    private static List<Row> yaml() {
        String aliases = """
                a: &a [x, x, x, x, x, x, x, x, x]
                b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
                c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
                d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]
                e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]
                f: [*e, *e, *e, *e, *e, *e, *e, *e, *e]
                """;
        return List.of(
                row("YAML: no group", "a.yaml", "- 1\n- 2\n", "the file must be a group of keys"),
                row("YAML: not closed", "a.yaml", "preset: quick\nsystem: [\n", "line 2: not plain YAML"),
                row(
                        "YAML: a tag",
                        "a.yaml",
                        "system: !!java.net.URL {name: x}\n",
                        "line 1: not plain YAML: tags are not accepted"),
                row(
                        "YAML: a billion laughs",
                        "a.yaml",
                        aliases,
                        "line 1: not plain YAML: anchors and aliases are not accepted"),
                row(
                        "YAML: nested without end",
                        "a.yaml",
                        "system: " + "[".repeat(20_000) + "\n",
                        "not plain YAML: Document nesting depth"),
                row(
                        "YAML: unknown key",
                        "a.yaml",
                        "system:\n  nmae: alanine-dipeptide\n",
                        "unknown key 'system.nmae'; did you mean 'system.name'?"),
                row(
                        "YAML: key twice",
                        "a.yaml",
                        "system:\n  name: x\n  name: y\n",
                        "line 3: not plain YAML: Duplicate field 'name'"),
                row(
                        "YAML: number is text",
                        "a.yaml",
                        "system:\n  name: alanine-dipeptide\ncompute:\n  seed: many\n",
                        "compute.seed expected a whole number, got 'many'"),
                row(
                        "YAML: value out of range",
                        "a.yaml",
                        "system:\n  name: alanine-dipeptide\n  temperature: -3\n",
                        "system.temperature must be above 0, got -3"),
                row(
                        "YAML: unknown preset",
                        "a.yaml",
                        "preset: fast\n",
                        "unknown preset 'fast'; expected one of: quick, standard, long"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void endsInOneLine(Row row) throws IOException {
        Path file = Files.write(folder.resolve(row.name()), row.content());
        CommandLineRun run = CommandLineRun.of(command(file).toArray());
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err())
                .startsWith("openmm-bg: ")
                .contains(row.parts())
                .contains(row.name())
                .doesNotContain("Exception", "null")
                .hasSizeLessThan(600);
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_FILE);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void kinds() throws IOException {
        List<Row> rows = rows();
        System.out.println(rows.size() + " kinds of bad files");
        assertThat(rows).extracting(Row::kind).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(60);
    }

    private List<Object> command(Path file) {
        String name = String.valueOf(file.getFileName());
        String suffix = name.substring(name.indexOf('.'));
        return switch (suffix) {
            case ".pdb", ".cif" ->
                name.startsWith("run")
                        ? List.of("run", "--pdb", file, "--forcefield", "ff14SB", "--out", folder.resolve("out"))
                        : List.of("energy", "--pdb", file, "--forcefield", "ff14SB");
            case ".xml" ->
                name.startsWith("ff")
                        ? List.of("energy", "--pdb", TestData.file("ala2/ala2.pdb"), "--forcefield", file)
                        : List.of("energy", "--pdb", TestData.file("ala2/ala2.pdb"), "--system-xml", file);
            case ".prmtop" -> List.of("energy", "--prmtop", file, "--inpcrd", TestData.file("amber/ala2.inpcrd"));
            case ".inpcrd" -> List.of("energy", "--prmtop", TestData.file("amber/ala2.prmtop"), "--inpcrd", file);
            case ".yaml" -> List.of("run", file, "--out", folder.resolve("out"));
            default -> List.of("energy", "alanine-dipeptide", "--trajectory", file);
        };
    }

    private static String text(String name) {
        return new String(bytes(name), StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(TestData.file(name));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String lineOf(String text, String start) {
        return text.lines().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
    }

    /** A record with other text in some of its columns, and a line's end. */
    private static String columns(String line, int from, String text) {
        return line.substring(0, from) + text + line.substring(Math.min(line.length(), from + text.length())) + "\n";
    }

    private static String mirrored() {
        StringBuilder text = new StringBuilder();
        for (String line : PDB.lines().toList()) {
            boolean atom = line.startsWith("ATOM") || line.startsWith("HETATM");
            text.append(atom ? columns(line, 30, x(-Double.parseDouble(line.substring(30, 38)))) : line + "\n");
        }
        return text.toString();
    }

    private static String x(double coordinate) {
        return String.format(Locale.ROOT, "%8.3f", coordinate);
    }

    private static String cifAtom(String last) {
        return CIF.substring(0, Math.max(CIF.indexOf("\nATOM"), CIF.indexOf("\nHETATM")) + 1) + last;
    }

    private static String laughs(String root) {
        StringBuilder text = new StringBuilder("<!DOCTYPE x [<!ENTITY a \"ha\">");
        for (char c = 'b'; c <= 'k'; c++) {
            String before = "&" + (char) (c - 1) + ";";
            text.append("<!ENTITY ")
                    .append(c)
                    .append(" \"")
                    .append(before.repeat(10))
                    .append("\">");
        }
        return text.append("]>\n<")
                .append(root)
                .append(">&k;</")
                .append(root)
                .append(">")
                .toString();
    }

    private static String expression(String energy) {
        return SYSTEM.replace(
                "<Forces>",
                "<Forces>\n<Force type=\"CustomBondForce\" version=\"3\" forceGroup=\"0\" usesPeriodic=\"0\" energy=\""
                        + energy
                        + "\"><PerBondParameters/><GlobalParameters/><EnergyParameterDerivatives/><Bonds/></Force>");
    }

    /** The first number of a section replaced by another of the same width. */
    private static String afterFlag(String flag, String number) {
        int format = PRMTOP.indexOf("\n", PRMTOP.indexOf("%FLAG " + flag));
        int start = PRMTOP.indexOf("\n", format + 1) + 1;
        return PRMTOP.substring(0, start) + number + PRMTOP.substring(start + number.length());
    }

    private static byte[] withInt(byte[] bytes, int at, int value, ByteOrder order) {
        byte[] changed = bytes.clone();
        ByteBuffer.wrap(changed).order(order).putInt(at, value);
        return changed;
    }

    /** Two frames of 22 atoms, less a few bytes. */
    private static byte[] truncatedXtc() throws IOException {
        Path file = Files.createTempFile("frames", ".xtc");
        try {
            XtcWriter.write(file, new Frames(22, 2, new double[2 * 66], null));
            byte[] whole = Files.readAllBytes(file);
            return Arrays.copyOf(whole, whole.length - 10);
        } finally {
            Files.delete(file);
        }
    }

    /** A frame of 22 atoms whose data claim to be longer than any array. */
    private static byte[] hugeXtc() {
        ByteBuffer frame = ByteBuffer.allocate(14 * 4 + 9 * 4);
        frame.putInt(0, 1995).putInt(4, 22).putInt(52, 22).putInt(88, Integer.MAX_VALUE);
        return frame.array();
    }

    private static byte[] npy(String type, String shape, int dataBytes) {
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }\n";
        ByteBuffer array = ByteBuffer.allocate(10 + header.length() + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        array.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        array.putShort((short) header.length());
        array.put(header.getBytes(StandardCharsets.ISO_8859_1));
        return array.array();
    }

    private static byte[] nan() {
        byte[] array = npy("<f8", "1, 66", 66 * 8);
        ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN).putDouble(array.length - 8, Double.NaN);
        return array;
    }

    private static byte[] hugeHeader() {
        ByteBuffer array = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        array.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0}).putInt(Integer.MAX_VALUE);
        return array.array();
    }

    private static byte[] npz(String name, byte[] array) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name + ".npy"));
            zip.write(array);
            zip.closeEntry();
        }
        return out.toByteArray();
    }
}
