package org.openmmbg.openmm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openmmbg.openmm.system.SystemSpec;

/**
 * The platform to evaluate a System with, chosen by timing each that can be used here, once. Whoever wants the same bits
 * again keeps the choice, since another timing may choose otherwise.
 *
 * @param platform the choice
 * @param timings what was measured, Reference first
 */
public record PlatformChoice(PlatformSpec platform, List<PlatformTiming> timings) {
    /** What asks for this choice in place of the name of a platform. */
    public static final String AUTO = "auto";

    /** Reference, whose double precision is worth something, is left only for a platform this many times as fast. */
    public static final double LEAST_GAIN = 1.5;

    private static final double ROUND_SECONDS = 0.2;

    public PlatformChoice {
        timings = List.copyOf(timings);
    }

    /**
     * Times the platforms on a System, about a second each, and chooses.
     *
     * @param library OpenMM
     * @param system the System
     * @param positions a configuration of finite energy, [3N], nm. Not modified
     * @throws OpenMmException if not even Reference can be used
     */
    public static PlatformChoice byTiming(OpenMmLibrary library, SystemSpec system, double[] positions) {
        return of(time(library, system, positions, ROUND_SECONDS));
    }

    /**
     * Times the platforms on a System: Reference, CPU, then those that need hardware of their own.
     *
     * @param library OpenMM
     * @param system the System
     * @param positions a configuration of finite energy, [3N], nm. Not modified
     * @param roundSeconds how long a round lasts, of at most three for each platform, or six where it beats Reference
     * @return a timing for each platform the library has
     */
    public static List<PlatformTiming> time(
            OpenMmLibrary library, SystemSpec system, double[] positions, double roundSeconds) {
        return time(inOrder(library), new PlatformStopwatch(library, system, positions, roundSeconds)::time);
    }

    /** Times one platform, with the timing of Reference where it is known. */
    interface Stopwatch {
        PlatformTiming time(PlatformSpec platform, @Nullable PlatformTiming reference);
    }

    static List<PlatformTiming> time(List<PlatformSpec> platforms, Stopwatch stopwatch) {
        List<PlatformTiming> timings = new ArrayList<>();
        PlatformTiming reference = null;
        for (PlatformSpec platform : platforms) {
            PlatformTiming timing = stopwatch.time(platform, reference);
            timings.add(timing);
            if (platform.equals(PlatformSpec.REFERENCE) && timing.isUsable()) {
                reference = timing;
            }
        }
        if (reference != null) {
            lookAgain(timings, reference, stopwatch);
        }
        return timings;
    }

    /** A busy moment, or Java still warming up, must not be the reason to leave Reference. */
    private static void lookAgain(List<PlatformTiming> timings, PlatformTiming reference, Stopwatch stopwatch) {
        double toBeat = reference.evaluationsPerSecond();
        if (timings.stream().anyMatch(timing -> timing.evaluationsPerSecond() > toBeat)) {
            timings.replaceAll(timing -> timing.evaluationsPerSecond() >= toBeat
                    ? faster(timing, stopwatch.time(timing.platform(), reference))
                    : timing);
        }
    }

    private static PlatformTiming faster(PlatformTiming first, PlatformTiming second) {
        return second.evaluationsPerSecond() > first.evaluationsPerSecond() ? second : first;
    }

    private static List<PlatformSpec> inOrder(OpenMmLibrary library) {
        List<String> order = List.of(PlatformSpec.REFERENCE.name(), PlatformSpec.CPU.name());
        return library.platformInfos().stream()
                .sorted(Comparator.comparingInt(
                        (PlatformInfo info) -> order.contains(info.name()) ? order.indexOf(info.name()) : order.size()))
                .map(PlatformChoice::withGoodPrecision)
                .toList();
    }

    /** Sums of energies in single precision, which GPUs take unless told otherwise, are too coarse for weights. */
    private static PlatformSpec withGoodPrecision(PlatformInfo info) {
        return new PlatformSpec(
                info.name(), info.properties().containsKey("Precision") ? Map.of("Precision", "mixed") : Map.of());
    }

    /**
     * Chooses by timings.
     *
     * @throws OpenMmException if Reference is not among those that can be used
     */
    public static PlatformChoice of(List<PlatformTiming> timings) {
        PlatformTiming reference = timings.stream()
                .filter(timing -> timing.platform().equals(PlatformSpec.REFERENCE))
                .findFirst()
                .orElseThrow(() -> new OpenMmException("this OpenMM has no Reference platform"));
        if (!reference.isUsable()) {
            throw new OpenMmException("no platform can be chosen: Reference cannot be used: " + reference.failure());
        }
        PlatformSpec choice = timings.stream()
                .filter(PlatformTiming::isUsable)
                .filter(timing -> timing.evaluationsPerSecond() >= LEAST_GAIN * reference.evaluationsPerSecond())
                .max(Comparator.comparingDouble(PlatformTiming::evaluationsPerSecond))
                .map(PlatformTiming::platform)
                .orElse(PlatformSpec.REFERENCE);
        return new PlatformChoice(choice, timings);
    }

    /** Returns how many times as fast as Reference a platform is; NaN if it cannot be used. */
    public double gain(PlatformTiming timing) {
        return timing.evaluationsPerSecond() / timings.get(0).evaluationsPerSecond();
    }
}
