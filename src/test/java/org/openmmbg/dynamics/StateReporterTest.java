package org.openmmbg.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openmmbg.potential.HarmonicPotential;

class StateReporterTest {

    private static final Set<StateColumn> ALL = EnumSet.allOf(StateColumn.class);

    private final LangevinDynamics dynamics = new LangevinDynamics(
            new ParticleSystem(new HarmonicPotential(1, 2, 3), 300, new double[] {12}),
            new Thermostat(300, 0.002, 1),
            NoiseKey.langevin(1));

    /** The header is what StateDataReporter of OpenMM 7.7 writes with all of these columns. */
    @Test
    void headerAndValuesAreThoseOfOpenMm() throws IOException {
        StringWriter text = new StringWriter();
        long[] clock = new long[1];
        Walkers walkers = dynamics.start(2, new double[] {9, 9, 9, 1, 0, 0}, 0);
        try (StateReporter reporter = StateReporter.begin(text, ALL, dynamics, 1, 400, () -> clock[0])) {
            reporter.frame(walkers);
            clock[0] = 3_000_000_000L;
            dynamics.run(walkers, 100, 100, reporter);
        }
        List<String> lines = text.toString().lines().toList();
        assertThat(lines.get(0))
                .isEqualTo("#\"Progress (%)\",\"Step\",\"Time (ps)\",\"Potential Energy (kJ/mole)\","
                        + "\"Kinetic Energy (kJ/mole)\",\"Total Energy (kJ/mole)\",\"Temperature (K)\","
                        + "\"Speed (ns/day)\",\"Elapsed Time (s)\",\"Time Remaining\"");
        String[] first = lines.get(1).split(",", -1);
        double kT = 300 * LangevinDynamics.GAS_CONSTANT;
        assertThat(first[0]).isEqualTo("0.0%");
        assertThat(first[7]).isEqualTo("--");
        assertThat(first[9]).isEqualTo("--");
        // The energy of the second walker at (1, 0, 0) is kT / 2.
        assertThat(Double.parseDouble(first[3])).isEqualTo(0.5 * kT);

        String[] values = lines.get(2).split(",", -1);
        double potential = walkers.energies()[1] * kT;
        double kinetic = 0;
        for (int i = 3; i < 6; i++) {
            kinetic += 6 * walkers.velocities()[i] * walkers.velocities()[i];
        }
        assertThat(values[0]).isEqualTo("25.0%");
        assertThat(values[1]).isEqualTo("100");
        assertThat(values[2]).isEqualTo("0.2");
        assertThat(Double.parseDouble(values[3])).isEqualTo(potential);
        assertThat(Double.parseDouble(values[4])).isCloseTo(kinetic, within(1e-12));
        assertThat(Double.parseDouble(values[5])).isEqualTo(potential + Double.parseDouble(values[4]));
        assertThat(Double.parseDouble(values[6])).isCloseTo(2 * kinetic / 3 / (kT / 300), within(1e-9));
        // 0.2 ps in 3 s, and 300 steps left at 100 in 3 s.
        assertThat(values[7]).isEqualTo("5.76");
        assertThat(values[8]).isEqualTo("3.0");
        assertThat(values[9]).isEqualTo("0:09");
    }

    @Test
    void resumedReportGoesOnFromItsStep(@TempDir Path folder) throws IOException {
        Set<StateColumn> columns = EnumSet.of(StateColumn.STEP, StateColumn.TOTAL_ENERGY);
        Path whole = folder.resolve("whole.csv");
        Path cut = folder.resolve("cut.csv");
        Walkers walkers = dynamics.start(1, new double[3], 0);
        try (StateReporter reporter = StateReporter.resume(whole, 0, columns, dynamics, 0, 100)) {
            dynamics.run(walkers, 100, 10, reporter);
        }
        Walkers other = dynamics.start(1, new double[3], 0);
        try (StateReporter reporter = StateReporter.resume(cut, 0, columns, dynamics, 0, 100)) {
            dynamics.run(other, 40, 10, reporter);
            Walkers lost = other.copy();
            dynamics.run(lost, 20, 10, reporter);
        }
        Files.writeString(cut, "70,0.12", StandardOpenOption.APPEND);
        try (StateReporter reporter = StateReporter.resume(cut, 40, columns, dynamics, 0, 100)) {
            dynamics.run(other, 60, 10, reporter);
        }
        assertThat(Files.readString(cut)).isEqualTo(Files.readString(whole)).hasLineCount(11);

        assertThatThrownBy(() -> StateReporter.resume(cut, 40, ALL, dynamics, 0, 100))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not the header");
        assertThatThrownBy(() -> StateReporter.resume(cut, 40, EnumSet.of(StateColumn.TIME), dynamics, 0, 100))
                .hasMessageContaining("needs the column Step");
    }
}
