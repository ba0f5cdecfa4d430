package org.openmmbg.systems.forcefield;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openmmbg.systems.InputFileException;

/** Where force fields are found, and files that cannot be used. */
class ForceFieldFilesTest {
    private static final ForceFieldLocator NOWHERE = new ForceFieldLocator(List.of());
    private static final String TYPES =
            "<AtomTypes>\n<Type name=\"a\" class=\"A\" element=\"C\" mass=\"12\"/>\n</AtomTypes>\n";

    @TempDir
    private Path folder;

    private Path write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private static ForceField load(Path file) {
        return ForceField.load(List.of(file.toString()), NOWHERE);
    }

    static Stream<Arguments> badFiles() {
        return Stream.of(
                Arguments.of("text", "ATOM      1  N   ALA", 1, "not well-formed XML"),
                Arguments.of("cut short", "<ForceField>\n<AtomTypes>", 2, "not well-formed XML"),
                Arguments.of("another root", "\n<System/>", 2, "the root element is <System>"),
                Arguments.of(
                        "document type",
                        "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/hostname\">]>\n<ForceField>&a;</ForceField>",
                        1,
                        "document types and entities are not allowed"),
                Arguments.of("too deep", "<a>".repeat(30), 1, "more than 20 deep"),
                Arguments.of(
                        "program", "<ForceField>\n<Script>x</Script></ForceField>", 2, "<Script> is not supported"),
                Arguments.of("patches", "<ForceField>\n<Patches/></ForceField>", 2, "<Patches> is not supported"),
                Arguments.of("Drude", "<ForceField>\n\n<DrudeForce/></ForceField>", 3, "<DrudeForce> is not supported"),
                Arguments.of(
                        "Lennard-Jones",
                        "<ForceField><LennardJonesForce/></ForceField>",
                        1,
                        "<LennardJonesForce> is not supported"),
                Arguments.of(
                        "type twice",
                        "<ForceField>" + TYPES.replace("</AtomTypes>", "")
                                + "<Type name=\"a\" class=\"A\" mass=\"1\"/></AtomTypes></ForceField>",
                        4,
                        "atom type \"a\" is defined twice"),
                Arguments.of(
                        "no mass",
                        "<ForceField><AtomTypes><Type name=\"a\" class=\"A\"/></AtomTypes></ForceField>",
                        1,
                        "lacks the attribute \"mass\""),
                Arguments.of(
                        "mass without end",
                        "<ForceField><AtomTypes><Type name=\"a\" class=\"A\" mass=\"Infinity\"/></AtomTypes></ForceField>",
                        1,
                        "a finite number is needed"),
                Arguments.of(
                        "negative mass",
                        "<ForceField><AtomTypes><Type name=\"a\" class=\"A\" mass=\"-1\"/></AtomTypes></ForceField>",
                        1,
                        "0 or more is needed"),
                Arguments.of(
                        "no element",
                        "<ForceField><AtomTypes><Type name=\"a\" class=\"A\" mass=\"1\" element=\"Q\"/></AtomTypes></ForceField>",
                        1,
                        "an element's symbol is needed"),
                Arguments.of("unknown type", residue("<Atom name=\"X\" type=\"b\"/>"), 5, "unknown atom type \"b\""),
                Arguments.of(
                        "two atoms of a name",
                        residue("<Atom name=\"X\" type=\"a\"/><Atom name=\"X\" type=\"a\"/>"),
                        5,
                        "two atoms named X"),
                Arguments.of(
                        "bond to nowhere",
                        residue("<Atom name=\"X\" type=\"a\"/>\n<Bond from=\"0\" to=\"7\"/>"),
                        6,
                        "an atom of the residue is needed"),
                Arguments.of(
                        "bond to a name that is not there",
                        residue("<Atom name=\"X\" type=\"a\"/>\n<Bond atomName1=\"X\" atomName2=\"Y\"/>"),
                        6,
                        "an atom of the residue is needed"),
                Arguments.of(
                        "site in local coordinates",
                        residue("<Atom name=\"X\" type=\"a\"/>\n<VirtualSite type=\"localCoords\" index=\"0\"/>"),
                        6,
                        "average2, average3 or outOfPlane is needed"),
                Arguments.of(
                        "residue to be patched",
                        residue("<Atom name=\"X\" type=\"a\"/><AllowPatch name=\"p\"/>"),
                        5,
                        "<AllowPatch> is not supported"),
                Arguments.of(
                        "residue twice",
                        residue("<Atom name=\"X\" type=\"a\"/></Residue>\n<Residue name=\"R\">"),
                        6,
                        "residue template \"R\" is defined twice"),
                Arguments.of(
                        "torsion of a sort",
                        "<ForceField>\n<PeriodicTorsionForce ordering=\"gromos\"/></ForceField>",
                        2,
                        "default, charmm, amber or smirnoff is needed"),
                Arguments.of(
                        "three torsions where one belongs",
                        "<ForceField>\n<RBTorsionForce ordering=\"smirnoff\"/></ForceField>",
                        2,
                        "default, charmm or amber is needed"),
                Arguments.of(
                        "map with a hole",
                        "<ForceField><CMAPTorsionForce>\n<Map>1 2 3</Map></CMAPTorsionForce></ForceField>",
                        2,
                        "<Map> has 3 values"),
                Arguments.of(
                        "map that is not there",
                        "<ForceField>" + TYPES + "<CMAPTorsionForce><Torsion class1=\"A\" class2=\"A\" class3=\"A\""
                                + " class4=\"A\" class5=\"A\" map=\"0\"/></CMAPTorsionForce></ForceField>",
                        4,
                        "the number of one of the 0 maps is needed"),
                Arguments.of(
                        "both class and type",
                        "<ForceField>" + TYPES + "<HarmonicBondForce><Bond class1=\"A\" type1=\"a\" class2=\"A\""
                                + " length=\"1\" k=\"1\"/></HarmonicBondForce></ForceField>",
                        4,
                        "gives both class1 and type1"),
                Arguments.of(
                        "attribute that residues cannot have",
                        "<ForceField><NonbondedForce coulomb14scale=\"1\" lj14scale=\"1\">\n"
                                + "<UseAttributeFromResidue name=\"color\"/></NonbondedForce></ForceField>",
                        2,
                        "one of charge, sigma, epsilon is needed"),
                Arguments.of(
                        "two scale factors",
                        "<ForceField><NonbondedForce coulomb14scale=\"1\" lj14scale=\"1\"/>\n"
                                + "<NonbondedForce coulomb14scale=\"0.5\" lj14scale=\"1\"/></ForceField>",
                        2,
                        "the files disagree on coulomb14scale"),
                Arguments.of(
                        "function of another size",
                        "<ForceField><CustomNonbondedForce energy=\"f(r)\" bondCutoff=\"3\">\n<Function name=\"f\""
                                + " type=\"Discrete2D\" xsize=\"2\" ysize=\"2\">1 2 3</Function>"
                                + "</CustomNonbondedForce></ForceField>",
                        2,
                        "function f has 3 values"),
                Arguments.of(
                        "function of a size beyond all numbers",
                        "<ForceField><CustomNonbondedForce energy=\"f(r)\" bondCutoff=\"3\">\n<Function name=\"f\""
                                + " type=\"Discrete3D\" xsize=\"2147483647\" ysize=\"2147483647\" zsize=\"2147483647\">"
                                + "1</Function></CustomNonbondedForce></ForceField>",
                        2,
                        "function f has 1 values"),
                Arguments.of(
                        "function of a sort",
                        "<ForceField><CustomNonbondedForce energy=\"f(r)\" bondCutoff=\"3\">\n<Function name=\"f\""
                                + " type=\"Spline\">1 2 3</Function></CustomNonbondedForce></ForceField>",
                        2,
                        "Continuous1D to Continuous3D"),
                Arguments.of(
                        "including from the folder above",
                        "<ForceField>\n<Include file=\"../secret.xml\"/></ForceField>",
                        2,
                        "a file in the folder of this one is needed"),
                Arguments.of(
                        "including from the root",
                        "<ForceField><Include file=\"/etc/hostname\"/></ForceField>",
                        1,
                        "a file in the folder of this one is needed"),
                Arguments.of(
                        "including what is not there",
                        "<ForceField><Include file=\"nothing.xml\"/></ForceField>",
                        1,
                        "\"nothing.xml\" to include is not there"));
    }

    private static String residue(String content) {
        return "<ForceField>" + TYPES + "<Residues><Residue name=\"R\">\n" + content
                + "</Residue></Residues></ForceField>";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badFiles")
    void badFileEndsInOneLine(String name, String content, int line, String message) throws IOException {
        Path file = write("bad.xml", content);
        assertThatExceptionOfType(InputFileException.class)
                .isThrownBy(() -> load(file))
                .withMessageStartingWith(file + ", line " + line + ": ")
                .withMessageContaining(message)
                .satisfies(
                        e -> assertThat(String.valueOf(e.getMessage()).lines()).hasSize(1));
    }

    @Test
    void includedLinkMustNotLeadOutOfTheFolder() throws IOException {
        Path secret = write("secret.xml", "<ForceField/>");
        Path file = write("own/a.xml", "<ForceField><Include file=\"link.xml\"/></ForceField>");
        Files.createSymbolicLink(folder.resolve("own/link.xml"), secret);
        assertThatThrownBy(() -> load(file))
                .isInstanceOf(InputFileException.class)
                .hasMessageContaining("a file in the folder of this one is needed");
    }

    @Test
    void filesMayIncludeEachOther() throws IOException {
        Path file = write("a.xml", "<ForceField>" + TYPES + "<Include file=\"sub/b.xml\"/></ForceField>");
        write("sub/b.xml", "<ForceField><Include file=\"c.xml\"/></ForceField>");
        write("sub/c.xml", "<ForceField><Include file=\"b.xml\"/></ForceField>");
        assertThat(load(file).names()).containsExactly(file.toString());
    }

    @Test
    void includedFileMayStandOnTheSearchPath() throws IOException {
        Path file = write("own/a.xml", "<ForceField>" + TYPES + "<Include file=\"sub/b.xml\"/></ForceField>");
        write(
                "path/sub/b.xml",
                "<ForceField><Residues>\n<Residue name=\"R\"><Atom name=\"X\" type=\"q\"/></Residue>"
                        + "</Residues></ForceField>");
        assertThatThrownBy(() -> ForceField.load(
                        List.of(file.toString()), new ForceFieldLocator(List.of(folder.resolve("path")))))
                .hasMessageContaining("sub/b.xml, line 2: unknown atom type \"q\"");
    }

    @Test
    void ownFilesMayIncludeShippedOnes() throws IOException {
        Path file = write("a.xml", "<ForceField>" + TYPES + "<Include file=\"ff14SB.xml\"/></ForceField>");
        assertThat(load(file).names()).containsExactly(file.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amber99sbildn",
                "amber99sbildn.xml",
                "amber96",
                "ff14SB",
                "ff14SB.xml",
                "amber14-all.xml",
                "amber14/protein.ff14SB.xml",
                "amber99_obc",
                "amber96_obc.xml"
            })
    void shippedForceFieldsAreFound(String name) {
        assertThat(NOWHERE.find(name)).isInstanceOf(ForceFieldLocator.Found.Shipped.class);
        assertThat(ForceField.load(List.of(name), NOWHERE).names()).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"implicit/obc2", "implicit/obc2.xml", "/opt/openmm/data/implicit/obc2.xml"})
    void implicitSolventsAreBuiltIn(String name) {
        assertThat(NOWHERE.find(name)).isEqualTo(new ForceFieldLocator.Found.Solvent(ImplicitSolvent.OBC2));
    }

    @Test
    void environmentNamesFolders() throws IOException {
        write("first/a.xml", "<ForceField/>");
        write("conda/lib/python3.11/site-packages/openmm/app/data/sub/b.xml", "<ForceField/>");
        write("conda/lib/python3.11/site-packages/openmm/app/data/a.xml", "<ForceField/>");
        write("conda/lib/python3.11/site-packages/openmm/app/data/residues.xml", "<Residues/>");
        ForceFieldLocator locator = ForceFieldLocator.fromEnvironment(Map.of(
                ForceFieldLocator.PATH_VARIABLE,
                folder.resolve("nothing") + File.pathSeparator + folder.resolve("first"),
                "CONDA_PREFIX",
                folder.resolve("conda").toString()));
        assertThat(locator.find("a")).isEqualTo(new ForceFieldLocator.Found.OnDisk(folder.resolve("first/a.xml")));
        assertThat(locator.find("sub/b.xml")).isInstanceOf(ForceFieldLocator.Found.OnDisk.class);
        assertThat(locator.all().stream().map(ForceFieldSource::name))
                .contains("amber99sbildn", "implicit/gbn2", "a", "sub/b")
                .doesNotContain("residues")
                .doesNotHaveDuplicates();
    }

    @Test
    void unknownNameIsToldWithWhatIsLikeIt() {
        assertThatThrownBy(() -> NOWHERE.find("amber99sbildm"))
                .isInstanceOf(UnknownForceFieldException.class)
                .hasMessageContaining("unknown force field 'amber99sbildm'; did you mean amber99sbildn?");
        assertThatThrownBy(() -> NOWHERE.find("../../x")).isInstanceOf(UnknownForceFieldException.class);
        assertThatThrownBy(() -> NOWHERE.find("own/x.xml"))
                .isInstanceOf(InputFileException.class)
                .hasMessageContaining("no such file");
    }

    @Test
    void forceFieldsThatDoNotGoTogetherAreRefused() {
        assertThatThrownBy(() -> ForceField.load(List.of("amber99sbildn", "amber96"), NOWHERE))
                .isInstanceOf(InputFileException.class)
                .hasMessageContaining("is defined twice; do two of the files describe the same molecules?");
        assertThatThrownBy(() -> ForceField.load(List.of("implicit/hct", "ff14SB", "implicit/gbn"), NOWHERE))
                .isInstanceOf(ForceFieldException.class)
                .hasMessageContaining("two implicit solvents");
        assertThatThrownBy(() -> ForceField.load(List.of("amber96", "amber99_obc", "implicit/obc1"), NOWHERE))
                .isInstanceOf(ForceFieldException.class)
                .hasMessageContaining("two implicit solvents");
    }
}
