package org.openmmbg.plugin.doctor;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openmmbg.plugin.bench.Machine;

/**
 * All that this program depends on, as found on this machine. What could not be found out is null.
 *
 * @param openmmBg version of this program
 * @param usable whether OpenMM can be used
 * @param problems what is wrong, a sentence each; empty if nothing is
 * @param openmm the OpenMM in use
 * @param candidates every OpenMM seen, in the order of the search
 * @param machine processor, operating system, Java
 * @param memory its memory
 * @param libraries what else computes
 * @param environment variables that are set and change something here
 */
public record Diagnosis(
        String openmmBg,
        boolean usable,
        List<String> problems,
        @Nullable OpenMm openmm,
        List<Candidate> candidates,
        Machine machine,
        Memory memory,
        Libraries libraries,
        Map<String, String> environment) {

    /**
     * The OpenMM in use.
     *
     * @param version its version
     * @param library its file
     * @param platforms its platforms, timed on the alanine dipeptide
     * @param failedPlugins plugins that did not load, with OpenMM's reasons
     * @param capabilities what not every version can do, true where this one can
     */
    public record OpenMm(
            String version,
            String library,
            List<PlatformState> platforms,
            List<String> failedPlugins,
            Map<String, Boolean> capabilities) {}

    /**
     * A platform.
     *
     * @param name its name
     * @param usable whether a Context made on it evaluates the alanine dipeptide
     * @param evaluationsPerSecond energies with gradients, in one Context; NaN if it cannot be used
     * @param relativeSpeed the same by that of Reference
     * @param properties those of its Context, or OpenMM's values where it cannot be used
     * @param failure why it cannot be used; empty if it can
     */
    public record PlatformState(
            String name,
            boolean usable,
            double evaluationsPerSecond,
            double relativeSpeed,
            Map<String, String> properties,
            String failure) {}

    /**
     * An OpenMM that the search came by.
     *
     * @param source how
     * @param path where; null for the embedded one that is not unpacked
     * @param verdict used, refused, absent or not_tried
     * @param reason why
     */
    public record Candidate(String source, @Nullable String path, String verdict, String reason) {}

    /**
     * Memory, MB.
     *
     * @param heapMaxMb what Java's objects may take
     * @param physicalMb what the machine has
     * @param freeMb what nobody uses
     */
    public record Memory(
            long heapMaxMb,
            @Nullable Long physicalMb,
            @Nullable Long freeMb) {}

    /**
     * Libraries.
     *
     * @param jna version of JNA
     * @param openblas version of OpenBLAS; null if it cannot be loaded
     * @param openblasCore the processor OpenBLAS computes for, in its own words
     * @param vectorBits width of the vectors of Java's Vector API; 0 where Java was started without it
     * @param cache folder for unpacked libraries
     */
    public record Libraries(
            String jna,
            @Nullable String openblas,
            @Nullable String openblasCore,
            @Nullable Integer vectorBits,
            String cache) {}
}
