package org.openmmbg.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openmmbg.potential.DoubleWell;

class ReplicaExchangeTest {

    private static final long SEED = 3;

    /** The double well at T = 1 is at 300 K; the ladder is T = 1 to 6. */
    private static final double REFERENCE = 300;

    private static final double KT = LangevinDynamics.GAS_CONSTANT * REFERENCE;
    private static final double[] TEMPERATURES = TemperatureLadder.geometric(300, 1800, 4);
    private static final int RUNGS = TEMPERATURES.length;
    private static final int LADDERS = 48;
    private static final double[] EDGES = {-6, -2.2, -1.9, -1.6, -1, 0, 1, 1.4, 1.7, 2, 6};

    private final ParticleSystem system = new ParticleSystem(new DoubleWell(1), REFERENCE, new double[] {KT});

    /** Cold rungs by BAOAB with a step whose bias is below the test's error, hot ones by the Metropolised form. */
    private List<Dynamics> mixedRungs(long seed) {
        List<Dynamics> rungs = new ArrayList<>();
        for (int r = 0; r < RUNGS; r++) {
            rungs.add(
                    r % 2 == 0
                            ? new LangevinDynamics(
                                    system, new Thermostat(TEMPERATURES[r], 0.05, 1), NoiseKey.langevin(seed))
                            : new MetropolisedDynamics(
                                    system, new Thermostat(TEMPERATURES[r], 0.15, 1), 2, NoiseKey.metropolis(seed)));
        }
        return rungs;
    }

    private static double[] leftWells(int ladders) {
        double[] x = new double[2 * ladders * RUNGS];
        for (int w = 0; w < ladders * RUNGS; w++) {
            x[2 * w] = -1.8;
        }
        return x;
    }

    /** Shares of the bins by rung, bin and ladder. */
    private double[][][] histograms(ReplicaExchange exchange, Replicas replicas, long steps) {
        exchange.run(replicas, 4000, 4, frame -> {});
        double[][][] shares = new double[RUNGS][EDGES.length - 1][LADDERS];
        long every = 4;
        exchange.run(replicas, steps, every, frame -> {
            for (int w = 0; w < frame.count(); w++) {
                int bin = 0;
                while (frame.positions()[2 * w] >= EDGES[bin + 1] && bin < EDGES.length - 2) {
                    bin++;
                }
                shares[w % RUNGS][bin][w / RUNGS] += (double) every / steps;
            }
        });
        return shares;
    }

    /** All replicas start in the left well; the right one is 3.4 kT higher at the lowest temperature. */
    @Test
    void eachTemperatureHasItsDistribution() {
        ReplicaExchange exchange = new ReplicaExchange(mixedRungs(SEED), 10, SEED);
        Replicas replicas = exchange.start(LADDERS, leftWells(LADDERS), 0);
        double[][][] shares = histograms(exchange, replicas, 12_000);
        double squares = 0;
        int bins = 0;
        for (int r = 0; r < RUNGS; r++) {
            double scale = TEMPERATURES[r] / REFERENCE;
            for (int b = 0; b < EDGES.length - 1; b++) {
                double expected = DoubleWellTruth.probability(scale, EDGES[b], EDGES[b + 1]);
                double z = Series.z(shares[r][b], expected);
                System.out.printf(
                        "seed %d, T = %.2f, x in [%.1f, %.1f]: %.4f, expected %.4f, z = %.2f%n",
                        SEED, scale, EDGES[b], EDGES[b + 1], Series.mean(shares[r][b]), expected, z);
                assertThat(z).isBetween(-4.0, 4.0);
                squares += z * z;
                bins++;
            }
        }
        System.out.printf("seed %d: chi squared %.1f for %d bins%n", SEED, squares, bins);
        // Bins of neighbouring rungs are correlated: twice the spread of as many independent ones, and 4 sigma.
        assertThat(squares).isLessThan(bins + 4 * 2 * Math.sqrt(2.0 * bins));
        assertThat(Arrays.stream(replicas.roundTrips()).sum()).isGreaterThan(1000);
    }

    /** The acceptance of a pair is the mean of min(1, exp((β − β′)(U − U′))) over both distributions. */
    @Test
    void acceptanceIsThatOfTheDistributions() {
        ReplicaExchange exchange = new ReplicaExchange(mixedRungs(SEED), 10, SEED);
        Replicas replicas = exchange.start(LADDERS, leftWells(LADDERS), 0);
        exchange.run(replicas, 4000, 4, frame -> {});
        int blocks = 20;
        double[][] ratios = new double[RUNGS - 1][blocks];
        for (int block = 0; block < blocks; block++) {
            long[] proposals = replicas.proposals().clone();
            long[] acceptances = replicas.acceptances().clone();
            exchange.run(replicas, 1000, 4, frame -> {});
            for (int r = 0; r < RUNGS - 1; r++) {
                assertThat(replicas.proposals()[r] - proposals[r]).isEqualTo(LADDERS * 50L);
                ratios[r][block] = (replicas.acceptances()[r] - acceptances[r]) / (LADDERS * 50.0);
            }
        }
        for (int r = 0; r < RUNGS - 1; r++) {
            Series.check(
                    SEED,
                    "acceptance between rungs " + r + " and " + (r + 1),
                    ratios[r],
                    expectedAcceptance(TEMPERATURES[r] / REFERENCE, TEMPERATURES[r + 1] / REFERENCE));
        }
    }

    /** By quadrature over the energies of both rungs, U = x part + y part; the y part is exponential in y²/2. */
    private static double expectedAcceptance(double cold, double hot) {
        int n = 150;
        double[][] coldStates = states(cold, n);
        double[][] hotStates = states(hot, n);
        double sum = 0;
        for (double[] a : coldStates) {
            for (double[] b : hotStates) {
                double difference = (1 / cold - 1 / hot) * (b[0] - a[0]);
                sum += a[1] * b[1] * Math.min(1, Math.exp(-difference));
            }
        }
        return sum;
    }

    /** Energies and their probabilities: 500 bins of the energy, filled by a grid of x and y. */
    private static double[][] states(double temperature, int n) {
        int bins = 1500;
        double[][] states = new double[bins][2];
        double low = -12;
        double width = 60.0 / bins;
        double total = 0;
        for (int i = 0; i < 8 * n; i++) {
            double x = -4 + 8 * (i + 0.5) / (8 * n);
            for (int j = 0; j < 8 * n; j++) {
                double y = -12 + 24 * (j + 0.5) / (8 * n);
                double energy = DoubleWellTruth.energy(x) + 0.5 * y * y;
                int bin = (int) ((energy - low) / width);
                if (bin < bins) {
                    double weight = Math.exp(-energy / temperature);
                    states[bin][1] += weight;
                    total += weight;
                }
            }
        }
        for (int b = 0; b < bins; b++) {
            states[b][0] = low + (b + 0.5) * width;
            states[b][1] /= total;
        }
        return states;
    }

    /** The test of the test: swaps without their criterion heat the cold end. */
    @Test
    void wrongAcceptanceIsSeen() {
        ReplicaExchange exchange =
                new ReplicaExchange(mixedRungs(SEED), 10, SEED, (difference, uniform) -> uniform < 0.9);
        double[][][] shares = histograms(exchange, exchange.start(LADDERS, leftWells(LADDERS), 0), 8000);
        double z = Series.z(shares[0][4], DoubleWellTruth.probability(1, EDGES[4], EDGES[5]));
        System.out.printf("nine of ten swaps accepted: z = %.1f%n", z);
        assertThat(z).isGreaterThan(10);
    }

    /** All rungs Metropolised: BAOAB's velocities are too cold by its step, and bring that along when they swap. */
    @Test
    void velocitiesKeepTheirTemperature() {
        List<Dynamics> rungs = new ArrayList<>();
        for (double temperature : TEMPERATURES) {
            rungs.add(new MetropolisedDynamics(
                    system, new Thermostat(temperature, 0.15, 1), 2, NoiseKey.metropolis(SEED)));
        }
        ReplicaExchange exchange = new ReplicaExchange(rungs, 2, SEED);
        Replicas replicas = exchange.start(LADDERS, leftWells(LADDERS), 0);
        exchange.run(replicas, 200, 2, frame -> {});
        int frames = 4000;
        double[][] kelvin = new double[RUNGS][LADDERS];
        exchange.run(replicas, 4L * frames, 4, frame -> {
            for (int w = 0; w < frame.count(); w++) {
                kelvin[w % RUNGS][w / RUNGS] += system.kineticTemperature(frame, w) / frames;
            }
        });
        for (int r = 0; r < RUNGS; r++) {
            Series.check(SEED, "kinetic temperature", kelvin[r], TEMPERATURES[r]);
        }
    }

    @Test
    void resumedRunGivesTheSameBits() {
        ReplicaExchange exchange = new ReplicaExchange(mixedRungs(SEED), 10, SEED);
        Replicas unbroken = exchange.start(2, leftWells(2), 8);
        exchange.run(unbroken, 3000, 2, frame -> {});
        Replicas cut = exchange.start(2, leftWells(2), 8);
        exchange.run(cut, 1234, 2, frame -> {});
        Replicas resumed = new Replicas(
                cut.rungs(),
                cut.walkers().copy(),
                cut.replicaAt(),
                cut.lastEnds(),
                cut.roundTrips(),
                cut.proposals(),
                cut.acceptances());
        exchange.run(cut, 50, 2, frame -> {});
        new ReplicaExchange(mixedRungs(SEED), 10, SEED).run(resumed, 1766, 2, frame -> {});
        assertThat(resumed).usingRecursiveComparison().isEqualTo(unbroken);
        assertThat(Arrays.stream(unbroken.acceptances()).sum()).isPositive();
        assertThat(unbroken.replicaAt()).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);

        // A ladder does not depend on its company.
        Replicas alone = exchange.start(1, leftWells(1), 12);
        exchange.run(alone, 3000, 2, frame -> {});
        assertThat(alone.walkers().positions())
                .isEqualTo(Arrays.copyOfRange(unbroken.walkers().positions(), 8, 16));
    }

    @Test
    void replicasAreFollowedAndRoundTripsCounted() {
        ReplicaExchange exchange = new ReplicaExchange(mixedRungs(SEED), 2, SEED);
        Replicas replicas = exchange.start(1, leftWells(1), 0);
        List<long[]> seen = new ArrayList<>();
        seen.add(replicas.replicaAt().clone());
        exchange.run(replicas, 4000, 2, frame -> seen.add(replicas.replicaAt().clone()));
        long[] trips = new long[RUNGS];
        for (int replica = 0; replica < RUNGS; replica++) {
            StringBuilder ends = new StringBuilder();
            for (long[] at : seen) {
                if (at[0] == replica && (ends.length() == 0 || ends.charAt(ends.length() - 1) == 'T')) {
                    ends.append('B');
                } else if (at[RUNGS - 1] == replica && ends.length() > 0 && ends.charAt(ends.length() - 1) == 'B') {
                    ends.append('T');
                }
            }
            trips[replica] = (ends.length() - 1L) / 2;
        }
        System.out.println("round trips " + Arrays.toString(trips));
        assertThat(replicas.roundTrips()).isEqualTo(trips);
        assertThat(Arrays.stream(trips).sum()).isGreaterThan(10);
    }

    @Test
    void deadReplicasDoNotSwap() {
        ReplicaExchange exchange = new ReplicaExchange(mixedRungs(SEED), 2, SEED);
        double[] start = leftWells(1);
        start[2] = Double.NaN;
        Replicas replicas = exchange.start(1, start, 0);
        exchange.run(replicas, 200, 2, frame -> {});
        assertThat(replicas.proposals()).containsExactly(0, 0, 50);
        assertThat(replicas.replicaAt()[0]).isZero();
        assertThat(replicas.replicaAt()[1]).isEqualTo(1);
    }

    @Test
    void laddersAreGeometric() {
        double[] ladder = TemperatureLadder.geometric(300, 2400, 4);
        assertThat(ladder).containsExactly(new double[] {300, 600, 1200, 2400}, within(1e-9));
        assertThat(ladder[3]).isEqualTo(2400);
        assertThatThrownBy(() -> TemperatureLadder.geometric(300, 300, 4)).hasMessageContaining("low to high");
        assertThatThrownBy(() -> TemperatureLadder.geometric(300, 400, 1)).hasMessageContaining("at least 2");
    }

    @Test
    void badArgumentsAreRefused() {
        List<Dynamics> rungs = mixedRungs(SEED);
        assertThatThrownBy(() -> new ReplicaExchange(rungs.subList(0, 1), 2, SEED))
                .hasMessageContaining("1 temperatures");
        assertThatThrownBy(() -> new ReplicaExchange(List.of(rungs.get(1), rungs.get(0)), 2, SEED))
                .hasMessageContaining("low to high");
        assertThatThrownBy(() -> new ReplicaExchange(rungs, 3, SEED)).hasMessageContaining("multiple of 2");
        ParticleSystem other = new ParticleSystem(new DoubleWell(1), REFERENCE, new double[] {KT});
        Dynamics stranger = new LangevinDynamics(other, new Thermostat(9000, 0.1, 1), NoiseKey.langevin(1));
        assertThatThrownBy(() -> new ReplicaExchange(List.of(rungs.get(0), stranger), 2, SEED))
                .hasMessageContaining("another system");
        Replicas replicas = new ReplicaExchange(rungs, 2, SEED).start(1, leftWells(1), 0);
        assertThatThrownBy(() -> new ReplicaExchange(rungs.subList(0, 2), 2, SEED).run(replicas, 2, 2, f -> {}))
                .hasMessageContaining("4 rungs");
    }
}
