package org.openmmbg.plugin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;
import org.openmmbg.systems.observable.Expression;
import org.openmmbg.systems.observable.Vocabulary;
import org.openmmbg.systems.pdb.StructureReader;
import org.openmmbg.systems.trajectory.DcdWriter;
import org.openmmbg.systems.trajectory.Frames;

/** {@code script}, and the examples that are shipped. */
class ScriptTest {
    private static final Path EXAMPLES =
            TestData.file("ala2/ala2.pdb").resolve("../../../plugin/examples").normalize();

    @TempDir
    private Path folder;

    /** A program's output goes to that of the process, so that the command runs in a process of its own. */
    private String run(int exitCode, Object... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                OpenMmBg.class.getName(),
                "script"));
        for (Object word : words) {
            command.add(word.toString());
        }
        File output = folder.resolve("output").toFile();
        int found = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start()
                .waitFor();
        String text = Files.readString(output.toPath(), StandardCharsets.UTF_8);
        assertThat(found).as(text).isEqualTo(exitCode);
        return text;
    }

    @Test
    void argumentsAndExitCodeGoThrough() throws IOException, InterruptedException {
        Path program = Files.writeString(
                folder.resolve("Hello.java"),
                "class Hello { public static void main(String[] a) { System.out.println(a.length + a[1]); System.exit(7);"
                        + " } }");
        assertThat(run(7, program, "--json", "b c")).contains("2b c");
    }

    @Test
    void aTrajectoryIsReweightedToAnotherForceField() throws IOException, InterruptedException {
        Path pdb = TestData.file("ala2/ala2.pdb");
        double[] one = StructureReader.read(pdb).models().get(0);
        int count = 40;
        double[] positions = new double[count * one.length];
        RandomStream random = new RandomStream(3, Purpose.TEST, 0);
        for (int i = 0; i < positions.length; i++) {
            positions[i] = one[i % one.length] + 0.0005 * random.nextGaussian();
        }
        Path trajectory = folder.resolve("md.dcd");
        DcdWriter.write(trajectory, new Frames(one.length / 3, count, positions, null));
        String text = run(
                0,
                EXAMPLES.resolve("Reweight.java"),
                pdb,
                trajectory,
                "amber99sbildn,amber99_obc",
                "amber96,amber96_obc",
                "distance(@C:1,@N:3)",
                300);
        Vocabulary names = Vocabulary.of(StructureReader.read(pdb).topology());
        double mean = Arrays.stream(
                        Expression.parse("distance(@C:1,@N:3)", names).values(count, positions, one.length))
                .average()
                .orElseThrow();
        assertThat(text)
                .contains(String.format(Locale.ROOT, "as sampled: <distance(@C:1,@N:3) (nm)> = %.4f", mean))
                .contains("reweighted: <", "40 frames, ")
                .contains("effective samples");
    }

    /** A generator far too short to be right: the surface and the difference come out, and are not called converged. */
    @Test
    void aSurfaceAndADifferenceComeFromAStructureAndAForceField() throws IOException, InterruptedException {
        Path trained = folder.resolve("trained");
        String surface = run(
                ExitCode.NOT_CONVERGED,
                EXAMPLES.resolve("Surface.java"),
                TestData.file("ala2/ala2.pdb"),
                "amber99sbildn,amber99_obc",
                trained,
                2,
                "compute.platform=Reference",
                "seeds.hot_walkers=4",
                "seeds.hot_steps=400",
                "seeds.hot_interval=100",
                "seeds.quench_steps=100",
                "seeds.equilibration_steps=100",
                "seeds.production_steps=500",
                "training.ml_steps=30",
                "training.kl_steps=20",
                "training.kl_batch=32",
                "training.seed_batch=16",
                "sampling.draws=500");
        assertThat(surface).contains("not converged", "phi_deg,psi_deg,F_kT,low,high", "-172.5,-172.5,");
        List<String> cells = surface.lines()
                .filter(line -> line.matches("-?[0-9.]+(,.*){4}"))
                .toList();
        assertThat(cells).hasSize(24 * 24);
        assertThat(cells).anyMatch(line -> line.contains(",0.000,"));

        String difference =
                run(ExitCode.NOT_CONVERGED, EXAMPLES.resolve("DeltaF.java"), trained, "phi:2 < 0", "phi:2 > 0");
        assertThat(difference).contains("F(phi:2 < 0)-F(phi:2 > 0) = ", " kT, 95 % interval [", "effective samples");
    }

    @Test
    void whatIsNoProgramIsRefused() {
        assertThat(CommandLineRun.of("script", folder.resolve("none.java")).err())
                .contains("none.java: no such file");
        assertThat(CommandLineRun.of("script", folder.resolve("a.txt")).err()).contains("ends in .java");
        assertThat(CommandLineRun.of("script", folder.resolve("a.txt")).exitCode())
                .isEqualTo(ExitCode.BAD_FILE);
    }
}
