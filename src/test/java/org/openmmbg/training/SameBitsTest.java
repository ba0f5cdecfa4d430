package org.openmmbg.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Training ends in the same bits however it is computed, and makes next to no objects; each way in a JVM of its own. */
class SameBitsTest {

    private static String run(int threads, String... options) throws IOException, InterruptedException {
        return run("TrainedBits", threads, options);
    }

    private static String run(String program, int threads, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.openmmbg.training." + program));
        command.add(Integer.toString(threads));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s", command).isZero();
        System.out.printf("%d thread(s), %s: %s", threads, List.of(options), output);
        return output;
    }

    @Test
    void threadsCompilerAndVectorUnitsChangeNoBit() throws IOException, InterruptedException {
        String vector = "--add-modules=jdk.incubator.vector";
        String expected = run(1, vector);
        assertThat(expected).startsWith("learnt true weights ");
        assertThat(run(2, vector)).isEqualTo(expected);
        assertThat(run(3, vector, "-XX:-TieredCompilation", "-XX:CompileThreshold=200"))
                .isEqualTo(expected);
        assertThat(run(2, vector, "-Xint")).isEqualTo(expected);
        assertThat(run(2, vector, "-Dopenmmbg.kernels=scalar")).isEqualTo(expected);
        assertThat(run(1)).as("without the module").isEqualTo(expected);
        if (System.getProperty("os.arch").equals("amd64")) {
            assertThat(run(1, vector, "-XX:UseAVX=2")).as("shorter vectors").isEqualTo(expected);
        }
    }

    /** With scalar kernels: vectors are objects until the compiler has proved that they need not be. */
    @Test
    void aStepMakesNextToNoObjects() throws IOException, InterruptedException {
        String bytes = run("StepAllocation", 1, "-Dopenmmbg.kernels=scalar");
        assertThat(Long.parseLong(bytes.strip())).isLessThan(4096);
    }
}
