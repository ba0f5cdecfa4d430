package org.openmmbg.openmm.jna;

import com.sun.jna.Callback;
import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openmmbg.openmm.OpenMmException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an exception inside OpenMM from ending the process.
 *
 * <p>The C API catches nothing, so an exception that leaves it finds only foreign frames and the C++ runtime calls
 * std::terminate. Its handler is ours: on a {@link NativeThread} it reads the exception, reports it and parks the
 * thread; on any other thread, where nobody could take over, it ends the process with one line and status
 * {@value #STATUS}. A parked thread may hold locks of OpenMM, so its Context is never used again, and the number of
 * parked threads is bounded.
 *
 * <p>Linux and macOS; elsewhere an exception ends the process, and the checks before each call have to do.
 */
final class TerminateGuard {
    /** Exit status of a process that OpenMM ended. */
    static final int STATUS = 70;

    /** Parked threads after which OpenMM is not called any more. */
    static final int MAX_PARKED = 64;

    private static final Logger LOG = LoggerFactory.getLogger(TerminateGuard.class);
    private static final String UNREADABLE = "OpenMM threw an exception whose message cannot be read here";

    private static final int POINTER_SIZE = 8;

    /** Offset of the name in a type_info, and of what() in the table of virtual functions of an exception. */
    private static final long TYPE_NAME = POINTER_SIZE;

    private static final long WHAT = 2 * POINTER_SIZE;

    private static final AtomicInteger PARKED = new AtomicInteger();
    private static volatile @Nullable TerminateGuard installed;

    private final @Nullable Function currentException;
    private final @Nullable Function currentType;

    /** The native side holds only the address of the handler: this keeps it from being collected. */
    @SuppressWarnings({"unused", "FieldCanBeLocal"})
    private final Handler handler;

    /** The C++ type std::terminate_handler. */
    interface Handler extends Callback {
        void invoke();
    }

    private TerminateGuard(NativeLibrary library) {
        // std::current_exception returns an object through a hidden first argument; only there is the message read.
        boolean readable = Platform.isIntel() && Platform.is64Bit();
        currentException = readable ? library.getFunction("_ZSt17current_exceptionv") : null;
        currentType = readable ? library.getFunction("__cxa_current_exception_type") : null;
        handler = this::terminated;
        library.getFunction("_ZSt13set_terminatePFvvE").invokePointer(new Object[] {handler});
    }

    /**
     * Installs the handler, once, into the C++ runtime a library uses.
     *
     * @param library OpenMM; symbols are looked up in what it depends on too
     */
    static synchronized void install(NativeLibrary library) {
        if (installed == null && !Platform.isWindows()) {
            try {
                installed = new TerminateGuard(library);
            } catch (UnsatisfiedLinkError e) {
                LOG.warn("exceptions inside OpenMM will end this process: {}", e.getMessage());
            }
        }
    }

    /** Returns how many threads were lost to exceptions so far. */
    static int parked() {
        return PARKED.get();
    }

    /**
     * Refuses further calls when too many threads are lost.
     *
     * @throws OpenMmException if so
     */
    static void requireUsable() {
        if (PARKED.get() >= MAX_PARKED) {
            throw new OpenMmException("OpenMM failed " + MAX_PARKED
                    + " times in this process and is not called any more: start a new process");
        }
    }

    /** Ends the process with one line. */
    static void halt(String reason) {
        System.err.println("openmm-bg: " + reason);
        System.err.flush();
        Runtime.getRuntime().halt(STATUS);
    }

    private void terminated() {
        try {
            String message = message();
            if (Thread.currentThread() instanceof NativeThread thread) {
                PARKED.incrementAndGet();
                LOG.debug("OpenMM threw: {}", message);
                thread.abandon(new OpenMmException(message));
            } else {
                halt("a native library failed outside the threads that call OpenMM: " + message);
            }
        } catch (Throwable e) {
            halt("an exception inside OpenMM could not be reported: " + e);
        }
        while (true) {
            LockSupport.park(this);
        }
    }

    private String message() {
        if (currentException == null || currentType == null) {
            return UNREADABLE;
        }
        Pointer type = currentType.invokePointer(new Object[0]);
        if (type == null) {
            return UNREADABLE;
        }
        String name = type.getPointer(TYPE_NAME).getString(0);
        if (!isException(name)) {
            return "OpenMM threw an object of type " + name;
        }
        try (Memory holder = new Memory(POINTER_SIZE)) {
            holder.clear();
            currentException.invokeVoid(new Object[] {holder});
            Pointer exception = holder.getPointer(0);
            if (exception == null) {
                return UNREADABLE;
            }
            Function what = Function.getFunction(exception.getPointer(0).getPointer(WHAT));
            Pointer text = what.invokePointer(new Object[] {exception});
            return text == null ? UNREADABLE : text.getString(0);
        }
    }

    /** Whether a type with this mangled name is known to derive from std::exception. */
    private static boolean isException(String name) {
        return name.startsWith("N6OpenMM")
                || name.startsWith("N6Lepton")
                || name.startsWith("St")
                || name.startsWith("NSt");
    }
}
