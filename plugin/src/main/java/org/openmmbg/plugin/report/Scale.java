package org.openmmbg.plugin.report;

import java.util.ArrayList;
import java.util.List;

/**
 * One axis: its range, whether it is logarithmic, its ticks and its label.
 *
 * @param low value at the axis' start, below high; above 0 if logarithmic
 * @param ticks values and their labels, within the range
 */
record Scale(double low, double high, boolean logarithmic, List<Tick> ticks, String label) {
    /** A value marked on an axis. */
    record Tick(double value, String label) {}

    /** Returns an axis over a range widened to have round ends, with about so many ticks. */
    static Scale linear(double low, double high, int about, String label) {
        double from = low;
        double to = high;
        if (!(to > from)) {
            double half = Math.max(0.5, Math.abs(from) * 0.05);
            from -= half;
            to += half;
        }
        double step = niceStep((to - from) / about);
        from = Math.floor(from / step + 1e-9) * step;
        to = Math.ceil(to / step - 1e-9) * step;
        return new Scale(from, to, false, ticks(from, to, step), label);
    }

    /** Returns an axis over exactly this range, a tick at each multiple of the step. */
    static Scale fixed(double low, double high, double step, String label) {
        return new Scale(low, high, false, ticks(low, high, step), label);
    }

    /** Returns an axis over exactly a range. */
    static Scale of(ReportData.Range range) {
        return fixed(range.low(), range.high(), range.tick(), range.label());
    }

    /** Returns a logarithmic axis from one power of ten to another. */
    static Scale logarithmic(double low, double high, String label) {
        int from = (int) Math.floor(Math.log10(low));
        int to = Math.max(from + 1, (int) Math.ceil(Math.log10(high)));
        int step = Math.max(1, (to - from + 4) / 5);
        List<Tick> ticks = new ArrayList<>();
        for (int power = from; power <= to; power += step) {
            double value = Math.pow(10, power);
            ticks.add(new Tick(value, Numbers.tick(value, value)));
        }
        return new Scale(Math.pow(10, from), Math.pow(10, to), true, ticks, label);
    }

    private static double niceStep(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double digit = rough / power;
        return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    }

    private static List<Tick> ticks(double low, double high, double step) {
        List<Tick> ticks = new ArrayList<>();
        long first = (long) Math.ceil(low / step - 1e-9);
        long last = (long) Math.floor(high / step + 1e-9);
        for (long i = first; i <= last; i++) {
            ticks.add(new Tick(i * step, Numbers.tick(i * step, step)));
        }
        return ticks;
    }

    /** Returns where a value lies between two pixels; outside them for a value outside the range. */
    double position(double value, double atLow, double atHigh) {
        double fraction = logarithmic
                ? (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low))
                : (value - low) / (high - low);
        return atLow + fraction * (atHigh - atLow);
    }
}
