package org.openmmbg.plugin.pipeline;

import java.util.List;

/** The defaults of every preset: the one place where they stand. */
final class PresetDefaults {
    private PresetDefaults() {}

    /** Returns the defaults of a preset; the system is not chosen yet. */
    static RunConfig of(Preset preset) {
        return new RunConfig(
                preset,
                new RunConfig.SystemChoice(null, null, null, 300, false, List.of()),
                new RunConfig.Compute(1, Math.min(1024, Runtime.getRuntime().availableProcessors()), "Reference"),
                seeds(preset),
                network(preset),
                training(preset),
                sampling(preset),
                new RunConfig.Estimate(1000));
    }

    private static RunConfig.Seeds seeds(Preset preset) {
        int scale = byPreset(preset, 1, 4, 16);
        return new RunConfig.Seeds(1000, 16, 0.0005, 20_000 * scale, 1000, 200, 2000, 10_000, 50, 0.001, 1);
    }

    private static RunConfig.Network network(Preset preset) {
        int width = byPreset(preset, 96, 128, 128);
        int layers = byPreset(preset, 6, 8, 12);
        return new RunConfig.Network(List.of(width, width), layers, layers, 8);
    }

    private static RunConfig.Training training(Preset preset) {
        int scale = byPreset(preset, 1, 6, 50);
        return new RunConfig.Training(
                2000 * scale, 512, 1e-3, 3000 * scale, 512, 5e-4, 1, 0.05, 1000, 1e10, 2, 0.999, 500);
    }

    private static RunConfig.Sampling sampling(Preset preset) {
        return new RunConfig.Sampling(byPreset(preset, 20_000, 100_000, 1_000_000), 1024);
    }

    private static int byPreset(Preset preset, int quick, int standard, int full) {
        return switch (preset) {
            case QUICK -> quick;
            case STANDARD -> standard;
            case LONG -> full;
        };
    }
}
