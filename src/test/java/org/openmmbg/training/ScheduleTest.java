package org.openmmbg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void warmUpRisesLinearlyAndTheCosineEndsAtTheLastRate() {
        Schedule schedule = Schedule.warmUpAndCosine(101, 10, 1, 0.1);
        assertThat(schedule.learningRate(0)).isCloseTo(0.1, within(1e-12));
        assertThat(schedule.learningRate(4)).isLessThan(schedule.learningRate(9));
        assertThat(schedule.learningRate(50)).isCloseTo(0.55, within(1e-12));
        assertThat(schedule.learningRate(100)).isCloseTo(0.1, within(1e-12));
        assertThat(Schedule.warmUpAndCosine(1, 0, 1, 0.1).learningRate(0)).isEqualTo(1);
    }

    @Test
    void oneCycleGoesUpAndDown() {
        Schedule schedule = Schedule.oneCycle(101, 0.25, 0.1, 1, 0.01);
        assertThat(schedule.learningRate(0)).isCloseTo(0.1, within(1e-12));
        assertThat(schedule.learningRate(25)).isCloseTo(1, within(1e-12));
        assertThat(schedule.learningRate(100)).isCloseTo(0.01, within(1e-12));
        for (int step = 1; step <= 100; step++) {
            double change = schedule.learningRate(step) - schedule.learningRate(step - 1);
            assertThat(change > 0).isEqualTo(step <= 25);
        }
        assertThatThrownBy(() -> Schedule.oneCycle(10, 1, 0.1, 1, 0.1)).isInstanceOf(IllegalArgumentException.class);
    }
}
