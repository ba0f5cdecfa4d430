package org.openmmbg.openmm.system;

import java.util.List;

/** Checks functions given by tables. */
final class TableCheck {
    private static final int MAX_DIMENSIONS = 3;
    private static final int MIN_POINTS = 2;
    private static final int MIN_POINTS_PERIODIC = 3;

    private TableCheck() {}

    static void check(Place place, TabulatedFunction table) {
        if (table.dimensions() < 1 || table.dimensions() > MAX_DIMENSIONS) {
            throw place.error(table.name() + " has " + table.dimensions() + " arguments, but 1 to " + MAX_DIMENSIONS
                    + " are possible");
        }
        // A switch over the sealed types is a preview feature in Java 17.
        long points = 1;
        if (table instanceof TabulatedFunction.Continuous continuous) {
            for (TabulatedFunction.Range range : continuous.ranges()) {
                points = times(points, checkRange(place, range, continuous.periodic()));
            }
        } else if (table instanceof TabulatedFunction.Discrete discrete) {
            for (int size : discrete.sizes()) {
                points = times(points, checkSize(place, size, 1));
            }
        }
        if (points != table.values().size()) {
            throw place.error(
                    table.name() + " has " + table.values().size() + " values, but its size asks for " + points);
        }
        for (double value : table.values()) {
            place.finite("value of " + table.name(), value);
        }
        if (table instanceof TabulatedFunction.Continuous continuous && continuous.periodic()) {
            checkEnds(place, continuous);
        }
    }

    private static int checkRange(Place place, TabulatedFunction.Range range, boolean periodic) {
        place.finite("lower end of the range", range.min());
        place.finite("upper end of the range", range.max());
        if (!(range.min() < range.max())) {
            throw place.error("the range from " + range.min() + " to " + range.max() + " is empty");
        }
        return checkSize(place, range.size(), periodic ? MIN_POINTS_PERIODIC : MIN_POINTS);
    }

    private static int checkSize(Place place, int size, int least) {
        if (size < least) {
            throw place.error("size = " + size + ", but at least " + least + " is needed");
        }
        return size;
    }

    /** Returns a product, or the largest number there is where it is larger. */
    private static long times(long points, int size) {
        return points > Long.MAX_VALUE / size ? Long.MAX_VALUE : points * size;
    }

    /** OpenMM wants a periodic function to end, along each axis, as it starts. */
    private static void checkEnds(Place place, TabulatedFunction.Continuous table) {
        List<Double> values = table.values();
        int stride = 1;
        for (TabulatedFunction.Range range : table.ranges()) {
            for (int i = 0; i < values.size(); i++) {
                if (i / stride % range.size() == 0
                        && values.get(i).doubleValue() != values.get(i + stride * (range.size() - 1))) {
                    throw place.error("a periodic function must end as it starts, but " + table.name() + " has "
                            + values.get(i) + " and " + values.get(i + stride * (range.size() - 1)));
                }
            }
            stride *= range.size();
        }
    }
}
