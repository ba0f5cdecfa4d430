package org.openmmbg.openmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlatformChoiceTest {
    private static final PlatformSpec CUDA = PlatformSpec.parse("CUDA:Precision=mixed");

    private static PlatformTiming timing(PlatformSpec platform, double rate) {
        return new PlatformTiming(platform, rate, 1, Map.of(), "");
    }

    @Test
    void everyPlatformIsTimedOnTheSystem() {
        OpenMmLibrary library = OpenMmLibrary.load();
        List<PlatformTiming> timings = PlatformChoice.time(library, Ala2.system(), Ala2.positions(), 0.01);
        assertThat(timings).extracting(timing -> timing.platform().name()).startsWith("Reference", "CPU");
        assertThat(timings.subList(0, 2)).allSatisfy(timing -> {
            assertThat(timing.isUsable()).as(timing.failure()).isTrue();
            assertThat(timing.evaluationsPerSecond()).isPositive();
        });
        assertThat(timings.get(1).properties()).containsEntry("Threads", "1");
        System.out.println(timings);
    }

    /** The first timing of CPU is the busy moment of Reference; the second tells. */
    @Test
    void aPlatformThatSeemsFasterIsTimedAgainWithReference() {
        Iterator<PlatformTiming> measured = List.of(
                        timing(PlatformSpec.REFERENCE, 1000),
                        timing(PlatformSpec.CPU, 1600),
                        timing(CUDA, 900),
                        timing(PlatformSpec.REFERENCE, 1500),
                        timing(PlatformSpec.CPU, 1700))
                .iterator();
        List<PlatformTiming> timings =
                PlatformChoice.time(List.of(PlatformSpec.REFERENCE, PlatformSpec.CPU, CUDA), (platform, reference) -> {
                    PlatformTiming next = measured.next();
                    assertThat(platform).isEqualTo(next.platform());
                    return next;
                });
        assertThat(measured.hasNext()).isFalse();
        assertThat(timings)
                .containsExactly(
                        timing(PlatformSpec.REFERENCE, 1500), timing(PlatformSpec.CPU, 1700), timing(CUDA, 900));
        assertThat(PlatformChoice.of(timings).platform()).isEqualTo(PlatformSpec.REFERENCE);
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
