package org.openmmbg.plugin.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the first SIGINT or SIGTERM into a request, and ends the process at the second. A shutdown hook would not do:
 * the run must go on to its next safe point with the JVM whole. The signal class is reached by reflection because it is
 * not part of the standard library; a JVM without it keeps its own behaviour.
 */
final class InterruptHandler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InterruptHandler.class);

    private final Map<Object, Object> replaced = new LinkedHashMap<>();

    private InterruptHandler() {}

    /** Installs the handler until it is closed. */
    static InterruptHandler install(Runnable request) {
        InterruptHandler handler = new InterruptHandler();
        AtomicInteger count = new AtomicInteger();
        InvocationHandler onSignal = (proxy, method, arguments) -> switch (method.getName()) {
            case "handle" -> {
                if (count.incrementAndGet() > 1) {
                    Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
                }
                request.run();
                yield null;
            }
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            default -> "interrupt handler";
        };
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    InterruptHandler.class.getClassLoader(), new Class<?>[] {handlerType}, onSignal);
            for (String name : new String[] {"INT", "TERM"}) {
                Object signal = signalType.getConstructor(String.class).newInstance(name);
                handler.replaced.put(signal, handle(signal, proxy));
            }
        } catch (ReflectiveOperationException e) {
            LOG.debug("signals keep the JVM's own handling", e);
        }
        return handler;
    }

    private static Object handle(Object signal, Object handler) throws ReflectiveOperationException {
        Method handle =
                signal.getClass().getMethod("handle", signal.getClass(), Class.forName("sun.misc.SignalHandler"));
        return handle.invoke(null, signal, handler);
    }

    @Override
    public void close() {
        replaced.forEach((signal, previous) -> {
            try {
                handle(signal, previous);
            } catch (ReflectiveOperationException e) {
                LOG.debug("a signal handler could not be put back", e);
            }
        });
    }
}
