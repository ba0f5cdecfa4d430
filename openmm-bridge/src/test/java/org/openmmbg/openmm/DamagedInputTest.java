package org.openmmbg.openmm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openmmbg.openmm.TestSystems.Sample;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.openmm.system.SystemSpecException;
import org.openmmbg.openmm.xml.SystemXmlException;
import org.openmmbg.openmm.xml.SystemXmlReader;
import org.openmmbg.openmm.xml.SystemXmlWriter;

/**
 * Damaged input never ends the JVM: each gives a typed error or a status other than done, and what is harmless is
 * evaluated; good evaluations in between stay the same bits.
 *
 * <p>The number of inputs is the system property {@code openmmbg.corpus}; without it a small part of the corpus runs. With
 * {@code openmmbg.corpus.verbose} each is named before it is tried, which tells the one that ended the JVM.
 */
class DamagedInputTest {
    private static final long SEED = 20261123L;
    private static final int COUNT = Integer.getInteger("openmmbg.corpus", 480);
    private static final boolean VERBOSE = Boolean.getBoolean("openmmbg.corpus.verbose");
    private static final int BETWEEN_CHECKS = 50;
    private static final List<Damage> DAMAGES = List.of(Damage.values());

    private final OpenMmLibrary library = OpenMmLibrary.load();
    private final SystemSpec good = Ala2.system();

    private enum Outcome {
        TYPED_ERROR,
        NOT_A_NUMBER,
        HARMLESS
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void endsInATypedErrorOrNan(@TempDir Path folder) throws IOException {
        System.out.println("DamagedInputTest: " + COUNT + " inputs from seed " + SEED);
        List<Source> sources = sources(folder);
        Map<Damage, Map<Outcome, Integer>> outcomes = new EnumMap<>(Damage.class);
        try (BatchEvaluator lasting = BatchEvaluator.create(library, good, "Reference", 2)) {
            double[] expected = energies(lasting);
            assertThat(expected).doesNotContain(Double.NaN);
            for (int i = 0; i < COUNT; i++) {
                Damage damage = DAMAGES.get(i % DAMAGES.size());
                DamageSource random = new DamageSource(SEED, i);
                Source source = sources.get(random.below(sources.size()));
                if (VERBOSE) {
                    System.out.println("DamagedInputTest: " + i + " " + damage + " of " + source.sample());
                }
                Outcome outcome = attempt(damage, source, random, i);
                outcomes.computeIfAbsent(damage, d -> new EnumMap<>(Outcome.class))
                        .merge(outcome, 1, Integer::sum);
                if (i % BETWEEN_CHECKS == 0) {
                    assertThat(energies(lasting)).as("after input %d", i).containsExactly(expected);
                    try (BatchEvaluator fresh = BatchEvaluator.create(library, good, "Reference", 1)) {
                        assertThat(energies(fresh)).as("after input %d", i).containsExactly(expected);
                    }
                }
            }
            assertThat(energies(lasting)).containsExactly(expected);
        }
        outcomes.forEach((damage, counts) -> System.out.println("DamagedInputTest: " + damage + " " + counts));
        // The corpus would be of no use if the damage did not show.
        assertThat(outcomes.values().stream()
                        .mapToInt(counts -> counts.getOrDefault(Outcome.TYPED_ERROR, 0)
                                + counts.getOrDefault(Outcome.NOT_A_NUMBER, 0))
                        .sum())
                .isGreaterThan(COUNT / 2);
    }

    private Outcome attempt(Damage damage, Source source, DamageSource random, int number) {
        try {
            return switch (damage) {
                case POSITIONS ->
                    evaluate(source.sample().system(), spoilt(source.sample().positions(), random), random);
                case MINIMISE -> minimise(source.sample(), random);
                case SIMULATION -> simulate(source.sample(), random);
                case ARGUMENTS -> badArguments(source.sample(), random);
                default -> damagedXml(damage, source, random);
            };
        } catch (SystemXmlException | SystemSpecException | OpenMmException e) {
            assertThat(e.getMessage()).as("input %d, %s", number, damage).isNotBlank();
            return Outcome.TYPED_ERROR;
        } catch (RuntimeException | Error e) {
            throw new AssertionError(
                    "input " + number + ", " + damage + " of " + source.sample().name() + ": " + e, e);
        }
    }

    private Outcome damagedXml(Damage damage, Source source, DamageSource random) {
        byte[] xml = damage.apply(source.xml(), random);
        SystemSpec system = SystemXmlReader.read(new ByteArrayInputStream(xml), Path.of("damaged.xml"));
        double[] positions = source.sample().positions();
        double[] fitting = Arrays.copyOf(positions, 3 * system.particleCount());
        return evaluate(system, fitting, random);
    }

    private static double[] spoilt(double[] good, DamageSource random) {
        double[] positions = good.clone();
        int at = random.below(positions.length);
        switch (random.below(10)) {
            case 0 -> positions[at] = Double.NaN;
            case 1 -> positions[at] = Double.POSITIVE_INFINITY;
            case 2 -> positions[at] = -1e300;
            case 3 -> positions[at] = 1e4;
            case 4 -> Arrays.fill(positions, positions[at]);
            case 5 -> positions[at] = -999;
            case 6 -> Arrays.setAll(positions, i -> 900 * positions[i]);
            case 7 -> Arrays.setAll(positions, i -> 1e-4 * positions[i]);
            case 8 -> {
                int last = positions.length - 3;
                System.arraycopy(positions, random.below(last / 3) * 3, positions, last, 3);
            }
            default -> System.arraycopy(positions, 0, positions, 3, 3);
        }
        return positions;
    }

    private Outcome minimise(Sample sample, DamageSource random) {
        double[] positions = spoilt(sample.positions(), random);
        try (BatchEvaluator evaluator = BatchEvaluator.create(library, sample.system(), platform(random), 1)) {
            evaluator.minimize(1, positions, random.oneOf(List.of(1e-10, 1.0, 1e10)), 1 + random.below(30));
            boolean failed = evaluator.failures() == 1;
            for (double x : positions) {
                assertThat(Double.isNaN(x)).isEqualTo(failed);
            }
            return failed ? Outcome.NOT_A_NUMBER : Outcome.HARMLESS;
        }
    }

    /** Positions, velocities, step, number of steps and box are each spoilt or good. */
    private Outcome simulate(Sample sample, DamageSource random) {
        double[] positions = sample.positions();
        double step = random.oneOf(List.of(1e-3, 1e-3, 0.1, 1e6, 1e300, 1e-310));
        NativeIntegrator integrator = random.oneOf(List.of(
                new NativeIntegrator.Verlet(step),
                new NativeIntegrator.Langevin(300, 1, step, 1),
                new NativeIntegrator.Brownian(300, 1, step, 1),
                new NativeIntegrator.VariableVerlet(step),
                new NativeIntegrator.VariableLangevin(300, 1, step, 1)));
        try (NativeSimulation simulation =
                NativeSimulation.create(library, sample.system(), integrator, PlatformSpec.parse(platform(random)))) {
            if (random.below(3) == 0) {
                double[] box = sample.system().boxVectors().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray();
                box[4 * random.below(3)] = random.oneOf(List.of(1.0, 2.0, 900.0, 1e9, 0.0, Double.NaN));
                simulation.setBoxVectors(box);
            }
            simulation.setPositions(random.below(2) == 0 ? spoilt(positions, random) : positions);
            if (random.below(2) == 0) {
                simulation.setVelocitiesToTemperature(random.oneOf(List.of(0.0, 300.0, 1e12, 1e300)), 1);
            } else {
                simulation.setVelocities(spoilt(new double[positions.length], random));
            }
            switch (random.below(4)) {
                case 0 -> simulation.minimize(1, 1 + random.below(30));
                case 1 -> simulation.applyConstraints();
                case 2 -> simulation.applyVelocityConstraints();
                default -> simulation.step(random.oneOf(List.of(-1, Integer.MIN_VALUE, 0)));
            }
            simulation.step(random.oneOf(List.of(1, 10, 50)));
            return simulation.state().energies() == null ? Outcome.NOT_A_NUMBER : Outcome.HARMLESS;
        } catch (IllegalArgumentException | IllegalStateException e) {
            return Outcome.TYPED_ERROR;
        }
    }

    private static String platform(DamageSource random) {
        return random.below(4) == 0 ? "CPU" : "Reference";
    }

    private Outcome badArguments(Sample sample, DamageSource random) {
        double[] positions = sample.positions();
        try {
            switch (random.below(8)) {
                case 0 -> BatchEvaluator.create(library, sample.system(), "Refrence", 1);
                case 1 -> BatchEvaluator.create(library, sample.system(), "Reference", -random.below(3));
                case 2 -> SystemXmlReader.read(Path.of("no such file.xml"));
                default -> {
                    try (BatchEvaluator evaluator = BatchEvaluator.create(library, sample.system(), "Reference", 1)) {
                        callBadly(evaluator, positions, random);
                    }
                }
            }
        } catch (IllegalArgumentException | IllegalStateException | ArithmeticException e) {
            return Outcome.TYPED_ERROR;
        }
        return Outcome.HARMLESS;
    }

    private static void callBadly(BatchEvaluator evaluator, double[] positions, DamageSource random) {
        double[] one = new double[1];
        switch (random.below(6)) {
            case 0 -> evaluator.evaluate(1, new double[random.below(positions.length)], one, null);
            case 1 -> evaluator.evaluate(2, positions, new double[2], null);
            case 2 -> evaluator.evaluate(Integer.MIN_VALUE + random.below(9), positions, one, null);
            case 3 -> evaluator.evaluate(Integer.MAX_VALUE, positions, one, null);
            case 4 -> evaluator.minimize(1, positions.clone(), Double.NaN, 1);
            default -> {
                evaluator.close();
                evaluator.evaluate(1, positions, one, null);
            }
        }
    }

    private Outcome evaluate(SystemSpec system, double[] positions, DamageSource random) {
        String platform = platform(random);
        double[] energy = new double[1];
        double[] gradient = new double[positions.length];
        EvaluationStatus[] status = new EvaluationStatus[1];
        try (BatchEvaluator evaluator = BatchEvaluator.create(library, system, platform, 1)) {
            evaluator.evaluate(1, positions, energy, gradient, status, EvaluationOptions.DEFAULT);
        }
        boolean done = status[0] == EvaluationStatus.DONE;
        assertThat(Double.isFinite(energy[0])).isEqualTo(done);
        for (double g : gradient) {
            assertThat(Double.isFinite(g)).isEqualTo(done);
        }
        return done ? Outcome.HARMLESS : Outcome.NOT_A_NUMBER;
    }

    private static double[] energies(BatchEvaluator evaluator) {
        double[] frame = Ala2.positions();
        int batch = 8;
        double[] positions = new double[batch * frame.length];
        for (int i = 0; i < positions.length; i++) {
            int copy = i / frame.length;
            positions[i] = frame[i % frame.length] * (1 + 1e-3 * copy);
        }
        double[] energies = new double[batch];
        evaluator.evaluate(batch, positions, energies, null);
        return energies;
    }

    /** A good System, and its XML. */
    private record Source(Sample sample, String xml) {}

    private static List<Source> sources(Path folder) throws IOException {
        List<Source> sources = new ArrayList<>();
        Stream<Sample> hard = Stream.of(
                new Sample("site-far-away", FarPositionsTest.SITE, FarPositionsTest.WIDE),
                new Sample("rigid-coincident", FarPositionsTest.RIGID, FarPositionsTest.COINCIDENT));
        for (Sample sample : Stream.concat(TestSystems.all(), hard).toList()) {
            Path file = folder.resolve("system.xml");
            SystemXmlWriter.write(sample.system(), file);
            sources.add(new Source(sample, Files.readString(file, StandardCharsets.UTF_8)));
        }
        return sources;
    }
}
