package org.openmmbg.openmm.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openmmbg.openmm.system.State;
import org.openmmbg.openmm.system.SystemSpecException;

class StateXmlTest {
    private static final List<Double> BOX = List.of(2.0, 0.0, 0.0, 0.1, 3.0, 0.0, -0.2, 0.3, 4.0);

    @TempDir
    Path folder;

    @Test
    void readsWhatOpenMm77Wrote() {
        State state = StateXml.read(SystemXmlFolder.testData().resolve("state.xml"));
        assertThat(state.time()).isEqualTo(0.0015);
        assertThat(state.stepCount()).isEqualTo(3);
        assertThat(state.boxVectors()).containsExactly(2.0, 0.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 2.0);
        assertThat(state.parameters()).containsExactly(Map.entry("scale", 1.25));
        assertThat(state.positions()).hasSize(30).startsWith(.00019519425544783459, -.00018069934199973592);
        assertThat(state.velocities()).hasSize(30);
        assertThat(state.forces()).hasSize(30);
        assertThat(state.energies()).isEqualTo(new State.Energies(519.3841838771981, 41.683585617277316));
        double kinetic = 0;
        for (int i = 0; i < 30; i++) {
            double mass = 12 + i / 3;
            kinetic += 0.5 * mass * Math.pow(state.velocities().get(i), 2);
        }
        // OpenMM's velocities are half a step off its kinetic energy.
        assertThat(kinetic).isCloseTo(41.68, within(8.0));
    }

    @Test
    void whatWasNotSavedIsEmpty() {
        State state = StateXml.read(SystemXmlFolder.testData().resolve("state-positions.xml"));
        assertThat(state.positions()).hasSize(30);
        assertThat(state.velocities()).isEmpty();
        assertThat(state.forces()).isEmpty();
        assertThat(state.parameters()).isEmpty();
        assertThat(state.energies()).isNull();
    }

    @Test
    void readsOlderAndNewerFormats() throws IOException {
        String xml = Files.readString(SystemXmlFolder.testData().resolve("state-positions.xml"));
        assertThat(read(xml.replace(" stepCount=\"3\"", "")).stepCount()).isZero();
        String integrator =
                "<IntegratorParameters type=\"x\"><Velocities><a b=\"1\"/></Velocities></IntegratorParameters>";
        assertThat(read(xml.replace("</State>", integrator + "</State>"))).isEqualTo(read(xml));
    }

    @Test
    void whatIsWrittenReadsBackTheSame() {
        State all = new State(
                1.0 / 3,
                9_000_000_000L,
                BOX,
                List.of(0.1, 1e-300, -3.0, 1.0, 2.0, 3.0),
                List.of(0.0, -0.0, 1.0 / 7, 1.0, 2.0, 3.0),
                List.of(1e6, 2.0, 3.0, 1.0, 2.0, 3.0),
                Map.of("lambda", 0.25, "mu", -1.0),
                new State.Energies(-12.5, 7.25));
        State least = new State(0, 0, BOX, List.of(), List.of(), List.of(), Map.of(), null);
        for (State state : List.of(all, least)) {
            Path file = folder.resolve("state.xml");
            StateXml.write(state, file);
            assertThat(StateXml.read(file)).isEqualTo(state);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void damageIsNamedWithTheFile(String what, String target, String replacement, String expected) throws IOException {
        String xml = Files.readString(SystemXmlFolder.testData().resolve("state.xml"));
        String damaged = Pattern.compile(target, Pattern.DOTALL).matcher(xml).replaceFirst(replacement);
        assertThat(damaged).as("the damage was done").isNotEqualTo(xml);
        assertThatThrownBy(() -> read(damaged))
                .isInstanceOf(SystemXmlException.class)
                .hasMessageStartingWith(folder.resolve("damaged.xml").toString())
                .hasMessageContaining(expected)
                .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1).hasSizeLessThan(400));
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                Arguments.of("truncated", "<Velocities>.*", "", "not well-formed"),
                Arguments.of("a System", ".*", "<System type=\"System\" version=\"1\"/>", "but <State> is needed"),
                Arguments.of("another type", "type=\"State\"", "type=\"System\"", "\"State\" is needed"),
                Arguments.of("a newer State", "version=\"1\"", "version=\"2\"", "the format of State has version 2"),
                Arguments.of("no time", " time=\"[^\"]*\"", "", "lacks the attribute \"time\""),
                Arguments.of("no box", "<PeriodicBoxVectors>.*</PeriodicBoxVectors>", "", "lacks the element"),
                Arguments.of("a step too far", "stepCount=\"3\"", "stepCount=\"1e3\"", "a whole number is needed"),
                Arguments.of("NaN", "<Position x=\"[^\"]*\"", "<Position x=\"nan\"", "line 11: <Position x=\"nan\">"),
                Arguments.of("infinity", "KineticEnergy=\"[^\"]*\"", "KineticEnergy=\"inf\"", "a finite number"),
                Arguments.of("a lost coordinate", "<Velocity x=\"[^\"]*\" ", "<Velocity ", "attribute \"x\""),
                Arguments.of("a lost atom", "<Velocity [^>]*>", "", "27 components of velocities"),
                Arguments.of("positions twice", "</State>", "<Positions/></State>", "a second <Positions>"),
                Arguments.of("an unknown part", "</State>", "<Lasers/></State>", "unknown element <Lasers>"));
    }

    @Test
    void aStateThatMakesNoSenseCannotBeMade() {
        assertThatThrownBy(() -> new State(Double.NaN, 0, BOX, List.of(), List.of(), List.of(), Map.of(), null))
                .isInstanceOf(SystemSpecException.class)
                .hasMessage("State: time = NaN, but a finite number is needed");
        assertThatThrownBy(() -> new State(0, 0, BOX, List.of(1.0, 2.0), List.of(), List.of(), Map.of(), null))
                .isInstanceOf(SystemSpecException.class)
                .hasMessageContaining("2 components of positions");
        assertThatThrownBy(() -> new State(0, 0, BOX, List.of(), List.of(), List.of(), Map.of("a b", 1.0), null))
                .isInstanceOf(SystemSpecException.class)
                .hasMessage("State: a parameter cannot be named \"a b\"");
    }

    private State read(String xml) throws IOException {
        Path file = folder.resolve("damaged.xml");
        Files.writeString(file, xml);
        return StateXml.read(file);
    }
}
