package org.openmmbg.openmm.jna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.openmmbg.openmm.Ala2;
import org.openmmbg.openmm.BatchEvaluator;
import org.openmmbg.openmm.OpenMmException;
import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.openmm.PlatformException;
import org.openmmbg.openmm.PlatformInfo;
import org.openmmbg.openmm.PlatformSpec;

class PlatformDefaultsTest {
    private final OpenMmLibrary library = OpenMmLibrary.load();

    private static String threads() {
        return NativeCall.of(() -> {
            PlatformInfo cpu = PlatformDefaults.describe(OpenMmNative.OpenMM_Platform_getPlatformByName("CPU"));
            return cpu.properties().get("Threads");
        });
    }

    @Test
    void propertiesAreAsTheyWereAfterAContextWasMade() {
        String before = threads();
        double[] energy = new double[1];
        for (int threads : new int[] {1, 3}) {
            String platform = threads == 1 ? "CPU" : "CPU:Threads=" + threads;
            try (BatchEvaluator evaluator = BatchEvaluator.create(library, Ala2.system(), platform, 1)) {
                assertThat(threads()).isEqualTo(before);
                assertThat(evaluator.platformInfo().properties()).containsEntry("Threads", Integer.toString(threads));
                evaluator.evaluate(1, Ala2.positions(), energy, null);
                double total = Ala2.energy("total_kJ_per_mol");
                assertThat(energy[0]).isEqualTo(total, within(1e-4 * Math.abs(total)));
            }
        }
    }

    /** OpenMM throws with the property set, on a thread that never comes back. */
    @Test
    void soTheyAreAfterOpenMmThrew() {
        String before = threads();
        assertThatThrownBy(() -> NativeCall.of(() -> {
                    PlatformDefaults.set(PlatformSpec.parse("CPU:Threads=7"));
                    return OpenMmNative.OpenMM_Platform_getPlatformByName("Nonsense");
                }))
                .isInstanceOf(OpenMmException.class);
        BatchEvaluator.create(library, Ala2.system(), "Reference", 1).close();
        assertThat(threads()).isEqualTo(before);
    }

    @Test
    void aPlatformOrPropertyThatIsNotThereIsRefusedWithThoseThatAre() {
        int parked = TerminateGuard.parked();
        assertThatThrownBy(() -> BatchEvaluator.create(library, Ala2.system(), "Abacus", 1))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("Abacus")
                .hasMessageContaining("Reference, CPU");
        assertThatThrownBy(() -> BatchEvaluator.create(library, Ala2.system(), "CPU:Thread=1", 1))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("no property Thread;")
                .hasMessageContaining("Threads");
        assertThatThrownBy(() -> BatchEvaluator.create(library, Ala2.system(), "Reference:Threads=1", 1))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("it has none");
        assertThat(TerminateGuard.parked()).as("OpenMM was not asked").isEqualTo(parked);
    }
}
