package org.openmmbg.openmm.jna;

import static org.openmmbg.openmm.jna.ArrayNative.*;

import java.util.List;
import java.util.function.LongConsumer;

/** A vector or set of numbers in OpenMM's memory, for calls that copy it. */
final class NativeArray implements AutoCloseable {
    private final long handle;
    private final LongConsumer destroy;

    private NativeArray(long handle, LongConsumer destroy) {
        this.handle = handle;
        this.destroy = destroy;
    }

    /** Makes a vector of {@code size} doubles, to be {@link #set}. */
    static NativeArray doubles(int size) {
        return new NativeArray(OpenMM_DoubleArray_create(size), ArrayNative::OpenMM_DoubleArray_destroy);
    }

    static NativeArray doubles(List<Double> values) {
        return doubles(values.size()).set(values);
    }

    static NativeArray ints(List<Integer> values) {
        NativeArray array =
                new NativeArray(OpenMM_IntArray_create(values.size()), ArrayNative::OpenMM_IntArray_destroy);
        for (int i = 0; i < values.size(); i++) {
            OpenMM_IntArray_set(array.handle, i, values.get(i));
        }
        return array;
    }

    static NativeArray set(Iterable<Integer> values) {
        NativeArray set = new NativeArray(OpenMM_IntSet_create(), ArrayNative::OpenMM_IntSet_destroy);
        for (int value : values) {
            OpenMM_IntSet_insert(set.handle, value);
        }
        return set;
    }

    /** Writes all numbers of a vector of doubles. */
    NativeArray set(List<Double> values) {
        for (int i = 0; i < values.size(); i++) {
            OpenMM_DoubleArray_set(handle, i, values.get(i));
        }
        return this;
    }

    long handle() {
        return handle;
    }

    @Override
    public void close() {
        destroy.accept(handle);
    }
}
