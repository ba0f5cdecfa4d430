package org.openmmbg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {

    @Test
    void everyTaskIsDoneOnceBeforeTheCallReturns() {
        for (int threads = 1; threads <= 4; threads++) {
            try (WorkerPool pool = new WorkerPool(threads)) {
                for (int round = 0; round < 2000; round++) {
                    int tasks = round % 7;
                    AtomicIntegerArray done = new AtomicIntegerArray(7);
                    pool.run(tasks, done::incrementAndGet);
                    for (int i = 0; i < 7; i++) {
                        assertThat(done.get(i)).isEqualTo(i < tasks ? 1 : 0);
                    }
                    if (round % 500 == 0) {
                        // Long enough for the helpers to fall asleep.
                        LockSupport.parkNanos(2_000_000);
                    }
                }
            }
        }
    }

    @Test
    void aFailureIsToldAndThePoolGoesOn() {
        try (WorkerPool pool = new WorkerPool(3)) {
            assertThatThrownBy(() -> pool.run(100, index -> {
                        if (index == 50) {
                            throw new ArithmeticException("fifty");
                        }
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasRootCauseMessage("fifty");
            AtomicIntegerArray done = new AtomicIntegerArray(1);
            pool.run(10, index -> done.incrementAndGet(0));
            assertThat(done.get(0)).isEqualTo(10);
        }
    }

    @Test
    void anInterruptDoesNotLetTheCallReturnEarly() {
        try (WorkerPool pool = new WorkerPool(2)) {
            AtomicIntegerArray done = new AtomicIntegerArray(1);
            Thread.currentThread().interrupt();
            pool.run(4, index -> {
                long end = System.nanoTime() + 3_000_000;
                while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
                done.incrementAndGet(0);
            });
            assertThat(Thread.interrupted()).isTrue();
            assertThat(done.get(0)).isEqualTo(4);
        }
    }

    @Test
    void oneCallAtATimeAndNoneAfterTheEnd() {
        WorkerPool pool = new WorkerPool(1);
        assertThatThrownBy(() -> pool.run(1, index -> pool.run(1, inner -> {})))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("at work for another call");
        pool.close();
        assertThatThrownBy(() -> pool.run(1, index -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }
}
