package org.openmmbg.openmm.system;

import java.util.List;

/** A function given by a table, for the expressions of custom forces; OpenMM's six kinds. */
public sealed interface TabulatedFunction {
    /** Returns its name in expressions. */
    String name();

    /** Returns the number of its arguments. */
    int dimensions();

    /** Returns the table. */
    List<Double> values();

    /**
     * The range of one argument of a continuous function.
     *
     * @param size number of table points along it, at least 2
     * @param min argument at the first point
     * @param max argument at the last point
     */
    record Range(int size, double min, double max) {}

    /**
     * A natural cubic spline through evenly spaced points in one to three dimensions; zero outside the ranges.
     *
     * @param name name in expressions
     * @param ranges one range for each argument, one to three
     * @param values the table, the first argument running fastest
     * @param periodic whether the function repeats itself beyond its ranges (OpenMM 7.5 and later)
     */
    record Continuous(String name, List<Range> ranges, List<Double> values, boolean periodic)
            implements TabulatedFunction {
        public Continuous {
            ranges = List.copyOf(ranges);
            values = List.copyOf(values);
        }

        @Override
        public int dimensions() {
            return ranges.size();
        }
    }

    /**
     * A table looked up by whole numbers in one to three dimensions.
     *
     * @param name name in expressions
     * @param sizes number of table points along each argument, one to three
     * @param values the table, the first argument running fastest
     */
    record Discrete(String name, List<Integer> sizes, List<Double> values) implements TabulatedFunction {
        public Discrete {
            sizes = List.copyOf(sizes);
            values = List.copyOf(values);
        }

        @Override
        public int dimensions() {
            return sizes.size();
        }
    }
}
