package org.openmmbg.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openmmbg.flow.ActNorm;
import org.openmmbg.flow.BaseDistribution;
import org.openmmbg.flow.Flow;
import org.openmmbg.flow.Gradients;
import org.openmmbg.flow.Parameter;
import org.openmmbg.flow.ParameterSet;
import org.openmmbg.flow.Tape;
import org.openmmbg.kernel.Precision;

/**
 * A loss is the gradient of something: the expected gradients of a flow of two parameters, x = z·eˢ + t, do no work round a
 * closed loop of (s, t). Expectations are sums over a fine grid, exact to rounding for smooth densities.
 */
class LossFieldTest {
    private static final int POINTS = 4001;
    private static final int LOOP = 512;
    private static final double REACH = 9;

    private final ParameterSet parameters = new ParameterSet(Precision.FLOAT64);
    private final Flow flow = new Flow(
            new BaseDistribution(new boolean[1]), parameters, List.of(new ActNorm(1, List.of(0), parameters, "a")));
    private final Tape tape = flow.newTape(POINTS);
    private final double[] x = new double[POINTS];
    private final double[] z = new double[POINTS];
    private final double[] logDensity = new double[POINTS];
    private final FlowShard shard = new FlowShard(flow, tape, z, POINTS);

    /** Two wells of different depth and width, which no flow of this kind is. */
    private static double logTarget(double x) {
        double distance = x * x - 2;
        return -0.3 * distance * distance + 0.4 * x;
    }

    private static double targetBar(double x) {
        return 1.2 * x * (x * x - 2) - 0.4;
    }

    private static double normal(double x, double mean, double deviation) {
        double scaled = (x - mean) / deviation;
        return Math.exp(-0.5 * scaled * scaled);
    }

    /** Samples with populations of their own, as seeds have. */
    private static double seeds(double x) {
        return 0.5 * normal(x, 1.3, 0.5) + normal(x, -1.4, 0.4);
    }

    /** Work of the expected gradients round a loop, over the mean length of a gradient along it. */
    private double work(Loss loss, boolean own, DoubleUnaryOperator population) {
        double work = 0;
        double length = 0;
        for (int i = 0; i < LOOP; i++) {
            double angle = 2 * Math.PI * i / LOOP;
            double[] gradient = field(loss, own, population, 0.2 + 0.35 * Math.cos(angle), 0.1 + 0.5 * Math.sin(angle));
            work += (-0.35 * Math.sin(angle) * gradient[0] + 0.5 * Math.cos(angle) * gradient[1]) * 2 * Math.PI / LOOP;
            length += Math.hypot(gradient[0], gradient[1]) / LOOP;
        }
        return work / length;
    }

    private double[] field(Loss loss, boolean own, DoubleUnaryOperator population, double logScale, double shift) {
        Parameter[] both = parameters.all().toArray(Parameter[]::new);
        both[0].value().set(0, logScale);
        both[1].value().set(0, shift);
        SampleBatch batch = new SampleBatch(own);
        batch.reset(POINTS);
        for (int i = 0; i < POINTS; i++) {
            double at = -REACH + 2 * REACH * i / (POINTS - 1);
            // Own draws are a grid of z with the weights of the base; examples one of x.
            x[i] = own ? at * Math.exp(logScale) + shift : at;
            batch.weights()[i] = own ? normal(at, 0, 1) : population.applyAsDouble(at);
        }
        Arrays.fill(logDensity, 0);
        flow.logDensity(tape, POINTS, x, z, logDensity);
        double[] bars = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            batch.logRatios()[i] = logTarget(x[i]) - logDensity[i];
            bars[i] = targetBar(x[i]);
        }
        double[] coefficients = new double[POINTS];
        loss.addCoefficients(batch, coefficients);
        shard.gradients().clear();
        if (loss.isPath()) {
            PathCotangent cotangent = new PathCotangent(new double[] {1}, Double.POSITIVE_INFINITY);
            shard.computeScore(POINTS);
            for (int i = 0; i < POINTS; i++) {
                cotangent.make(shard.score(), bars, i, coefficients[i], 0);
            }
            shard.pullPath(POINTS);
        } else {
            shard.pullScore(POINTS, coefficients, 0);
        }
        Gradients gradients = shard.gradients();
        return new double[] {gradients.of(both[0]).get(0), gradients.of(both[1]).get(0)};
    }

    static List<Loss> ofOwnDraws() {
        return List.of(
                new Loss.ForwardKl(1),
                new Loss.ForwardKlPath(1),
                new Loss.ReverseKlPath(1),
                new Loss.LogVariance(1, Double.POSITIVE_INFINITY),
                new Loss.LogDeviation(1),
                new Loss.Alpha2(1));
    }

    @ParameterizedTest
    @MethodSource("ofOwnDraws")
    void ownDrawsDoNoWork(Loss loss) {
        double work = work(loss, true, x -> 0);
        System.out.printf("%s at own draws: %.1e%n", loss, work);
        // The deviation has kinks, which a grid sees less well.
        assertThat(Math.abs(work)).isLessThan(loss instanceof Loss.LogDeviation ? 1e-3 : 1e-6);
    }

    static List<Loss> ofTargetSamples() {
        return List.of(new Loss.ForwardKl(1), new Loss.ForwardKlPath(1), new Loss.Alpha2(1));
    }

    @ParameterizedTest
    @MethodSource("ofTargetSamples")
    void samplesOfTheTargetDoNoWork(Loss loss) {
        double work = work(loss, false, x -> Math.exp(logTarget(x)));
        System.out.printf("%s at samples of the target: %.1e%n", loss, work);
        assertThat(Math.abs(work)).isLessThan(1e-6);
    }

    static List<Loss> ofAnyExamples() {
        return List.of(
                new Loss.ForwardKl(1),
                new Loss.LogVariance(1, Double.POSITIVE_INFINITY),
                new Loss.LogVariance(1, 2),
                new Loss.LogDeviation(1));
    }

    @ParameterizedTest
    @MethodSource("ofAnyExamples")
    void examplesOfAnyPopulationsDoNoWork(Loss loss) {
        double work = work(loss, false, LossFieldTest::seeds);
        System.out.printf("%s at seeds: %.1e%n", loss, work);
        assertThat(Math.abs(work)).isLessThan(1e-3);
    }

    /** What made training run away: path gradients at examples whose populations are not the target's. */
    @Test
    void pathGradientsAtSeedsAreTheGradientOfNothing() {
        double work = work(new Loss.ForwardKlPath(1), false, LossFieldTest::seeds);
        System.out.printf("path gradients at seeds: %.2f%n", work);
        assertThat(Math.abs(work)).isGreaterThan(0.1);
    }
}
