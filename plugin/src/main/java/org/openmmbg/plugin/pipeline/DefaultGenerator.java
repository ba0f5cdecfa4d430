package org.openmmbg.plugin.pipeline;

import org.openmmbg.flow.BoltzmannGenerator;
import org.openmmbg.systems.MolecularSystem;
import org.openmmbg.systems.trajectory.Frames;

/** The generator that {@code run} makes where nothing else is asked for. */
public final class DefaultGenerator {
    private DefaultGenerator() {}

    /**
     * Returns the untrained generator of the quick preset.
     *
     * @param system the molecule
     * @param seeds configurations that fix its scale, at least 2
     * @param seed draws the initial weights
     */
    public static BoltzmannGenerator of(MolecularSystem system, Frames seeds, long seed) {
        return GeneratorFactory.of(system, seeds)
                .build(PresetDefaults.of(Preset.QUICK, system.name()).network(), seed);
    }
}
