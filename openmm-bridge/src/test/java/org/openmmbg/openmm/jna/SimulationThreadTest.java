package org.openmmbg.openmm.jna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openmmbg.openmm.jna.OpenMmNative.*;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.openmmbg.openmm.Ala2;
import org.openmmbg.openmm.NativeIntegrator;
import org.openmmbg.openmm.OpenMmException;
import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.openmm.PlatformSpec;

@DisabledOnOs(OS.WINDOWS)
class SimulationThreadTest {
    private final OpenMmLibrary library = OpenMmLibrary.load();

    private SimulationThread start(NativeIntegrator integrator, PlatformSpec platform) {
        return SimulationThread.start(library.path(), Ala2.system(), integrator, platform, 1e-6);
    }

    @Test
    void aContextThatOpenMmRefusesIsAnException() {
        assertThatThrownBy(() -> start(new NativeIntegrator.Verlet(0.001), new PlatformSpec("Nonsense", Map.of())))
                .isInstanceOf(OpenMmException.class)
                .hasMessageContaining("Nonsense")
                .hasMessageNotContaining("lost earlier");
    }

    @Test
    void anExceptionLosesItsSimulationAndNoOther() {
        // The one that is lost holds the lock of making Contexts when OpenMM throws.
        NativeIntegrator langevin = new NativeIntegrator.Langevin(300, 1, 0.001, 1);
        SimulationThread lost = start(langevin, PlatformSpec.REFERENCE);
        SimulationThread other = start(langevin, PlatformSpec.REFERENCE);
        assertThatThrownBy(() -> lost.call(context -> {
                    EvaluationContext.LIFECYCLE.lock();
                    return OpenMM_Platform_getPlatformByName("no such platform");
                }))
                .isInstanceOf(OpenMmException.class)
                .hasMessageContaining("no such platform");
        assertThatThrownBy(() -> lost.call(SimulationContext::time))
                .isInstanceOf(OpenMmException.class)
                .hasMessageContaining("lost earlier");
        lost.finishAndWait();

        other.call(context -> context.setPositions(Ala2.positions()));
        boolean usable = other.call(context -> context.step(10));
        assertThat(usable).isTrue();
        other.finishAndWait();
        assertThat(other.isAlive()).isFalse();
        start(langevin, PlatformSpec.REFERENCE).finishAndWait();
    }

    @Test
    void anExceptionOfTheCallItselfDoesNoHarm() {
        SimulationThread thread = start(new NativeIntegrator.Verlet(0.001), PlatformSpec.REFERENCE);
        assertThatThrownBy(() -> thread.call(context -> {
                    throw new IllegalArgumentException("mine");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mine");
        double time = thread.call(SimulationContext::time);
        assertThat(time).isZero();
        thread.finishAndWait();
        assertThatThrownBy(() -> thread.call(SimulationContext::time)).isInstanceOf(IllegalStateException.class);
    }
}
