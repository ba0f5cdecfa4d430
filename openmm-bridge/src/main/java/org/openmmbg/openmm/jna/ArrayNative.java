package org.openmmbg.openmm.jna;

/** Functions of OpenMM's C API for vectors and sets of numbers. */
final class ArrayNative {
    private ArrayNative() {}

    static native long OpenMM_DoubleArray_create(int size);

    static native void OpenMM_DoubleArray_set(long array, int index, double value);

    static native void OpenMM_DoubleArray_destroy(long array);

    static native long OpenMM_IntArray_create(int size);

    static native void OpenMM_IntArray_set(long array, int index, int value);

    static native void OpenMM_IntArray_destroy(long array);

    static native long OpenMM_IntSet_create();

    static native void OpenMM_IntSet_insert(long set, int value);

    static native void OpenMM_IntSet_destroy(long set);
}
