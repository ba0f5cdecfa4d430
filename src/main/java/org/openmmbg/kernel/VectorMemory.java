package org.openmmbg.kernel;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Loads and stores of vectors in memory outside the heap: through {@code ByteBuffer} on the JDKs that have
 * {@code fromByteBuffer} (up to 18), through {@code MemorySegment} on later ones. The methods are looked up once; as
 * constants the compiler sees through them, and a load costs what a load from an array costs.
 */
final class VectorMemory {
    static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

    /** As many floats as {@link #DOUBLES} has doubles. */
    static final VectorSpecies<Float> HALF =
            VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));

    private static final MethodHandle SEGMENT;
    private static final MethodHandle LOAD_FLOATS;
    private static final MethodHandle LOAD_HALF;
    private static final MethodHandle LOAD_DOUBLES;
    private static final MethodHandle STORE_FLOATS;
    private static final MethodHandle STORE_DOUBLES;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            Class<?> memory;
            Class<?> index;
            String kind;
            if (Runtime.version().feature() < 19) {
                memory = ByteBuffer.class;
                index = int.class;
                kind = "ByteBuffer";
                SEGMENT = MethodHandles.identity(Object.class);
            } else {
                memory = Class.forName("java.lang.foreign.MemorySegment");
                index = long.class;
                kind = "MemorySegment";
                SEGMENT = lookup.findStatic(memory, "ofBuffer", MethodType.methodType(memory, Buffer.class))
                        .asType(MethodType.methodType(Object.class, Object.class));
            }
            LOAD_FLOATS = load(lookup, FloatVector.class, "from" + kind, memory, index, FLOATS);
            LOAD_HALF = load(lookup, FloatVector.class, "from" + kind, memory, index, HALF);
            LOAD_DOUBLES = load(lookup, DoubleVector.class, "from" + kind, memory, index, DOUBLES);
            STORE_FLOATS = store(lookup, FloatVector.class, "into" + kind, memory, index);
            STORE_DOUBLES = store(lookup, DoubleVector.class, "into" + kind, memory, index);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("this JDK's Vector API has no access to memory outside the heap", e);
        }
        if (FLOATS.length() > Matrix.LANES) {
            throw new LinkageError(
                    "vectors of " + FLOATS.length() + " floats; at most " + Matrix.LANES + " are handled");
        }
    }

    private VectorMemory() {}

    private static MethodHandle load(
            MethodHandles.Lookup lookup,
            Class<?> vector,
            String name,
            Class<?> memory,
            Class<?> index,
            VectorSpecies<?> species)
            throws ReflectiveOperationException {
        MethodHandle handle = lookup.findStatic(
                vector, name, MethodType.methodType(vector, VectorSpecies.class, memory, index, ByteOrder.class));
        return MethodHandles.insertArguments(
                        MethodHandles.insertArguments(handle, 3, ByteOrder.nativeOrder()), 0, species)
                .asType(MethodType.methodType(vector, Object.class, int.class));
    }

    private static MethodHandle store(
            MethodHandles.Lookup lookup, Class<?> vector, String name, Class<?> memory, Class<?> index)
            throws ReflectiveOperationException {
        MethodHandle handle =
                lookup.findVirtual(vector, name, MethodType.methodType(void.class, memory, index, ByteOrder.class));
        return MethodHandles.insertArguments(handle, 3, ByteOrder.nativeOrder())
                .asType(MethodType.methodType(void.class, vector, Object.class, int.class));
    }

    /** Returns what the other methods take, for a direct buffer. */
    static Object storage(ByteBuffer bytes) {
        try {
            return (Object) SEGMENT.invokeExact((Object) bytes);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static FloatVector floats(Object storage, int index) {
        try {
            return (FloatVector) LOAD_FLOATS.invokeExact(storage, index << 2);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Returns as many floats as a vector of doubles has lanes. */
    static FloatVector half(Object storage, int index) {
        try {
            return (FloatVector) LOAD_HALF.invokeExact(storage, index << 2);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static DoubleVector doubles(Object storage, int index) {
        try {
            return (DoubleVector) LOAD_DOUBLES.invokeExact(storage, index << 3);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Stores a vector of floats of any length. */
    static void store(FloatVector vector, Object storage, int index) {
        try {
            STORE_FLOATS.invokeExact(vector, storage, index << 2);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void store(DoubleVector vector, Object storage, int index) {
        try {
            STORE_DOUBLES.invokeExact(vector, storage, index << 3);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** The methods behind throw nothing checked. */
    private static RuntimeException unexpected(Throwable e) {
        if (e instanceof RuntimeException exception) {
            return exception;
        }
        if (e instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(e);
    }
}
