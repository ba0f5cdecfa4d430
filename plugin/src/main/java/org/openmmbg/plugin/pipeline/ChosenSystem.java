package org.openmmbg.plugin.pipeline;

import java.util.Objects;
import org.openmmbg.systems.MolecularSystem;
import org.openmmbg.systems.SystemRegistry;

/** Loads the molecule that a configuration names. */
public final class ChosenSystem {
    private ChosenSystem() {}

    /**
     * Returns the molecule at its temperature, with its rule on cis peptide bonds.
     *
     * @throws org.openmmbg.systems.UnknownSystemException if there is no built-in of that name
     * @throws org.openmmbg.systems.InputFileException if a file cannot be used, or System and structure do not fit
     * @throws org.openmmbg.openmm.xml.SystemXmlException if the System XML cannot be used
     */
    public static MolecularSystem load(RunConfig.SystemChoice choice) {
        String name = choice.name();
        if (name == null) {
            return MolecularSystem.fromFiles(
                    Objects.requireNonNull(choice.systemXml()),
                    Objects.requireNonNull(choice.pdb()),
                    choice.temperature(),
                    choice.allowCis());
        }
        MolecularSystem system = SystemRegistry.builtIn().load(name).atTemperature(choice.temperature());
        return choice.allowCis() ? system.allowCis() : system;
    }
}
