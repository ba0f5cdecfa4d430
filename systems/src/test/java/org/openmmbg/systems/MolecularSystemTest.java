package org.openmmbg.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openmmbg.openmm.xml.SystemXmlException;
import org.openmmbg.systems.forcefield.ImplicitSolvent;
import org.openmmbg.systems.pdb.PdbFile;
import org.openmmbg.systems.pdb.PdbWriter;

class MolecularSystemTest {
    private static final Path XML = TestFiles.path("ala2/ala2-openmm77.xml");
    private static final Path PDB = TestFiles.path("ala2/ala2.pdb");

    @TempDir
    Path folder = Path.of("");

    @Test
    void joinsFilesThatOpenMmWrote() {
        MolecularSystem system = MolecularSystem.fromFiles(XML, PDB, 300);
        assertThat(system.name()).isEqualTo("ala2");
        assertThat(system.topology().bonds())
                .containsExactlyInAnyOrderElementsOf(Ala2.topology().bonds());
        assertThat(system.observables()).hasSize(2);
        assertThat(system.referencePositions()).hasSize(66);
    }

    @Test
    void anotherNumberOfAtomsIsOneClearLine() throws IOException {
        List<String> lines = Files.readAllLines(PDB);
        Path short1 = Files.write(folder.resolve("short.pdb"), lines.subList(0, 22));
        assertThatThrownBy(() -> MolecularSystem.fromFiles(XML, short1, 300))
                .isInstanceOf(InputFileException.class)
                .hasMessage(short1 + ": has 21 atoms, but the System has 22 particles; expected the structure that the"
                        + " System was made from");
    }

    @Test
    void atomsInAnotherOrderThanTheSystemsAreRefused() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(PDB));
        int first = lines.indexOf(lines.stream()
                .filter(line -> line.startsWith("HETATM") || line.startsWith("ATOM"))
                .findFirst()
                .orElseThrow());
        Collections.swap(lines, first + 2, first + 3);
        Path swapped = Files.write(folder.resolve("swapped.pdb"), lines);
        assertThatThrownBy(() -> MolecularSystem.fromFiles(XML, swapped, 300))
                .isInstanceOf(InputFileException.class)
                .hasMessageContaining("atom 3, ")
                .hasMessageContaining("has the mass of C in the System (12.01");
    }

    @Test
    void otherMoleculesAreRefused() throws IOException {
        PdbFile file = TestFiles.ala2();
        double[] mirrored = file.models().get(0).clone();
        for (int i = 0; i < mirrored.length; i += 3) {
            mirrored[i] = -mirrored[i];
        }
        Path d = write(file, mirrored);
        assertThatThrownBy(() -> MolecularSystem.fromFiles(XML, d, 300))
                .isInstanceOf(InputFileException.class)
                .hasMessageContaining("CA of ALA 2 of chain A is not L");
        TorsionObservable omega = Torsions.omega(Ala2.topology()).get(0);
        Path cis = write(file, Ala2.turn(file.models().get(0), omega.j(), omega.k(), Math.PI));
        assertThatThrownBy(() -> MolecularSystem.fromFiles(XML, cis, 300))
                .isInstanceOf(InputFileException.class)
                .hasMessageContaining("the peptide bond at N of ALA 2 of chain A is cis");
        assertThat(MolecularSystem.fromFiles(XML, cis, 300, true).cisAllowed()).isTrue();
    }

    @Test
    void impossibleGeometryIsRefused() throws IOException {
        PdbFile file = TestFiles.ala2();
        Path origin = write(file, new double[66]);
        assertThatThrownBy(() -> MolecularSystem.fromFiles(XML, origin, 300))
                .isInstanceOf(InputFileException.class)
                .hasMessageContaining("are at the same place");
        double[] straight = file.models().get(0).clone();
        for (int axis = 0; axis < 3; axis++) {
            // O opposite to CA, seen from C.
            straight[3 * 11 + axis] = 2 * straight[3 * 10 + axis] - straight[3 * 8 + axis];
        }
        Path line = write(file, straight);
        assertThatThrownBy(() -> MolecularSystem.fromFiles(XML, line, 300))
                .isInstanceOf(InputFileException.class)
                .hasMessageContaining(
                        "O of ALA 2 of chain A, C of ALA 2 of chain A and CA of ALA 2 of chain A lie in a line");
    }

    @Test
    void swappedOrMissingFilesAreRefused() {
        assertThatThrownBy(() -> MolecularSystem.fromFiles(PDB, PDB, 300))
                .isInstanceOf(SystemXmlException.class)
                .hasMessageStartingWith(PDB.toString());
        assertThatThrownBy(() -> MolecularSystem.fromFiles(XML, XML, 300))
                .isInstanceOf(InputFileException.class)
                .hasMessageContaining("no ATOM");
        assertThatThrownBy(() -> MolecularSystem.fromFiles(XML, folder.resolve("none.pdb"), 300))
                .isInstanceOf(InputFileException.class)
                .hasMessageContaining("no such file");
        assertThatThrownBy(() -> MolecularSystem.fromFiles(XML, PDB, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("temperature");
    }

    private Path write(PdbFile file, double[] positions) throws IOException {
        Path path = folder.resolve("written.pdb");
        PdbWriter.write(path, file.topology(), List.of(positions));
        return path;
    }

    @Test
    void amberFilesMakeTheSameMoleculeAsAPdbFile() {
        Path prmtop = TestFiles.path("amber/ala2.prmtop");
        Path inpcrd = TestFiles.path("amber/ala2.inpcrd");
        MolecularSystem molecule = MolecularSystem.fromAmber(prmtop, inpcrd, ImplicitSolvent.OBC1, 310, false);
        MolecularSystem other = MolecularSystem.fromFiles(
                TestFiles.path("ala2/ala2-openmm77.xml"), TestFiles.path("ala2/ala2.pdb"), 310);
        assertThat(molecule.zMatrix()).isEqualTo(other.zMatrix());
        assertThat(molecule.observables()).isEqualTo(other.observables());
        assertThat(molecule.targetRule()).isEqualTo(other.targetRule());
        assertThat(molecule.referencePositions()).containsExactly(other.referencePositions(), within(1e-9));
        assertThat(molecule.system().forceNames()).contains("CustomGBForce");
        assertThat(molecule.source()).endsWith("implicit/obc1");
        assertThatThrownBy(() -> MolecularSystem.fromAmber(prmtop, inpcrd, null, -1, false))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
