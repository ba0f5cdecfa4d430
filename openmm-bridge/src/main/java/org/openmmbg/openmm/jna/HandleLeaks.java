package org.openmmbg.openmm.jna;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices handles of native things that became garbage without being closed: warns, counts, and releases them. */
public final class HandleLeaks {
    private static final Logger LOG = LoggerFactory.getLogger(HandleLeaks.class);
    private static final Cleaner CLEANER = Cleaner.create();
    private static final AtomicLong OPEN = new AtomicLong();
    private static final AtomicLong LEAKED = new AtomicLong();

    private HandleLeaks() {}

    /**
     * Watches an object until it is closed or garbage.
     *
     * @param owner what has to be closed
     * @param what its name in the warning
     * @param release gives back what the owner holds, if it was not closed; must not refer to the owner, nor wait long
     * @return to be closed when the owner is
     */
    public static Handle watch(Object owner, String what, Runnable release) {
        OPEN.incrementAndGet();
        Watch watch = new Watch(what, release);
        return new Handle(CLEANER.register(owner, watch), watch);
    }

    /** Returns how many watched handles are open. */
    public static long open() {
        return OPEN.get();
    }

    /** Returns how many handles became garbage without being closed. */
    public static long leaked() {
        return LEAKED.get();
    }

    /** The watch on one owner. */
    public static final class Handle implements AutoCloseable {
        private final Cleaner.Cleanable cleanable;
        private final Watch watch;

        private Handle(Cleaner.Cleanable cleanable, Watch watch) {
            this.cleanable = cleanable;
            this.watch = watch;
        }

        /** Ends the watch: the owner was closed. */
        @Override
        public void close() {
            watch.end();
            cleanable.clean();
        }
    }

    private static final class Watch implements Runnable {
        private final String what;
        private final Runnable release;
        private final AtomicBoolean ended = new AtomicBoolean();

        Watch(String what, Runnable release) {
            this.what = what;
            this.release = release;
        }

        boolean end() {
            boolean first = ended.compareAndSet(false, true);
            if (first) {
                OPEN.decrementAndGet();
            }
            return first;
        }

        @Override
        public void run() {
            if (end()) {
                LEAKED.incrementAndGet();
                LOG.warn("{} was not closed; use it in try-with-resources", what);
                release.run();
            }
        }
    }
}
