package org.openmmbg.openmm.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;

/** The classes whose native methods are functions of OpenMM's C API that nothing works without, named as there. */
final class NativeBindings {
    private static final List<Class<?>> CLASSES = List.of(OpenMmNative.class, PlatformFunctions.class);

    private NativeBindings() {}

    /** Returns the names of all functions. */
    static List<String> functions() {
        return CLASSES.stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> Modifier.isNative(method.getModifiers()))
                .map(Method::getName)
                .toList();
    }

    /**
     * Binds every native method, and those that build Systems as far as they are there; an {@link UnsatisfiedLinkError}
     * names the first that is missing.
     */
    static void bind(NativeLibrary library) {
        CLASSES.forEach(type -> Native.register(type, library));
        BuildingNatives.bind(library);
    }
}
