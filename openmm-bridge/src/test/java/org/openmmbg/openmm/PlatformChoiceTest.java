package org.openmmbg.openmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlatformChoiceTest {
    private static final PlatformSpec CUDA = PlatformSpec.parse("CUDA:Precision=mixed");

    private static PlatformTiming timing(PlatformSpec platform, double rate) {
        return new PlatformTiming(platform, rate, 1, Map.of(), "");
    }

    @Test
    void aSmallMoleculeStaysOnReference() {
        OpenMmLibrary library = OpenMmLibrary.load();
        PlatformChoice choice = PlatformChoice.byTiming(library, Ala2.system(), Ala2.positions());
        assertThat(choice.platform()).isEqualTo(PlatformSpec.REFERENCE);
        assertThat(choice.timings())
                .extracting(timing -> timing.platform().name())
                .containsExactly("Reference", "CPU");
        assertThat(choice.timings()).allSatisfy(timing -> {
            assertThat(timing.isUsable()).as(timing.failure()).isTrue();
            assertThat(timing.evaluationsPerSecond()).isBetween(100.0, 1e6);
        });
        assertThat(choice.timings().get(1).properties()).containsEntry("Threads", "1");
        System.out.println(choice);
    }

    @Test
    void referenceIsLeftForAGainOfOneAndAHalfOnly() {
        PlatformTiming reference = timing(PlatformSpec.REFERENCE, 1000);
        PlatformTiming cpu = timing(PlatformSpec.CPU, 1499);
        assertThat(PlatformChoice.of(List.of(reference, cpu)).platform()).isEqualTo(PlatformSpec.REFERENCE);
        cpu = timing(PlatformSpec.CPU, 1500);
        assertThat(PlatformChoice.of(List.of(reference, cpu)).platform()).isEqualTo(PlatformSpec.CPU);
        PlatformChoice choice = PlatformChoice.of(List.of(reference, cpu, timing(CUDA, 4000)));
        assertThat(choice.platform()).isEqualTo(CUDA);
        assertThat(choice.gain(choice.timings().get(2))).isEqualTo(4);
    }

    @Test
    void oneThatCannotBeUsedIsLeftOutWithItsReason() {
        PlatformTiming reference = timing(PlatformSpec.REFERENCE, 1000);
        PlatformTiming cuda = PlatformTiming.failed(CUDA, "no device");
        PlatformChoice choice = PlatformChoice.of(List.of(reference, cuda));
        assertThat(choice.platform()).isEqualTo(PlatformSpec.REFERENCE);
        assertThat(choice.timings()).contains(cuda);
        assertThat(choice.gain(cuda)).isNaN();
        assertThatThrownBy(() -> PlatformChoice.of(List.of(cuda))).isInstanceOf(OpenMmException.class);
        assertThatThrownBy(
                        () -> PlatformChoice.of(List.of(PlatformTiming.failed(PlatformSpec.REFERENCE, "bad System"))))
                .isInstanceOf(OpenMmException.class)
                .hasMessageContaining("bad System");
    }

    @Test
    void aPlatformThatOpenMmRefusesOrThatIsWrongIsNoErrorOfTheTiming() {
        OpenMmLibrary library = OpenMmLibrary.load();
        PlatformStopwatch stopwatch = new PlatformStopwatch(library, Ala2.system(), Ala2.positions(), 0.01);
        assertThat(stopwatch.time(PlatformSpec.parse("Abacus"), null).failure()).contains("no platform Abacus");

        double right = Ala2.energy("total_kJ_per_mol");
        PlatformTiming trusted = new PlatformTiming(PlatformSpec.REFERENCE, 1, right, Map.of(), "");
        assertThat(stopwatch.time(PlatformSpec.CPU, trusted).isUsable()).isTrue();
        PlatformTiming other = new PlatformTiming(PlatformSpec.REFERENCE, 1, right + 1, Map.of(), "");
        assertThat(stopwatch.time(PlatformSpec.CPU, other).failure())
                .contains("kJ/mol where Reference gives " + (right + 1));
    }

    @Test
    void aConfigurationWithoutAnEnergyIsRefused() {
        double[] positions = Ala2.positions();
        positions[0] = Double.NaN;
        assertThatThrownBy(() -> PlatformChoice.byTiming(OpenMmLibrary.load(), Ala2.system(), positions))
                .isInstanceOf(OpenMmException.class)
                .hasMessageContaining("no finite energy");
    }
}
