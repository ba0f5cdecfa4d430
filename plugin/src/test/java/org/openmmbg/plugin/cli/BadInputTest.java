package org.openmmbg.plugin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openmmbg.openmm.PlatformSpec;
import org.openmmbg.plugin.pipeline.ConfigLoader;
import org.openmmbg.plugin.pipeline.Preset;
import org.openmmbg.plugin.pipeline.RunConfig;
import org.openmmbg.plugin.pipeline.RunFolder;
import org.openmmbg.systems.trajectory.NpyArray;
import org.openmmbg.systems.trajectory.NpzWriter;

/** Each kind of bad input ends in one line, its exit code, and every file as it was. */
class BadInputTest {
    private static final Path PDB = TestData.file("ala2/ala2.pdb");
    private static final Path PRMTOP = TestData.file("amber/ala2.prmtop");
    private static final Path INPCRD = TestData.file("amber/ala2.inpcrd");
    private static final Path XML = TestData.file("ala2/ala2-openmm77.xml");
    private static final String SYSTEM = "alanine-dipeptide";

    @TempDir
    private Path folder;

    /** Makes the bad input in a folder and returns the command line. */
    @FunctionalInterface
    private interface Setting {
        List<Object> in(Path folder) throws IOException;
    }

    /** One row of the table. */
    private record Row(String kind, int exitCode, String line, Setting setting) {
        @Override
        public String toString() {
            return kind;
        }
    }

    private static Row row(String kind, int exitCode, String line, Setting setting) {
        return new Row(kind, exitCode, line, setting);
    }

    private static List<Object> energy(Object xml, Object pdb) {
        return List.of("energy", "--system-xml", xml, "--pdb", pdb, "--json");
    }

    private static List<Object> forceField(Object pdb, Object names) {
        return List.of("energy", "--pdb", pdb, "--forcefield", names, "--json");
    }

    private static List<Object> run(Path folder, Object... more) {
        return Stream.concat(
                        Stream.of("run", SYSTEM, "--preset", "quick", "--out", folder.resolve("out")), Stream.of(more))
                .toList();
    }

    private static Path write(Path folder, String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static Path changed(Path folder, Path original, String from, String to) throws IOException {
        String text = Files.readString(original);
        assertThat(text).contains(from);
        return write(folder, "changed-" + original.getFileName(), text.replace(from, to));
    }

    private static String firstAtomLine() throws IOException {
        return Files.readAllLines(PDB).stream()
                .filter(line -> line.startsWith("ATOM") || line.startsWith("HETATM"))
                .findFirst()
                .orElseThrow();
    }

    /** The line of the PDB file that has a text, with its end. */
    private static String atomLine(String text) throws IOException {
        return Files.readAllLines(PDB).stream()
                        .filter(line -> line.contains(text))
                        .findFirst()
                        .orElseThrow()
                + "\n";
    }

    /** A run on the test System with a change to its XML. */
    private static List<Object> runOwn(Path folder, String from, String to) throws IOException {
        return List.of(
                "run", "--system-xml", changed(folder, XML, from, to), "--pdb", PDB, "--out", folder.resolve("out"));
    }

    private static Path finishedRun(Path folder) throws IOException {
        Path run = folder.resolve("out");
        try (RunFolder made = RunFolder.create(run, false)) {
            made.replace(
                    made.config(),
                    ConfigLoader.toYaml(RunConfig.defaults(Preset.QUICK, SYSTEM).withPlatform(PlatformSpec.REFERENCE)));
            made.replace(made.results(), "{}");
        }
        return run;
    }

    static List<Row> rows() {
        return List.of(
                row("no PDB file", 3, "none.pdb: no such file", f -> energy(XML, f.resolve("none.pdb"))),
                row("PDB is a folder", 3, "is a folder", f -> energy(XML, f)),
                row("PDB without atoms", 3, "no ATOM or HETATM record", f -> energy(XML, write(f, "a.pdb", "hello\n"))),
                row("PDB cut inside a record", 3, ", line ", f -> {
                    String atom = firstAtomLine();
                    return energy(XML, write(f, "a.pdb", atom.substring(0, 40) + "\n"));
                }),
                row("PDB with a coordinate that is no number", 3, ", line 1: ", f -> {
                    String atom = firstAtomLine();
                    return energy(XML, write(f, "a.pdb", atom.substring(0, 30) + "   x.xxx" + atom.substring(38)));
                }),
                row("NaN coordinate", 3, ", line 1: ", f -> {
                    String atom = firstAtomLine();
                    return energy(XML, write(f, "a.pdb", atom.substring(0, 30) + "     nan" + atom.substring(38)));
                }),
                row(
                        "fewer atoms than particles",
                        3,
                        "has 1 atoms, but the System has 22",
                        f -> energy(XML, write(f, "a.pdb", firstAtomLine()))),
                row(
                        "fewer atoms than particles in a run",
                        3,
                        "has 1 atoms, but the System has 22",
                        f -> List.of(
                                "run",
                                "--system-xml",
                                XML,
                                "--pdb",
                                write(f, "a.pdb", firstAtomLine()),
                                "--out",
                                f.resolve("out"))),
                row(
                        "residue without a template",
                        3,
                        "changed-ala2.pdb: the force field has no template for residue ALA 2 of chain A: compared with the closest,"
                                + " ALA, it lacks HB3",
                        f -> forceField(changed(f, PDB, atomLine("HB3 ALA"), ""), "ff14SB")),
                row(
                        "unknown force field",
                        2,
                        "unknown force field 'amber99sbildm'; did you mean amber99sbildn",
                        f -> forceField(PDB, "amber99sbildm")),
                row(
                        "force-field file that is not there",
                        3,
                        "none.xml: no such file",
                        f -> forceField(PDB, f.resolve("none.xml"))),
                row("force field of another root", 3, "expected an OpenMM force field", f -> forceField(PDB, XML)),
                row(
                        "force field that is a program",
                        3,
                        "line 1: <Script> is not supported",
                        f -> forceField(PDB, write(f, "a.xml", "<ForceField><Script>x</Script></ForceField>"))),
                row(
                        "force field and System XML",
                        2,
                        "either --forcefield NAMES or --system-xml FILE",
                        f -> List.of("energy", "--pdb", PDB, "--forcefield", "ff14SB", "--system-xml", XML)),
                row(
                        "cutoff of nothing",
                        2,
                        "--cutoff -1.0: a distance in nm, more than 0, is needed",
                        f -> List.of("energy", "--pdb", PDB, "--forcefield", "ff14SB", "--cutoff", "-1")),
                row("prmtop alone", 2, "--prmtop and --inpcrd go together", f -> List.of("energy", "--prmtop", PRMTOP)),
                row(
                        "unknown implicit solvent",
                        2,
                        "--implicit water: expected one of hct, obc1, obc2, gbn, gbn2",
                        f -> List.of("energy", "--prmtop", PRMTOP, "--inpcrd", INPCRD, "--implicit", "water")),
                row(
                        "inpcrd of another molecule",
                        3,
                        "has 1 atoms, but",
                        f -> List.of(
                                "energy",
                                "--prmtop",
                                PRMTOP,
                                "--inpcrd",
                                write(f, "a.inpcrd", "x\n 1\n   1.0000000   1.0000000   1.0000000\n"))),
                row(
                        "prmtop that is none",
                        3,
                        "text outside of any %FLAG",
                        f -> List.of("energy", "--prmtop", write(f, "a.prmtop", "hello\n"), "--inpcrd", INPCRD)),
                row("no System XML", 3, "none.xml", f -> energy(f.resolve("none.xml"), PDB)),
                row(
                        "System XML that is no XML",
                        3,
                        "line 1: not well-formed XML",
                        f -> energy(write(f, "a.xml", "hello"), PDB)),
                row("truncated System XML", 3, "a.xml", f -> {
                    String text = Files.readString(XML);
                    return energy(write(f, "a.xml", text.substring(0, text.length() / 2)), PDB);
                }),
                row("XML of another root", 3, "<System> is needed", f -> energy(write(f, "a.xml", "<State/>"), PDB)),
                row(
                        "XML with a document type",
                        3,
                        "a.xml",
                        f -> energy(
                                write(
                                        f,
                                        "a.xml",
                                        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><System>&e;</System>"),
                                PDB)),
                row(
                        "XML with an unknown force",
                        3,
                        "line ",
                        f -> energy(changed(f, XML, "type=\"HarmonicBondForce\"", "type=\"WishfulForce\""), PDB)),
                row("XML with NaN", 3, "line ", f -> energy(changed(f, XML, " mass=\"12", " mass=\"nan12"), PDB)),
                row("unknown system", 2, "did you mean alanine-dipeptide", f -> List.of("energy", "alanin-dipeptide")),
                row(
                        "unknown system in a run",
                        2,
                        "unknown system 'water'",
                        f -> List.of("run", "water", "--out", f.resolve("out"))),
                row("no system", 2, "no system", f -> List.of("run", "--out", f.resolve("out"))),
                row(
                        "System XML without PDB",
                        2,
                        "--system-xml needs --pdb",
                        f -> List.of("run", "--system-xml", XML, "--out", f.resolve("out"))),
                row(
                        "structure without forces",
                        2,
                        "--pdb needs --forcefield or --system-xml",
                        f -> List.of("run", "--pdb", PDB, "--out", f.resolve("out"))),
                row(
                        "force field without a structure",
                        2,
                        "--forcefield needs --pdb",
                        f -> List.of("run", "--forcefield", "ff14SB", "--out", f.resolve("out"))),
                row(
                        "unknown force field of a run",
                        2,
                        "unknown force field 'amber99sbildm'; did you mean amber99sbildn",
                        f -> List.of("run", "--pdb", PDB, "--forcefield", "amber99sbildm", "--out", f.resolve("out"))),
                row(
                        "prmtop alone in a run",
                        2,
                        "--prmtop and --inpcrd go together",
                        f -> List.of("run", "--prmtop", PRMTOP, "--out", f.resolve("out"))),
                row(
                        "implicit solvent with a force field",
                        2,
                        "--implicit goes with --prmtop",
                        f -> List.of(
                                "run",
                                "--pdb",
                                PDB,
                                "--forcefield",
                                "ff14SB",
                                "--implicit",
                                "obc2",
                                "--out",
                                f.resolve("out"))),
                row(
                        "unknown implicit solvent of a run",
                        2,
                        "--implicit: system.implicit must be one of hct, obc1, obc2, gbn, gbn2",
                        f -> List.of(
                                "run",
                                "--prmtop",
                                PRMTOP,
                                "--inpcrd",
                                INPCRD,
                                "--implicit",
                                "water",
                                "--out",
                                f.resolve("out"))),
                row(
                        "Amber files and a force field",
                        2,
                        "leave out --pdb",
                        f -> List.of(
                                "run",
                                "--prmtop",
                                PRMTOP,
                                "--inpcrd",
                                INPCRD,
                                "--forcefield",
                                "ff14SB",
                                "--out",
                                f.resolve("out"))),
                row("unknown command", 2, "unknown command 'rnu'; did you mean 'run'?", f -> List.of("rnu")),
                row(
                        "unknown option",
                        2,
                        "unknown option '--tempreature'; did you mean '--temperature'?",
                        f -> run(f, "--tempreature", "300")),
                row("option without its value", 2, "--out", f -> List.of("run", SYSTEM, "--out")),
                row("no output folder named", 2, "--out", f -> List.of("run", SYSTEM)),
                row(
                        "a System with constraints",
                        2,
                        "constraints=None",
                        f -> runOwn(
                                f,
                                "<Constraints/>",
                                "<Constraints><Constraint d=\"0.1\" p1=\"0\" p2=\"1\"/></Constraints>")),
                row("a particle without mass", 2, "without mass", f -> runOwn(f, "mass=\"12.01078\"", "mass=\"0\"")),
                row(
                        "a time step too long for a hot target",
                        2,
                        "seeds.step_ps is 0.001 ps",
                        f -> run(f, "--temperature", "700")),
                row(
                        "hot walkers colder than the target",
                        2,
                        "below system.temperature",
                        f -> run(f, "--set", "seeds.hot_temperature=200")),
                row(
                        "more draws than memory has numbers for",
                        2,
                        "at most",
                        f -> run(f, "--set", "sampling.draws=900000000")),
                row("resume from a damaged checkpoint", 3, "checkpoint", f -> {
                    Path run = finishedRun(f);
                    Files.writeString(run.resolve("checkpoint.safetensors"), "no checkpoint");
                    return List.of("run", "--resume", "--out", run);
                }),
                row("unknown key", 2, "did you mean 'training.ml_steps'?", f -> run(f, "--set", "training.ml_step=5")),
                row(
                        "value of the wrong type",
                        2,
                        "expected a whole number",
                        f -> run(f, "--set", "training.ml_steps=many")),
                row(
                        "unknown preset",
                        2,
                        "expected one of: quick, standard, long",
                        f -> List.of("run", SYSTEM, "--preset", "fast", "--out", f.resolve("out"))),
                row("negative temperature", 2, "must be above 0", f -> run(f, "--temperature", "-300")),
                row("temperature that is no number", 2, "'hot' is not a number", f -> run(f, "--temperature", "hot")),
                row("threads that are no number", 2, "'two' is not a whole number", f -> run(f, "--threads", "two")),
                row("no threads", 2, "compute.threads must be from 1", f -> run(f, "--threads", "0")),
                row("time that is no time", 2, "--max-time", f -> run(f, "--max-time", "soon")),
                row(
                        "no YAML file",
                        3,
                        "none.yaml: no such file",
                        f -> List.of("run", f.resolve("none.yaml"), "--out", f.resolve("out"))),
                row(
                        "YAML with a tag",
                        3,
                        "tags are not accepted",
                        f -> List.of(
                                "run",
                                write(f, "a.yaml", "system: !!java.io.File {name: x}\n"),
                                "--out",
                                f.resolve("out"))),
                row("no seeds file", 3, "none.npz: no such file", f -> run(f, "--seeds", f.resolve("none.npz"))),
                row(
                        "seeds of an unknown kind",
                        3,
                        "unknown kind of file",
                        f -> run(f, "--seeds", write(f, "seeds.txt", "x"))),
                row("empty seeds file", 3, "seeds.npz", f -> run(f, "--seeds", write(f, "seeds.npz", ""))),
                row("seeds of another molecule", 3, "expected 22", f -> {
                    Path seeds = f.resolve("seeds.npz");
                    NpzWriter.write(seeds, Map.of("positions", NpyArray.of(new double[9], 1, 9)));
                    return run(f, "--seeds", seeds);
                }),
                row("seeds with NaN", 3, "expected finite numbers", f -> {
                    double[] positions = new double[66];
                    positions[65] = Double.NaN;
                    Path seeds = f.resolve("seeds.npz");
                    NpzWriter.write(seeds, Map.of("positions", NpyArray.of(positions, 1, 66)));
                    return run(f, "--seeds", seeds);
                }),
                row("output folder with files", 2, "is not empty", f -> {
                    Files.createDirectory(f.resolve("out"));
                    write(f, "out/mine.txt", "mine");
                    return run(f);
                }),
                row("output folder of a finished run", 2, "is not empty", f -> {
                    finishedRun(f);
                    return run(f);
                }),
                row("output folder is a file", 2, "a file of that name exists", f -> {
                    write(f, "out", "mine");
                    return run(f);
                }),
                row("output folder below a file", 2, "cannot be made", f -> {
                    write(f, "file", "mine");
                    return List.of("run", SYSTEM, "--out", f.resolve("file/out"));
                }),
                row("bad input with --force", 3, "none.npz: no such file", f -> {
                    finishedRun(f);
                    return run(f, "--force", "--seeds", f.resolve("none.npz"));
                }),
                row("resume of no run", 2, "has no config.yaml", f -> {
                    Files.createDirectory(f.resolve("out"));
                    return List.of("run", "--resume", "--out", f.resolve("out"));
                }),
                row(
                        "resume of no folder",
                        2,
                        "no such folder",
                        f -> List.of("run", "--resume", "--out", f.resolve("out"))),
                row(
                        "resume with another seed",
                        2,
                        "the run to be resumed has compute.seed 1",
                        f -> List.of("run", "--resume", "--seed", "2", "--out", finishedRun(f))),
                row(
                        "resume with another system",
                        2,
                        "the run to be resumed has system.name",
                        f -> List.of("run", "water", "--resume", "--out", finishedRun(f))),
                row(
                        "resume and force",
                        2,
                        "give one of them",
                        f -> List.of("run", "--resume", "--force", "--out", finishedRun(f))),
                row("resume with a broken configuration", 3, "config.yaml", f -> {
                    Path run = finishedRun(f);
                    Files.writeString(run.resolve("config.yaml"), "preset: quick\nsystem: [");
                    return List.of("run", "--resume", "--out", run);
                }),
                row("report of no run", 2, "no such folder", f -> List.of("report", f.resolve("out"))),
                row("report of a run without results", 3, "results.json", f -> {
                    Path run = finishedRun(f);
                    Files.delete(run.resolve("results.json"));
                    return List.of("report", run);
                }),
                row(
                        "unknown platform",
                        2,
                        "there is no platform Abacus; this OpenMM (7.3.1) has Reference, CPU",
                        f -> List.of("energy", SYSTEM, "--platform", "Abacus")),
                row(
                        "unknown platform of a run",
                        2,
                        "there is no platform Abacus;",
                        f -> run(f, "--platform", "Abacus")),
                row(
                        "unknown property of a platform",
                        2,
                        "platform CPU has no property Thread; it has Threads",
                        f -> run(f, "--platform", "CPU:Thread=2")),
                row(
                        "platform that cannot be read",
                        2,
                        "platform 'CPU:Threads' cannot be read; expected NAME or NAME:property=value",
                        f -> List.of("energy", SYSTEM, "--platform", "CPU:Threads")),
                row(
                        "platform that cannot be read, of a run",
                        2,
                        "--platform: compute.platform must be auto, or a platform such as Reference",
                        f -> run(f, "--platform", "CPU:Threads")),
                row(
                        "resume with another platform",
                        2,
                        "the run to be resumed has compute.platform",
                        f -> List.of("run", "--resume", "--platform", "CPU", "--out", finishedRun(f))),
                row(
                        "file name with control characters",
                        3,
                        "no such file",
                        f -> energy(XML, f.resolve("a\u001b[31m\nb.pdb"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void badInputEndsInOneLine(Row row) throws IOException {
        Object[] arguments = row.setting().in(folder).toArray();
        Map<String, String> before = contents(folder);

        CommandLineRun run = CommandLineRun.of(arguments);

        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).startsWith("openmm-bg: ").contains(row.line()).doesNotContain("\u001b", "Exception");
        assertThat(run.exitCode()).isEqualTo(row.exitCode());
        assertThat(run.out()).isEmpty();
        assertThat(contents(folder)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("inUse")
    void anOutputFolderInUseIsLeftAlone(List<String> options) throws IOException {
        Path path = folder.resolve("out");
        try (RunFolder other = RunFolder.create(path, false)) {
            other.replace(
                    other.config(),
                    ConfigLoader.toYaml(RunConfig.defaults(Preset.QUICK, SYSTEM).withPlatform(PlatformSpec.REFERENCE)));
            Map<String, String> before = contents(folder);

            CommandLineRun run =
                    CommandLineRun.of(Stream.concat(Stream.of("run", SYSTEM, "--out", path), options.stream())
                            .toArray());

            assertThat(run.err())
                    .startsWith("openmm-bg: ")
                    .contains("is in use by another run")
                    .hasLineCount(1);
            assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(contents(folder)).isEqualTo(before);
        }
    }

    static List<List<String>> inUse() {
        return List.of(List.of(), List.of("--force"), List.of("--resume"));
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            // The lock of a run folder holds nothing and says nothing.
            files.filter(file -> !file.endsWith(".lock")).forEach(file -> {
                try {
                    contents.put(
                            file.toString(),
                            Files.isDirectory(file)
                                    ? "folder"
                                    : new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return contents;
    }
}
