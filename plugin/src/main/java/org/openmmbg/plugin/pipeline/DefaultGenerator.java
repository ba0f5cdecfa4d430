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
        SeedSet set = new SeedSet(seeds.count(), seeds.positions(), seeds.weights());
        return GeneratorFactory.of(system, set)
                .build(PresetDefaults.of(Preset.QUICK, system.name()).network(), seed);
    }
}
