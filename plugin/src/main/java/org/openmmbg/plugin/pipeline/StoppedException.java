package org.openmmbg.plugin.pipeline;

import java.io.Serial;

/** A run stopped at a safe point before its end, its checkpoint written; it can be resumed. */
public final class StoppedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final StopSignal.Reason reason;

    /**
     * @param reason who asked
     * @param where the stage and step reached, for the user: for example "training, step 300 of 2000"
     */
    public StoppedException(StopSignal.Reason reason, String where) {
        super("stopped in " + where + ": " + reason.description());
        this.reason = reason;
    }

    private StoppedException(StoppedException cause, String advice) {
        super(cause.getMessage() + "; " + advice, cause);
        this.reason = cause.reason;
    }

    /** Returns the same with a last part that tells the user how to go on. */
    public StoppedException withAdvice(String advice) {
        return new StoppedException(this, advice);
    }

    public StopSignal.Reason reason() {
        return reason;
    }
}
