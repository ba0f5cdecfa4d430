package org.openmmbg.plugin.pipeline;

import java.util.List;

/** The defaults of the systems without molecules, for every preset. */
final class AnalyticDefaults {
    private AnalyticDefaults() {}

    /** Returns the defaults of a preset for one of these systems; the system is not chosen yet. */
    static RunConfig of(Preset preset, String system) {
        return switch (system) {
            case "double-well" -> doubleWell(preset);
            case "mueller-brown" -> muellerBrown(preset);
            case "dimer" -> dimer(preset);
            default -> throw new IllegalArgumentException("no defaults for " + system);
        };
    }

    private static RunConfig doubleWell(Preset preset) {
        return config(
                preset,
                new RunConfig.Walks(0.1, 10_000, 10, 1_000_000),
                new RunConfig.Network(0, List.of(1), 1, 2, 8, List.of(64, 64), 1),
                training(PresetDefaults.byPreset(preset, 1, 1, 4), 10, List.of(0.5, 2.0)),
                new RunConfig.Sampling(PresetDefaults.byPreset(preset, 100_000, 200_000, 1_000_000), 512),
                exploration(1000, 250, 10));
    }

    private static RunConfig muellerBrown(Preset preset) {
        return config(
                preset,
                new RunConfig.Walks(0.1, 1000, 1, 1_000_000),
                new RunConfig.Network(0, List.of(1), 1, 2, 8, List.of(64, 64), 1),
                training(PresetDefaults.byPreset(preset, 1, 1, 4), 3, List.of()),
                new RunConfig.Sampling(PresetDefaults.byPreset(preset, 100_000, 200_000, 1_000_000), 512),
                exploration(1000, 500, 30));
    }

    private static RunConfig dimer(Preset preset) {
        return config(
                preset,
                new RunConfig.Walks(0.02, 100_000, 50, 1_000_000),
                new RunConfig.Network(0, List.of(1), 1, 2, 8, List.of(128, 128), 1),
                training(PresetDefaults.byPreset(preset, 2, 4, 20), 1, List.of(0.5, 2.0)),
                new RunConfig.Sampling(PresetDefaults.byPreset(preset, 100_000, 200_000, 1_000_000), 512),
                exploration(1000, 500, 10));
    }

    /** @param rcWeight the larger the narrower the wells, beside the kernels of J_RC */
    private static RunConfig.Exploration exploration(int walkers, int steps, double rcWeight) {
        return new RunConfig.Exploration(null, walkers, steps, 256, 256, 2e-3, 1, rcWeight, 0.3, 0.3);
    }

    private static RunConfig.Training training(int scale, double rcWeight, List<Double> temperatures) {
        return new RunConfig.Training(
                500,
                256,
                3e-3,
                1000 * scale,
                256,
                2e-3,
                0.02,
                50,
                0,
                0,
                0,
                0,
                1,
                rcWeight,
                0,
                temperatures,
                1000,
                50,
                0.99,
                100,
                3,
                0,
                500);
    }

    private static RunConfig config(
            Preset preset,
            RunConfig.Walks walks,
            RunConfig.Network network,
            RunConfig.Training training,
            RunConfig.Sampling sampling,
            RunConfig.Exploration exploration) {
        return new RunConfig(
                preset,
                PresetDefaults.system(1),
                PresetDefaults.compute(),
                null,
                walks,
                network,
                training,
                sampling,
                new RunConfig.Estimate(1000),
                List.of(),
                exploration);
    }
}
