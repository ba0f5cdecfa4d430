package org.openmmbg.plugin.pipeline;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openmmbg.potential.StatePair;
import org.openmmbg.systems.AnalyticSystem;
import org.openmmbg.systems.MolecularSystem;
import org.openmmbg.systems.SampledSystem;
import org.openmmbg.systems.SystemRegistry;
import org.openmmbg.systems.forcefield.ImplicitSolvent;

/** Loads the system that a configuration names. */
public final class ChosenSystem {
    private ChosenSystem() {}

    /**
     * Returns the molecule at its temperature, with its rule on cis peptide bonds.
     *
     * @throws org.openmmbg.systems.UnknownSystemException if there is no built-in of that name
     * @throws org.openmmbg.systems.InputFileException if a file cannot be used, or System and structure do not fit
     * @throws org.openmmbg.systems.forcefield.UnknownForceFieldException if there is no force field of a name
     * @throws org.openmmbg.openmm.xml.SystemXmlException if the System XML cannot be used
     */
    public static MolecularSystem load(RunConfig.SystemChoice choice) {
        String name = choice.name();
        if (name == null) {
            return ownMolecule(choice);
        }
        MolecularSystem system = SystemRegistry.builtIn().load(name).atTemperature(choice.temperature());
        return choice.allowCis() ? system.allowCis() : system;
    }

    /**
     * Returns the system at its temperature, whether it is a molecule or not.
     *
     * @throws RuntimeException as {@link #load} does
     */
    public static SampledSystem find(RunConfig.SystemChoice choice) {
        AnalyticSystem analytic = analytic(choice.name());
        return analytic == null ? load(choice) : confined(analytic.atTemperature(choice.temperature()), choice.state());
    }

    private static AnalyticSystem confined(AnalyticSystem system, @Nullable String state) {
        if (state == null) {
            return system;
        }
        requireState(system, state, "system.state");
        return system.confinedTo(state);
    }

    /**
     * Checks the name of a state.
     *
     * @param key what named it
     * @throws UsageException if the system has none of that name
     */
    static void requireState(AnalyticSystem system, String state, String key) {
        StatePair states = system.potential().states();
        if (!states.has(state)) {
            throw new UsageException(key + " is '" + state + "'; the states of " + system.name() + " are '"
                    + states.below() + "' and '" + states.above() + "'");
        }
    }

    /** Returns the built-in system without molecules of a name, or null if there is none. */
    static @Nullable AnalyticSystem analytic(@Nullable String name) {
        return name == null ? null : SystemRegistry.builtIn().findAnalytic(name);
    }

    /** Returns a temperature of a chosen system as text, such as "300 K" or "T = 1". */
    public static String temperatureText(RunConfig.SystemChoice choice, double temperature) {
        return analytic(choice.name()) == null ? Kelvin.text(temperature) : "T = " + Kelvin.number(temperature);
    }

    private static MolecularSystem ownMolecule(RunConfig.SystemChoice choice) {
        double temperature = choice.temperature();
        Path prmtop = choice.prmtop();
        if (prmtop != null) {
            String implicit = choice.implicit();
            ImplicitSolvent solvent = implicit == null ? null : ImplicitSolvent.named(implicit);
            return MolecularSystem.fromAmber(
                    prmtop, Objects.requireNonNull(choice.inpcrd()), solvent, temperature, choice.allowCis());
        }
        Path pdb = Objects.requireNonNull(choice.pdb());
        if (!choice.forcefield().isEmpty()) {
            return MolecularSystem.fromForceField(
                    pdb, choice.forcefield(), temperature, choice.allowCis(), choice.addHydrogens());
        }
        return MolecularSystem.fromFiles(
                Objects.requireNonNull(choice.systemXml()), pdb, temperature, choice.allowCis());
    }
}
