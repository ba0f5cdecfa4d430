package org.openmmbg.plugin.pipeline;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openmmbg.openmm.PlatformChoice;

/** The defaults of every preset: the one place where they stand. */
final class PresetDefaults {
    private PresetDefaults() {}

    /**
     * Returns the defaults of a preset for a system; the system is not chosen yet.
     *
     * @param system name of a built-in system, or null for a molecule of one's own
     */
    static RunConfig of(Preset preset, @Nullable String system) {
        if (ChosenSystem.analytic(system) != null) {
            return AnalyticDefaults.of(preset, Objects.requireNonNull(system));
        }
        return "bpti".equals(system) ? ProteinDefaults.over(molecule(preset)) : molecule(preset);
    }

    /** Returns what is computed where, unless asked otherwise. */
    static RunConfig.Compute compute() {
        return new RunConfig.Compute(
                1, Math.min(1024, Runtime.getRuntime().availableProcessors()), PlatformChoice.AUTO);
    }

    /** Returns the choice of a system, still without one. */
    static RunConfig.SystemChoice system(double temperature) {
        return new RunConfig.SystemChoice(
                null, null, null, List.of(), false, null, null, null, temperature, false, List.of(), null);
    }

    private static RunConfig molecule(Preset preset) {
        return new RunConfig(
                preset,
                system(300),
                compute(),
                seeds(preset),
                null,
                network(preset),
                training(preset),
                sampling(preset),
                new RunConfig.Estimate(1000),
                List.of(),
                null);
    }

    private static RunConfig.Seeds seeds(Preset preset) {
        int scale = byPreset(preset, 1, 2, 4);
        return new RunConfig.Seeds(1000, 16, 0.0005, 40_000 * scale, 4000, 500, 50, 1500, 5000 * scale, 50, 0.001, 2);
    }

    private static RunConfig.Network network(Preset preset) {
        int width = byPreset(preset, 128, 128, 256);
        return new RunConfig.Network(
                6, List.of(64, 64), 0.25, 12, byPreset(preset, 8, 8, 12), List.of(width, width), 3);
    }

    private static RunConfig.Training training(Preset preset) {
        return new RunConfig.Training(
                byPreset(preset, 500, 1000, 2000),
                256,
                2e-3,
                byPreset(preset, 5000, 20_000, 200_000),
                256,
                2e-3,
                0.02,
                200,
                byPreset(preset, 0, 2000, 2000),
                64,
                0,
                0.5,
                1,
                0,
                0,
                List.of(),
                1000,
                12,
                0.999,
                100,
                3,
                0,
                500);
    }

    private static RunConfig.Sampling sampling(Preset preset) {
        return new RunConfig.Sampling(byPreset(preset, 200_000, 200_000, 1_000_000), 512);
    }

    static int byPreset(Preset preset, int quick, int standard, int full) {
        return switch (preset) {
            case QUICK -> quick;
            case STANDARD -> standard;
            case LONG -> full;
        };
    }
}
