package org.openmmbg.openmm.xml;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.openmmbg.openmm.system.State;

/**
 * State XML: reads what OpenMM's XmlSerializer writes of a State, of any version from 7.3 to 8.5, in UTF-8, and writes
 * what all of them read. Left out are parameters of an integrator (8.0 and later).
 */
public final class StateXml {
    private static final int VERSION = 1;

    private StateXml() {}

    /**
     * Reads a State.
     *
     * @param file the State XML
     * @return the State
     * @throws SystemXmlException if the file cannot be read or is not State XML
     */
    public static State read(Path file) {
        return XmlFile.read(file, StateXml::read);
    }

    /**
     * Reads a State from a stream.
     *
     * @param in the State XML. Not closed.
     * @param name what messages call it
     * @return the State
     * @throws SystemXmlException if the stream does not hold State XML
     */
    public static State read(InputStream in, Path name) {
        return XmlFile.read(in, name, StateXml::read);
    }

    /**
     * Writes a State. The file appears whole or not at all; one of that name is replaced.
     *
     * @param state the State
     * @param file where to write
     * @throws SystemXmlException if it cannot be written
     */
    public static void write(State state, Path file) {
        XmlFile.write(file, out -> write(state, out));
    }

    private static State read(XmlCursor xml) {
        xml.root("State", VERSION);
        double time = xml.number("time");
        long stepCount = xml.longInteger("stepCount", 0);
        Sections sections = new Sections(xml);
        List<Double> box = VectorsXml.box(xml, sections);
        Map<String, Double> parameters = new LinkedHashMap<>();
        sections.add("Parameters", false, () -> {
            parameters.putAll(xml.numbers());
            xml.leaf();
        });
        AtomicReference<State.Energies> energies = new AtomicReference<>();
        sections.add(
                "Energies",
                false,
                () -> energies.set(
                        xml.leaf(new State.Energies(xml.number("PotentialEnergy"), xml.number("KineticEnergy")))));
        List<Double> positions = VectorsXml.list(xml, "Positions", "Position", sections);
        List<Double> velocities = VectorsXml.list(xml, "Velocities", "Velocity", sections);
        List<Double> forces = VectorsXml.list(xml, "Forces", "Force", sections);
        sections.add("IntegratorParameters", false, xml::skip);
        sections.read();
        xml.end();
        return new State(time, stepCount, box, positions, velocities, forces, parameters, energies.get());
    }

    private static void write(State state, XmlOutput out) {
        out.open("State")
                .attribute("type", "State")
                .attribute("version", VERSION)
                .attribute("time", state.time())
                .attribute("stepCount", state.stepCount());
        VectorsXml.writeBox(state.boxVectors(), out);
        if (!state.parameters().isEmpty()) {
            out.open("Parameters");
            state.parameters().forEach((name, value) -> out.attribute(name, value.doubleValue()));
            out.close();
        }
        State.Energies energies = state.energies();
        if (energies != null) {
            out.open("Energies")
                    .attribute("PotentialEnergy", energies.potential())
                    .attribute("KineticEnergy", energies.kinetic())
                    .close();
        }
        writeVectors("Positions", "Position", state.positions(), out);
        writeVectors("Velocities", "Velocity", state.velocities(), out);
        writeVectors("Forces", "Force", state.forces(), out);
        out.close();
    }

    private static void writeVectors(String name, String itemName, List<Double> components, XmlOutput out) {
        if (!components.isEmpty()) {
            VectorsXml.writeList(name, itemName, components, out);
        }
    }
}
