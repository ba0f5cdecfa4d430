package org.openmmbg.openmm.jna;

/**
 * Functions of OpenMM's C API for functions given by tables. Those of continuous functions have the last argument from
 * OpenMM 7.5 on; older ones ignore it.
 */
final class TableNative {
    private TableNative() {}

    static native long OpenMM_Continuous1DFunction_create(long values, double min, double max, int periodic);

    static native long OpenMM_Continuous2DFunction_create(
            int xSize, int ySize, long values, double xMin, double xMax, double yMin, double yMax, int periodic);

    static native long OpenMM_Continuous3DFunction_create(
            int xSize,
            int ySize,
            int zSize,
            long values,
            double xMin,
            double xMax,
            double yMin,
            double yMax,
            double zMin,
            double zMax,
            int periodic);

    static native long OpenMM_Discrete1DFunction_create(long values);

    static native long OpenMM_Discrete2DFunction_create(int xSize, int ySize, long values);

    static native long OpenMM_Discrete3DFunction_create(int xSize, int ySize, int zSize, long values);
}
