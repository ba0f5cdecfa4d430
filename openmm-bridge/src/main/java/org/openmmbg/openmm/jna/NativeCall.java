package org.openmmbg.openmm.jna;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.openmmbg.openmm.OpenMmException;

/** One call of OpenMM on a thread of its own, for callers that have no worker. */
final class NativeCall<T> extends NativeThread {
    private final Supplier<T> body;
    private final CompletableFuture<T> result = new CompletableFuture<>();

    private NativeCall(Supplier<T> body) {
        super("openmm-call");
        this.body = body;
    }

    /**
     * Makes a call and waits for it.
     *
     * @throws OpenMmException if OpenMM throws
     */
    static <T> T of(Supplier<T> body) {
        NativeCall<T> call = new NativeCall<>(body);
        call.start();
        return new StuckWatch().await(call.result);
    }

    @Override
    public void run() {
        try {
            result.complete(body.get());
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    @Override
    void abandon(OpenMmException cause) {
        result.completeExceptionally(cause);
    }
}
