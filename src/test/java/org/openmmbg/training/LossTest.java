package org.openmmbg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openmmbg.flow.BaseDistribution;
import org.openmmbg.flow.Coupling;
import org.openmmbg.flow.Flow;
import org.openmmbg.flow.Gradients;
import org.openmmbg.flow.NetworkShape;
import org.openmmbg.flow.Parameter;
import org.openmmbg.flow.ParameterSet;
import org.openmmbg.flow.Tape;
import org.openmmbg.flow.Whitening;
import org.openmmbg.kernel.Precision;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

class LossTest {
    private static final int ROWS = 11;
    private static final int N = 4;

    private final Flow flow = flow();
    private final List<Parameter> parameters = flow.parameters().all();
    private final double[] x = new double[ROWS * N];
    private final double[] z = new double[ROWS * N];
    private final double[] logDensity = new double[ROWS];
    private final double[] weights = new double[ROWS];
    private final double[] logTarget = new double[ROWS];
    private final Tape tape = flow.newTape(ROWS);
    private final FlowShard shard = new FlowShard(flow, tape, z, ROWS);

    /** Two circular splines and two affine couplings, with weights far from the identity; always the same. */
    private static Flow flow() {
        ParameterSet parameters = new ParameterSet(Precision.FLOAT64);
        RandomStream random = new RandomStream(1, Purpose.TEST, 0);
        NetworkShape shape = NetworkShape.dense(List.of(6));
        Flow flow = new Flow(
                new BaseDistribution(new boolean[] {true, true, false, false}),
                parameters,
                List.of(
                        Coupling.circularSpline(
                                split(List.of(0), List.of(), List.of(1)), 5, 0.4, shape, parameters, "a", random),
                        Coupling.circularSpline(
                                split(List.of(1), List.of(), List.of(0)), 5, -2, shape, parameters, "b", random),
                        Coupling.affine(split(List.of(2), List.of(3), List.of(0, 1)), shape, parameters, "c", random),
                        Coupling.affine(split(List.of(3), List.of(2), List.of(0, 1)), shape, parameters, "d", random),
                        new Whitening(N, new int[] {2, 3}, new double[2], new double[] {0.5, 0.2, 0.2, 0.3})));
        for (Parameter parameter : parameters.all()) {
            for (int i = 0; i < parameter.value().size(); i++) {
                parameter.value().set(i, 0.4 * random.nextGaussian());
            }
        }
        return flow;
    }

    private static Coupling.Split split(List<Integer> moving, List<Integer> plain, List<Integer> periodic) {
        return new Coupling.Split(N, moving, plain, periodic, 2);
    }

    @BeforeEach
    void drawSamples() {
        RandomStream random = new RandomStream(7, Purpose.TEST, 1);
        flow.base().sample(ROWS, x, random);
        for (int row = 0; row < ROWS; row++) {
            weights[row] = 0.2 + random.nextDouble();
            logTarget[row] = logTarget(x, row);
        }
    }

    /** A density of no generator's: cos φ terms and a normal distribution. */
    private static double logTarget(double[] at, int row) {
        int i = N * row;
        return Math.cos(at[i])
                + 0.5 * Math.cos(2 * at[i + 1])
                - at[i + 2] * at[i + 2]
                - at[i + 2] * at[i + 3]
                - at[i + 3] * at[i + 3];
    }

    /** Minus its score. */
    private static double[] targetBar(double[] at) {
        double[] bar = new double[at.length];
        for (int i = 0; i < at.length; i += N) {
            bar[i] = Math.sin(at[i]);
            bar[i + 1] = Math.sin(2 * at[i + 1]);
            bar[i + 2] = 2 * at[i + 2] + at[i + 3];
            bar[i + 3] = 2 * at[i + 3] + at[i + 2];
        }
        return bar;
    }

    private SampleBatch batch(boolean own, double[] sampleWeights) {
        flow.logDensity(tape, ROWS, x, z, logDensity);
        SampleBatch batch = new SampleBatch(own);
        batch.reset(ROWS);
        for (int row = 0; row < ROWS; row++) {
            batch.weights()[row] = sampleWeights[row];
            batch.logRatios()[row] = logTarget[row] - logDensity[row];
        }
        return batch;
    }

    private double[] scoreGradient(Loss loss, SampleBatch batch) {
        double[] coefficients = new double[ROWS];
        loss.addCoefficients(batch, coefficients);
        shard.gradients().clear();
        shard.pullScore(ROWS, coefficients, 0);
        return flat(shard.gradients());
    }

    private double[] flat(Gradients gradients) {
        return parameters.stream()
                .map(gradients::of)
                .flatMapToDouble(array ->
                        java.util.stream.IntStream.range(0, array.size()).mapToDouble(array::get))
                .toArray();
    }

    /** The gradient is that of the value at fixed samples, by finite differences of every parameter. */
    private void assertGradient(Loss loss, ToDoubleBiFunction<double[], double[]> value) {
        double[] gradient = scoreGradient(loss, batch(false, weights));
        Supplier<Double> now = () -> {
            flow.logDensity(tape, ROWS, x, z, logDensity);
            return value.applyAsDouble(weights, logDensity);
        };
        double step = 1e-5;
        int index = 0;
        for (Parameter parameter : parameters) {
            for (int i = 0; i < parameter.value().size(); i++) {
                double kept = parameter.value().get(i);
                parameter.value().set(i, kept + step);
                double up = now.get();
                parameter.value().set(i, kept - step);
                double down = now.get();
                parameter.value().set(i, kept);
                assertThat(gradient[index++])
                        .as("%s of %s", parameter.name(), loss)
                        .isCloseTo((up - down) / (2 * step), within(1e-6 * (1 + Math.abs(gradient[index - 1]))));
            }
        }
        assertThat(Arrays.stream(gradient).map(Math::abs).max().orElse(0))
                .as("the test has teeth")
                .isGreaterThan(1e-2);
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }

    @Test
    void forwardKlIsTheWeightedLikelihood() {
        assertGradient(new Loss.ForwardKl(0.7), (w, logQ) -> {
            double sum = 0;
            for (int i = 0; i < ROWS; i++) {
                sum -= 0.7 * w[i] * logQ[i];
            }
            return sum / sum(w);
        });
    }

    @Test
    void logVarianceIsHalfTheVariance() {
        assertGradient(new Loss.LogVariance(1.3, Double.POSITIVE_INFINITY), (w, logQ) -> {
            double mean = 0;
            double square = 0;
            for (int i = 0; i < ROWS; i++) {
                double f = logQ[i] - logTarget[i];
                mean += w[i] * f / sum(w);
                square += w[i] * f * f / sum(w);
            }
            return 1.3 * 0.5 * (square - mean * mean);
        });
    }

    @Test
    void logDeviationIsTheMeanDistanceFromTheMean() {
        assertGradient(new Loss.LogDeviation(0.8), (w, logQ) -> {
            double mean = 0;
            for (int i = 0; i < ROWS; i++) {
                mean += w[i] * (logQ[i] - logTarget[i]) / sum(w);
            }
            double distance = 0;
            for (int i = 0; i < ROWS; i++) {
                distance += w[i] * Math.abs(logQ[i] - logTarget[i] - mean) / sum(w);
            }
            return 0.8 * distance;
        });
    }

    @Test
    void alpha2IsTheLogarithmOfTheMeanOfPOverQ() {
        assertGradient(new Loss.Alpha2(0.9), (w, logQ) -> {
            double sum = 0;
            for (int i = 0; i < ROWS; i++) {
                sum += w[i] * Math.exp(logTarget[i] - logQ[i]);
            }
            return 0.9 * Math.log(sum / sum(w));
        });
    }

    /** Draws of the generator are samples of the target by p/q. */
    @Test
    void ownDrawsCountByTheirImportanceWeights() {
        double[] importance = new double[ROWS];
        SampleBatch own = batch(true, weights);
        for (int i = 0; i < ROWS; i++) {
            importance[i] = weights[i] * Math.exp(own.logRatios()[i]);
        }
        for (Loss loss : List.of(new Loss.ForwardKl(0.7), new Loss.Alpha2(0.9))) {
            double[] expected = scoreGradient(loss, batch(false, importance));
            double[] found = scoreGradient(loss, batch(true, weights));
            for (int i = 0; i < found.length; i++) {
                assertThat(found[i]).isCloseTo(expected[i], within(1e-13));
            }
        }
    }

    @Test
    void samplesWithoutATargetTakeNoPartAndABatchOfThemTeachesNothing() {
        for (Loss loss : List.of(
                new Loss.LogVariance(1, 5),
                new Loss.LogDeviation(1),
                new Loss.Alpha2(1),
                new Loss.ForwardKl(1),
                new Loss.ForwardKlPath(1))) {
            SampleBatch batch = batch(true, weights);
            batch.logRatios()[3] = Double.NEGATIVE_INFINITY;
            double[] coefficients = new double[ROWS];
            loss.addCoefficients(batch, coefficients);
            assertThat(coefficients[3]).as("%s", loss).isZero();
            assertThat(coefficients).doesNotContain(Double.NaN);
            Arrays.fill(batch.logRatios(), Double.NEGATIVE_INFINITY);
            Arrays.fill(coefficients, 0);
            loss.addCoefficients(batch, coefficients);
            assertThat(coefficients).containsOnly(0);
        }
    }

    private double[] pathGradient(Loss loss, SampleBatch batch, double[] targetBar) {
        double[] coefficients = new double[ROWS];
        loss.addCoefficients(batch, coefficients);
        double[] scales = {1, 1, 1, 1};
        PathCotangent cotangent = new PathCotangent(scales, Double.POSITIVE_INFINITY);
        shard.gradients().clear();
        shard.computeScore(ROWS);
        for (int row = 0; row < ROWS; row++) {
            assertThat(cotangent.make(shard.score(), targetBar, row, coefficients[row], 0))
                    .isTrue();
        }
        shard.pullPath(ROWS);
        return flat(shard.gradients());
    }

    /**
     * The same by six sweeps through the weights in place of four: the gradient of Σ c·(log q₀(z) − log|det| − log p(T(z)))
     * at fixed z, plus that of −Σ c·log q(x) at fixed x.
     */
    private double[] pathGradientOfSixSweeps(double[] c, double[] targetBar) {
        Gradients gradients = new Gradients(flow.parameters());
        gradients.clear();
        double[] bars = new double[ROWS];
        double[] xBar = new double[ROWS * N];
        double[] zBar = new double[ROWS * N];
        flow.base().score(ROWS, z, zBar);
        for (int row = 0; row < ROWS; row++) {
            bars[row] = -c[row];
            for (int j = 0; j < N; j++) {
                xBar[row * N + j] = c[row] * targetBar[row * N + j];
                zBar[row * N + j] *= -c[row];
            }
        }
        double[] ignored = new double[ROWS * N];
        flow.forwardVjp(tape, ROWS, xBar, bars, ignored, gradients);
        flow.inverseVjp(tape, ROWS, zBar, bars, ignored, gradients);
        return flat(gradients);
    }

    private static void assertClose(double[] found, double[] expected) {
        double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        assertThat(largest).isGreaterThan(1e-2);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], within(1e-12 * Math.max(1, largest)));
        }
    }

    @Test
    void thePathGradientOfTheReverseKlIsThatOfSixSweeps() {
        flow.base().sample(ROWS, z, new RandomStream(7, Purpose.TEST, 2));
        flow.forward(tape, ROWS, z, x, logDensity);
        SampleBatch batch = new SampleBatch(true);
        batch.reset(ROWS);
        double[] coefficients = new double[ROWS];
        Arrays.fill(coefficients, 0.6 / ROWS);
        assertClose(
                pathGradient(new Loss.ReverseKlPath(0.6), batch, targetBar(x)),
                pathGradientOfSixSweeps(coefficients, targetBar(x)));
    }

    @Test
    void thePathGradientOfTheForwardKlIsThatOfSixSweeps() {
        SampleBatch batch = batch(false, weights);
        double[] coefficients = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            coefficients[i] = 0.6 * weights[i] / sum(weights);
        }
        assertClose(
                pathGradient(new Loss.ForwardKlPath(0.6), batch, targetBar(x)),
                pathGradientOfSixSweeps(coefficients, targetBar(x)));
    }

    /** One way back for both forms gives the sum of the two, on either side of a pass. */
    @Test
    void bothFormsTogetherAreTheirSum() {
        flow.base().sample(ROWS, z, new RandomStream(7, Purpose.TEST, 2));
        flow.forward(tape, ROWS, z, x, logDensity);
        double[] bars = targetBar(x);
        double[] path = new double[ROWS];
        double[] score = new double[ROWS];
        RandomStream random = new RandomStream(7, Purpose.TEST, 3);
        for (int row = 0; row < ROWS; row++) {
            path[row] = random.nextDouble();
            score[row] = random.nextGaussian();
        }
        // A limit that some reach: only the path form is held within it.
        PathCotangent cotangent = new PathCotangent(new double[] {1, 1, 1, 1}, 2);
        shard.gradients().clear();
        shard.computeScore(ROWS);
        for (int row = 0; row < ROWS; row++) {
            cotangent.make(shard.score(), bars, row, path[row], 0);
        }
        shard.pullPath(ROWS);
        shard.pullScore(ROWS, score, 0);
        double[] expected = flat(shard.gradients());

        shard.gradients().clear();
        shard.computeScore(ROWS);
        for (int row = 0; row < ROWS; row++) {
            cotangent.make(shard.score(), bars, row, path[row], score[row]);
        }
        shard.pullPathAndScore(ROWS, score, 0, false);

        assertClose(flat(shard.gradients()), expected);
    }

    /** The two splines decide the angles' marginal by themselves: they get the score-function form alone, the others both. */
    @Test
    void aMarginalMayLearnByTheScoreFunctionFormAlone() {
        flow.base().sample(ROWS, z, new RandomStream(7, Purpose.TEST, 2));
        flow.forward(tape, ROWS, z, x, logDensity);
        double[] bars = targetBar(x);
        double[] score = new double[ROWS];
        RandomStream random = new RandomStream(7, Purpose.TEST, 3);
        for (int row = 0; row < ROWS; row++) {
            score[row] = random.nextGaussian();
        }
        shard.gradients().clear();
        shard.pullScore(ROWS, score, 0);
        double[] alone = flat(shard.gradients());
        double[] both = both(bars, score, false);

        double[] found = both(bars, score, true);

        int from = 0;
        for (Parameter parameter : parameters) {
            boolean marginal =
                    parameter.name().startsWith("a.") || parameter.name().startsWith("b.");
            int to = from + parameter.value().size();
            assertClose(Arrays.copyOfRange(found, from, to), Arrays.copyOfRange(marginal ? alone : both, from, to));
            from = to;
        }
        assertThat(Math.abs(alone[0] - both[0])).as("the test has teeth").isGreaterThan(1e-3);
    }

    private double[] both(double[] bars, double[] score, boolean marginalByScore) {
        PathCotangent cotangent = new PathCotangent(new double[] {1, 1, 1, 1}, 1e3);
        shard.gradients().clear();
        shard.computeScore(ROWS);
        for (int row = 0; row < ROWS; row++) {
            cotangent.make(shard.score(), bars, row, 0.7, score[row]);
        }
        shard.pullPathAndScore(ROWS, score, 0, marginalByScore);
        return flat(shard.gradients());
    }

    /** Sample by sample, to the last bit, when the target is the generator's own density. */
    @Test
    void pathGradientsVanishAtOnesOwnDensity() {
        Flow target = flow();
        double[] at = x.clone();
        for (int row = 0; row < ROWS; row++) {
            System.arraycopy(at, row * N, x, 0, N);
            flow.logDensity(tape, 1, x, z, logDensity);
            assertVanishes(target, false);
            System.arraycopy(at, row * N, z, 0, N);
            flow.forward(tape, 1, z, x, logDensity);
            assertVanishes(target, true);
        }
    }

    private void assertVanishes(Flow target, boolean forward) {
        Tape other = target.newTape(1);
        double[] latent = z.clone();
        if (forward) {
            target.forward(other, 1, latent, new double[N], new double[1]);
        } else {
            target.logDensity(other, 1, x, latent, new double[1]);
        }
        double[] minusScore = new double[N];
        target.score(other, 1, latent, minusScore, null);
        for (int j = 0; j < N; j++) {
            minusScore[j] = -minusScore[j];
        }
        shard.gradients().clear();
        shard.computeScore(1);
        new PathCotangent(new double[] {1, 1, 1, 1}, 1).make(shard.score(), minusScore, 0, 1, 0);
        shard.pullPath(1);
        assertThat(flat(shard.gradients())).containsOnly(0);
    }

    private ExampleSet examples() {
        return new ExampleSet(N, ROWS, x, targetBar(x), weights);
    }

    private ExamplePart part(ExampleSet examples) {
        return new ExamplePart(flow, examples, new PathCotangent(new double[] {1, 1, 1, 1}, 1e3), 5);
    }

    /** Drawn evenly with weights, or drawn by weight: the same expectation. */
    @Test
    void examplesThatCarryWeightsHaveTheMeanOfThoseDrawnByWeight() {
        flow.logDensity(tape, ROWS, x, z, logDensity);
        double mean = 0;
        double square = 0;
        for (int i = 0; i < ROWS; i++) {
            mean -= weights[i] * logDensity[i] / sum(weights);
            square += weights[i] * logDensity[i] * logDensity[i] / sum(weights);
        }
        int draws = 20_000;
        double error = Math.sqrt((square - mean * mean) / draws);
        for (ExampleSet set : List.of(examples(), examples().carryingWeights())) {
            ExamplePart part = part(set);
            int shards = part.begin(SamplePart.of(draws, new Loss.ForwardKl(1)));
            for (int i = 0; i < shards; i++) {
                part.pass(i, 0);
            }
            double score = (part.loss() - mean) / error;
            System.out.printf("seed 5: mean of −log q %.4f, expected %.4f, z %.2f%n", part.loss(), mean, score);
            assertThat(Math.abs(score)).isLessThan(3.5);
        }
    }

    @Test
    void examplesGiveTheLossesTheirTargetOrRefuse() {
        SamplePart asked = SamplePart.of(64, new Loss.LogVariance(1, 5), new Loss.Alpha2(1));
        assertThatThrownBy(() -> part(examples()).begin(asked))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs their log densities");
        assertThatThrownBy(() -> part(examples()).begin(SamplePart.of(64, new Loss.ReverseKlPath(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("own draws");

        // Under their own density as the target, the log-variance loss vanishes with all its coefficients.
        flow.logDensity(tape, ROWS, x, z, logDensity);
        ExamplePart own = part(examples().withLogTarget(logDensity));
        own.begin(SamplePart.of(64, new Loss.LogVariance(1, 5)));
        own.pass(0, 0);
        own.weigh();
        own.pull(0);
        List<Gradients> gradients = new java.util.ArrayList<>();
        own.collect(gradients);
        for (double value : flat(gradients.get(0))) {
            assertThat(value).isCloseTo(0, within(1e-13));
        }
    }
}
