package org.openmmbg.plugin.bench;

/**
 * One speed beside its limit, both measured in this process.
 *
 * @param name what was done
 * @param threads number of threads
 * @param ratePerS how often a second, the median over the rounds
 * @param limitPerS how often a second at most, likewise
 * @param ratio rate over limit
 */
public record BenchResult(String name, int threads, double ratePerS, double limitPerS, double ratio) {
    static BenchResult of(String name, int threads, double rate, double limit) {
        return new BenchResult(name, threads, rate, limit, rate / limit);
    }
}
