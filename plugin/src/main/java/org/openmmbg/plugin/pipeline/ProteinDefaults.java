package org.openmmbg.plugin.pipeline;

import java.util.List;

/**
 * What a protein in mixed coordinates needs otherwise than a peptide. Thousands of coordinates and a thousand examples: the
 * whitening does most of what examples can teach, a short likelihood stage fits the torsions that turn, and energies
 * remove the clashes, at learning rates that do not tear the packing apart.
 */
final class ProteinDefaults {
    private ProteinDefaults() {}

    /** Replaces the network, its training and the number of draws. */
    static RunConfig over(RunConfig molecule) {
        Preset preset = molecule.preset();
        return new RunConfig(
                preset,
                molecule.system(),
                molecule.compute(),
                molecule.seeds(),
                molecule.walks(),
                network(preset),
                training(preset),
                new RunConfig.Sampling(PresetDefaults.byPreset(preset, 1000, 2000, 10_000), 256),
                molecule.estimate(),
                molecule.observables(),
                molecule.exploration());
    }

    private static RunConfig.Network network(Preset preset) {
        int width = PresetDefaults.byPreset(preset, 128, 128, 256);
        return new RunConfig.Network(
                2, List.of(64), 1, 8, PresetDefaults.byPreset(preset, 4, 4, 8), List.of(width, width), 1);
    }

    private static RunConfig.Training training(Preset preset) {
        int scale = PresetDefaults.byPreset(preset, 1, 3, 14);
        return new RunConfig.Training(
                500 * scale,
                128,
                1e-3,
                300 * scale,
                256,
                4e-4,
                0.1,
                20,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                List.of(),
                0,
                100,
                0.99,
                100,
                3,
                0,
                50);
    }
}
