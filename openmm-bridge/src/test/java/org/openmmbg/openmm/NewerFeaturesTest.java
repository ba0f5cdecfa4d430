package org.openmmbg.openmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openmmbg.openmm.system.CmapTorsionForce;
import org.openmmbg.openmm.system.CustomCompoundBondForce;
import org.openmmbg.openmm.system.CustomParameters;
import org.openmmbg.openmm.system.CustomTerm;
import org.openmmbg.openmm.system.Force;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.openmm.system.TabulatedFunction;

/** What the embedded OpenMM is too old for is refused before it sees it; what is just within its bounds it takes. */
class NewerFeaturesTest {
    private final OpenMmLibrary library = OpenMmLibrary.load();

    @ParameterizedTest
    @MethodSource
    void isRefused(Force force, String expected) {
        assumeTrue(library.version().startsWith("7.3"));
        assertThatThrownBy(() -> BatchEvaluator.create(library, system(force), "Reference", 1))
                .isInstanceOf(OpenMmException.class)
                .hasMessage(expected);
    }

    static Stream<Arguments> isRefused() {
        TabulatedFunction periodic = new TabulatedFunction.Continuous(
                "f", List.of(new TabulatedFunction.Range(3, 0, 1)), List.of(1.0, 2.0, 1.0), true);
        return Stream.of(
                Arguments.of(
                        compound("atan2(x1, y2)"),
                        "the expression of CustomCompoundBondForce calls atan2, which OpenMM 7.3 does not have: OpenMM 7.4"
                                + " or later is needed"),
                Arguments.of(
                        compound("pointdistance(x1,y1,z1,x2,y2,z2)"),
                        "the expression of CustomCompoundBondForce calls pointdistance, which OpenMM 7.3 does not have:"
                                + " OpenMM 7.6 or later is needed"),
                Arguments.of(
                        compound("f(x1)", periodic),
                        "the tabulated function f is periodic, which OpenMM 7.3 does not have: OpenMM 7.5 or later is"
                                + " needed"));
    }

    @ParameterizedTest
    @MethodSource
    void theSmallestOfAllIsTaken(Force force) {
        double[] energy = new double[1];
        double[] positions = TestSystems.of("harmonic-bond").positions();
        try (BatchEvaluator evaluator = BatchEvaluator.create(library, system(force), "Reference", 1)) {
            evaluator.evaluate(1, positions, energy, new double[positions.length]);
        }
        assertThat(energy[0]).isFinite();
    }

    static Stream<Force> theSmallestOfAllIsTaken() {
        return Stream.of(
                new CmapTorsionForce(
                        List.of(new CmapTorsionForce.EnergyMap(2, List.of(1.0, 2.0, 3.0, 4.0))),
                        List.of(new CmapTorsionForce.TorsionPair(0, List.of(0, 1, 2, 3), List.of(1, 2, 3, 4))),
                        false),
                compound(
                        "f(x1)*g(x1,y2)",
                        new TabulatedFunction.Continuous(
                                "f", List.of(new TabulatedFunction.Range(2, 0, 1)), List.of(1.0, 2.0), false),
                        new TabulatedFunction.Continuous(
                                "g",
                                List.of(new TabulatedFunction.Range(2, 0, 1), new TabulatedFunction.Range(2, 0, 1)),
                                List.of(1.0, 2.0, 3.0, 5.0),
                                false)));
    }

    private static CustomCompoundBondForce compound(String energy, TabulatedFunction... tables) {
        return new CustomCompoundBondForce(
                2,
                energy,
                new CustomParameters(List.of(), List.of(), List.of(tables), List.of()),
                List.of(new CustomTerm(List.of(0, 1), List.of())),
                false);
    }

    private static SystemSpec system(Force force) {
        SystemSpec like = TestSystems.of("harmonic-bond").system();
        return new SystemSpec(like.masses(), List.of(), List.of(force), like.boxVectors());
    }
}
