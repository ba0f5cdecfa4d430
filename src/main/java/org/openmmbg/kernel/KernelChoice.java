package org.openmmbg.kernel;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the kernels once, when the first is needed. */
final class KernelChoice {
    static final Kernels SCALAR = new ScalarKernels();
    static final Kernels ACTIVE = choose();

    private KernelChoice() {}

    private static Kernels choose() {
        Logger log = LoggerFactory.getLogger(KernelChoice.class);
        String wanted = System.getProperty(Kernels.PROPERTY, "vector");
        if (wanted.equals("scalar")) {
            return SCALAR;
        }
        if (!wanted.equals("vector")) {
            throw new IllegalArgumentException("-D" + Kernels.PROPERTY + "=" + wanted + ": expected vector or scalar");
        }
        try {
            // Compiled apart from this class, and absent where the JVM was started without the Vector API.
            return Class.forName("org.openmmbg.kernel.VectorKernels")
                    .asSubclass(Kernels.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (LinkageError | ReflectiveOperationException e) {
            log.warn(
                    "computing without vector units, several times slower: start Java with"
                            + " --add-modules jdk.incubator.vector ({})",
                    e.toString());
            return SCALAR;
        }
    }
}
