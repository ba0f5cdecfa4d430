package org.openmmbg.kernel;

import java.io.IOException;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.openblas.global.openblas;

/**
 * What computes here.
 *
 * @param openBlasVersion version of OpenBLAS
 * @param openBlasLibrary the file it was loaded from
 * @param openBlasCore the processor it computes for, as it names it, such as {@code HASWELL}; empty if it cannot be told
 * @param vectorBits width of the vectors of Java's Vector API; 0 where Java was started without it
 */
public record KernelInfo(String openBlasVersion, String openBlasLibrary, String openBlasCore, int vectorBits) {
    private static final String VECTOR_MODULE = "jdk.incubator.vector";

    /** Those that OpenBLAS has code for, on x86-64 and arm64. */
    private static final List<String> CORES = List.of(
            "PRESCOTT",
            "CORE2",
            "PENRYN",
            "DUNNINGTON",
            "NEHALEM",
            "SANDYBRIDGE",
            "HASWELL",
            "SKYLAKEX",
            "COOPERLAKE",
            "SAPPHIRERAPIDS",
            "ATOM",
            "NANO",
            "ATHLON",
            "OPTERON",
            "OPTERON_SSE3",
            "BARCELONA",
            "BOBCAT",
            "BULLDOZER",
            "PILEDRIVER",
            "STEAMROLLER",
            "EXCAVATOR",
            "ZEN",
            "ARMV8",
            "ARMV8SVE",
            "CORTEXA53",
            "CORTEXA55",
            "CORTEXA57",
            "CORTEXA72",
            "CORTEXA73",
            "CORTEXX1",
            "CORTEXX2",
            "NEOVERSEN1",
            "NEOVERSEN2",
            "NEOVERSEV1",
            "THUNDERX",
            "THUNDERX2T99",
            "THUNDERX3T110",
            "TSV110",
            "EMAG8180",
            "FALKOR",
            "VORTEX",
            "A64FX");

    /**
     * Loads OpenBLAS and asks it.
     *
     * @throws LinkageError if OpenBLAS cannot be loaded here
     */
    public static KernelInfo current() {
        String library = Loader.load(openblas.class);
        return new KernelInfo(version(), library, core(), preferredVectorBits());
    }

    private static String version() {
        try {
            return Loader.getVersion("org.bytedeco", "openblas");
        } catch (IOException e) {
            return "unknown";
        }
    }

    /** OpenBLAS keeps a table of functions for each processor, and points at the one it chose. */
    private static String core() {
        try {
            Pointer pointer = Loader.addressof("gotoblas");
            if (pointer == null) {
                return "";
            }
            long chosen = new PointerPointer<Pointer>(pointer).get(0).address();
            for (String core : CORES) {
                Pointer table = Loader.addressof("gotoblas_" + core);
                if (table != null && table.address() == chosen) {
                    return core;
                }
            }
            return "";
        } catch (UnsatisfiedLinkError e) {
            return "";
        }
    }

    private static int preferredVectorBits() {
        if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
            return 0;
        }
        try {
            Object species = Class.forName(VECTOR_MODULE + ".DoubleVector")
                    .getField("SPECIES_PREFERRED")
                    .get(null);
            return (int) Class.forName(VECTOR_MODULE + ".VectorSpecies")
                    .getMethod("vectorBitSize")
                    .invoke(species);
        } catch (ReflectiveOperationException e) {
            return 0;
        }
    }
}
