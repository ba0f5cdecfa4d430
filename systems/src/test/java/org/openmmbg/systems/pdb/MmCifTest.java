package org.openmmbg.systems.pdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openmmbg.systems.InputFileException;
import org.openmmbg.systems.TestFiles;
import org.openmmbg.systems.Topology;

class MmCifTest {
    /** Two chains of the same author's name, an insertion code, alternate locations, a disulfide bond. */
    private static final String SMALL = """
            data_small
            _entry.id 'it's a name' # a comment
            _struct.title
            ;data_ in a text
            _cell.length_a 5
            ;
            loop_
            _struct_conn.id
            _struct_conn.conn_type_id
            _struct_conn.ptnr1_label_asym_id
            _struct_conn.ptnr1_label_atom_id
            _struct_conn.ptnr1_auth_asym_id
            _struct_conn.ptnr1_auth_seq_id
            _struct_conn.ptnr2_label_asym_id
            _struct_conn.ptnr2_label_atom_id
            _struct_conn.ptnr2_auth_asym_id
            _struct_conn.ptnr2_auth_seq_id
            b1 disulf A SG AA 7 B SG AA 12
            b2 hydrog A SG AA 7 B SG AA 99
            loop_
            _atom_site.group_PDB
            _atom_site.id
            _atom_site.type_symbol
            _atom_site.label_atom_id
            _atom_site.label_alt_id
            _atom_site.label_comp_id
            _atom_site.label_asym_id
            _atom_site.auth_seq_id
            _atom_site.pdbx_PDB_ins_code
            _atom_site.auth_asym_id
            _atom_site.Cartn_x
            _atom_site.Cartn_y
            _atom_site.Cartn_z
            _atom_site.occupancy
            ATOM 1 S SG  A CYS A 7  ? AA 1.0 2.0 3.0 0.3
            ATOM 2 S "SG" B CYS A 7 ? AA 1.5 2.0 3.0 0.7
            ATOM 3 O O5' . LIG A 7  A AA 4.0 5.0 6.0 1
            HETATM 4 S SG . CYS B 12 ? AA
             7.0 8.0 9.0 1
            """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void readsWhatOpenMmWrote() {
        PdbFile cif = MmCifReader.read(TestFiles.path("pdbx/ala2.cif"));
        PdbFile pdb = PdbReader.read(TestFiles.path("ala2/ala2.pdb"));
        assertThat(cif.topology().atoms()).isEqualTo(pdb.topology().atoms());
        assertThat(cif.topology().residues()).isEqualTo(pdb.topology().residues());
        assertThat(cif.boxVectors()).containsExactly(2.0, 0.0, 0.0, 0.0, 3.0, 0.0, 0.0, 0.0, 4.0);
        assertThat(cif.models()).hasSize(2);
        double[] x = pdb.models().get(0);
        double[] twice = Arrays.stream(x).map(v -> 2 * v).toArray();
        assertThat(cif.models().get(0)).containsExactly(x, within(1e-6));
        assertThat(cif.models().get(1)).containsExactly(twice, within(1e-6));
    }

    @Test
    void namesAreTheAuthorsAndOneLocationIsKept() throws IOException {
        PdbFile file = MmCifReader.read(Files.writeString(folder.resolve("small.cif"), SMALL));
        Topology topology = file.topology();
        assertThat(topology.residues()).extracting(Topology.Residue::id).containsExactly("7", "7A", "12");
        assertThat(topology.residues()).extracting(Topology.Residue::chain).containsOnly("AA");
        assertThat(List.of(0, 1, 2)).filteredOn(topology::beginsChain).containsExactly(0, 2);
        assertThat(topology.atoms()).extracting(Topology.Atom::name).containsExactly("SG", "O5'", "SG");
        assertThat(topology.bonds()).containsExactly(new Topology.Bond(0, 2));
        assertThat(file.models().get(0))
                .containsExactly(new double[] {0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9}, within(1e-12));
        assertThat(file.boxVectors()).isNull();
    }

    @Test
    void writesWhatItReads() throws IOException {
        for (PdbFile file : List.of(
                PdbReader.read(TestFiles.path("ala2/ala2.pdb")),
                MmCifReader.read(TestFiles.path("pdbx/ala2.cif")),
                MmCifReader.read(Files.writeString(folder.resolve("small.cif"), SMALL)))) {
            Path again = folder.resolve("again.cif");
            MmCifWriter.write(again, file);
            PdbFile read = MmCifReader.read(again);
            assertThat(read.topology().atoms()).isEqualTo(file.topology().atoms());
            assertThat(read.topology().residues()).isEqualTo(file.topology().residues());
            assertThat(read.topology().bonds())
                    .containsExactlyInAnyOrderElementsOf(file.topology().bonds());
            assertThat(read.models()).hasSameSizeAs(file.models());
            for (int m = 0; m < file.models().size(); m++) {
                assertThat(read.models().get(m)).containsExactly(file.models().get(m), within(1e-6));
            }
            assertThat(read.boxVectors()).isEqualTo(file.boxVectors());
        }
    }

    static Stream<Arguments> badFiles() {
        return Stream.of(
                Arguments.of("", "does not begin with 'data_'"),
                Arguments.of("ATOM      1  N   ALA A   1", "does not begin with 'data_'"),
                Arguments.of("data_x\n_cell.length_a 5\n", "has no atoms"),
                Arguments.of("data_x\nstray\n", "line 2: 'stray' is a value without a name"),
                Arguments.of("data_x\n_entry.id\n_cell.length_a 5\n", "line 2: _entry.id has no value"),
                Arguments.of("data_x\n_entry.id 'open\n", "line 2: the string that begins in column 11"),
                Arguments.of("data_x\n_entry.id\n;open\nmore\n", "line 3: the text that begins here does not end"),
                Arguments.of("data_x\nloop_\n1 2\n", "line 2: the loop has no names"),
                Arguments.of("data_x\nloop_\n_a.b\n_a.b\n1 2\n", "line 4: _a.b is there twice"),
                Arguments.of(SMALL.substring(0, SMALL.length() - 4), "has 13 of 14 values"),
                Arguments.of(SMALL.replace("Cartn_y", "Cartn_q"), "the loop over atom_site has no cartn_y"),
                Arguments.of(SMALL.replace(" 5.0 6.0", " five 6.0"), "line 37: the y coordinate is 'five'"),
                Arguments.of(SMALL.replace(" 5.0 6.0", " NaN 6.0"), "line 37: the y coordinate is 'NaN'"),
                Arguments.of(SMALL.replace(" 5.0 6.0", " ? 6.0"), "line 37: the y coordinate is ''"),
                Arguments.of(
                        SMALL.replace("B SG AA 12\nb2", "B SG AA 13\nb2"),
                        "line 18: struct_conn names atom 'auth AA 13 SG'"),
                Arguments.of(SMALL.replace("O O5'", "Q 9'"), "line 37: atom '9'' has no name or no known element"),
                Arguments.of("data_x\n_a.b " + "x".repeat(10_001), "line 2: the line has more than 10000 characters"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("badFiles")
    void badFilesAreRefusedInOneLine(String text, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.cif"), text);
        TestFiles.assertRefused(file, message, () -> MmCifReader.read(file));
    }

    @Test
    void damageNeverEndsInAnotherException() throws IOException {
        byte[] good = Files.readAllBytes(TestFiles.path("pdbx/ala2.cif"));
        Path file = folder.resolve("damaged.cif");
        int refused = 0;
        for (int i = 0; i < good.length; i += 17) {
            byte[] bad = i % 3 == 0 ? Arrays.copyOf(good, i) : good.clone();
            if (i % 3 != 0) {
                bad[i] = (byte) (i % 2 == 0 ? '\'' : '\n');
            }
            Files.write(file, bad);
            try {
                assertThat(MmCifReader.read(file).models()).isNotEmpty();
            } catch (InputFileException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }
}
