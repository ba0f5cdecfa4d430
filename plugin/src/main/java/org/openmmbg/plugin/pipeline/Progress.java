package org.openmmbg.plugin.pipeline;

/**
 * Where a run tells the user how far it is: stage, rate and time left. Called from one thread. A stage that did not
 * call {@link #finish} is ended by the next {@link #start} or by {@link #close}.
 */
public interface Progress extends AutoCloseable {
    /** Tells nobody anything. */
    Progress SILENT = new Progress() {
        @Override
        public void start(String stage, String unit, long done, long total) {}

        @Override
        public void update(long done, String note) {}

        @Override
        public void finish() {}

        @Override
        public void message(String line) {}

        @Override
        public void close() {}
    };

    /**
     * Begins a stage.
     *
     * @param stage what is being done, for example "training"
     * @param unit what is counted, for example "steps"
     * @param done the count already reached, more than 0 after a resume
     * @param total the count at which the stage ends
     */
    void start(String stage, String unit, long done, long total);

    /**
     * Moves on within the stage; cheap, to be called at every step.
     *
     * @param done the count reached, from 0 to the total
     * @param note a few words on the state, for example "loss -12.3, ESS 0.21"; may be empty
     */
    void update(long done, String note);

    /** Ends the stage. */
    void finish();

    /** Shows a line of its own, for example how many seeds were kept. */
    void message(String line);

    @Override
    void close();
}
