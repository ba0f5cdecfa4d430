package org.openmmbg.systems.observable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openmmbg.potential.BistableDimer;
import org.openmmbg.potential.DoubleWell;
import org.openmmbg.potential.MuellerBrown;
import org.openmmbg.systems.MolecularSystem;
import org.openmmbg.systems.SystemRegistry;
import org.openmmbg.systems.Topology;

class ExpressionTest {
    /** MDTraj works in single precision. */
    private static final double MDTRAJ = 2e-5;

    private static final MolecularSystem CHIGNOLIN = SystemRegistry.builtIn().load("chignolin");
    private static final double[] POSITIONS = CHIGNOLIN.referencePositions();
    private static final Vocabulary NAMES = Vocabulary.of(CHIGNOLIN.topology());
    private static final Vocabulary WELL = Vocabulary.of(new DoubleWell(1));

    private static double value(String text) {
        return Expression.parse(text, NAMES).value(POSITIONS, 0);
    }

    private static double well(String text, double x, double y) {
        return Expression.parse(text, WELL).value(new double[] {9, x, y}, 1);
    }

    /**
     * MDTraj of Debian's python3-mdtraj 1.9.7: compute_phi, _psi, _omega, _chi1, _chi2, _chi3, _distances, _angles,
     * _dihedrals of the built-in's structure. Its radius of gyration by numpy, from the centre
     * of mass: MDTraj weighs the distances but takes them from the mean of the positions.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "phi:2 | -1.6539419",
                "phi:10 | 2.9415829",
                "psi:1 | -2.7428803",
                "psi:9:A | 0.1789625",
                "omega:1 | 3.054152",
                "omega:6 | -2.9482641",
                "chi1:2 | -3.0778444",
                "chi1:4 | 0.5261219",
                "chi1:6 | 0.9755425",
                "chi2:3 | -1.2524412",
                "chi2:9 | 1.5725583",
                "chi3:5 | -1.5608455",
                "distance(@CA:2,@CA:9) | 0.42602375",
                "angle( @CA:2 , @CA:5 , @CA:9:A ) | 0.41316813",
                "dihedral(@CA:2,@CA:4,@CA:6,@CA:9) | 0.19562165",
                "rg() | 0.53987883"
            })
    void valuesAreThoseOfMdtraj(String text, double expected) {
        assertThat(value(text)).isCloseTo(expected, within(MDTRAJ));
    }

    @Test
    void defaultObservablesKeepTheirNames() {
        assertThat(value("phi1")).isEqualTo(value("phi:2"));
        assertThat(value("psi1")).isEqualTo(value("psi:1"));
        MolecularSystem ala2 = SystemRegistry.builtIn().load("alanine-dipeptide");
        Vocabulary names = Vocabulary.of(ala2.topology());
        double[] x = ala2.referencePositions();
        double phi = ala2.observables().get(0).value(x, 0);
        assertThat(Expression.parse("phi", names).value(x, 0)).isEqualTo(phi);
        assertThat(Expression.parse("phi:2", names).value(x, 0)).isEqualTo(phi);
        assertThat(Expression.parse("distance(@HB1,@HB2)", names).value(x, 0)).isBetween(0.15, 0.2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "1 + 2*3 - 4/8 => 6.5",
                "2^3^2 => 512",
                "-2^2 => -4",
                "2^-1 => 0.5",
                "-(x + y) => -2.5",
                "1e3 + .5 + 2. => 1002.5",
                "abs(-x)*sqrt(y*4) => 2.4494897427831781",
                "exp(log(x)) => 1",
                "cos(pi) + sin(pi/2) => 0",
                "x < y => 1",
                "x < y & y < x => 0",
                "x < y | y < x & x > 5 => 1",
                "!(x < y) => 0",
                "!x < y => 0",
                "0 < x < y <= 1.5 => 1",
                "0 < x < y < 1.5 => 0",
                "x >= 1 && !(y > 2) || x > 9 => 1",
                "180deg - 3.141592653589793 => 0",
                "5A - 0.5nm => 0"
            })
    void operatorsHaveTheirUsualRanks(String text, double expected) {
        assertThat(well(text, 1, 1.5)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void whatIsNotDefinedHoldsNowhere() {
        double[] line = {0, 0, 0, 0.1, 0, 0, 0.2, 0, 0, 0.3, 0.1, 0};
        Topology four = new Topology(
                List.of("A", "B", "C", "D").stream()
                        .map(name -> new Topology.Atom(name, "C", 0))
                        .toList(),
                List.of(new Topology.Residue("X", "1", "", List.of(0, 1, 2, 3))),
                List.of());
        for (String text : List.of("dihedral(@A,@B,@C,@D) > 0", "!(dihedral(@A,@B,@C,@D) > 0)")) {
            Expression condition = Expression.parseCondition(text, Vocabulary.of(four));
            assertThat(condition.value(line, 0)).isNaN();
            assertThat(condition.members(1, line, 12)).containsExactly(false);
        }
        assertThat(Expression.parse("rg()", Vocabulary.of(four)).value(line, 0)).isPositive();
    }

    @Test
    void formsAndUnitsAreKnown() {
        assertThat(Expression.parse("phi:2 - psi:2", NAMES).quantity().form()).isEqualTo(Quantity.Form.CIRCULAR);
        assertThat(Expression.parse("-phi:2 + 1", NAMES).quantity().form()).isEqualTo(Quantity.Form.CIRCULAR);
        assertThat(Expression.parse("2*phi:2", NAMES).quantity().form()).isEqualTo(Quantity.Form.LINEAR);
        assertThat(Expression.parse("abs(phi:2)", NAMES).quantity().form()).isEqualTo(Quantity.Form.LINEAR);
        assertThat(Expression.parse("phi:2 > 0", NAMES).quantity().form()).isEqualTo(Quantity.Form.CONDITION);
        assertThat(Expression.parse(" phi:2 ", NAMES).title()).isEqualTo("phi:2 (degrees)");
        assertThat(Expression.parse("rg()^2", NAMES).title()).isEqualTo("rg()^2 (nm^2)");
        assertThat(Expression.parse("cos(phi:2)", NAMES).title()).isEqualTo("cos(phi:2)");
        assertThat(Expression.parse("angle(@CA:2,@CA:5,@CA:9)", NAMES)
                        .quantity()
                        .scale())
                .isCloseTo(57.29577951308232, within(1e-12));
    }

    @Test
    void systemsWithoutMoleculesHaveTheirCoordinates() {
        assertThat(well("x", 3, 4)).isEqualTo(3);
        assertThat(well("y", 3, 4)).isEqualTo(4);
        MuellerBrown mueller = new MuellerBrown(1);
        assertThat(Expression.parse("v", Vocabulary.of(mueller)).value(new double[] {1, 3}, 0))
                .isCloseTo(-1.4, within(1e-12));
        BistableDimer dimer = new BistableDimer(1);
        Vocabulary names = Vocabulary.of(dimer);
        double[] x = new double[dimer.dimension()];
        x[2] = 2;
        assertThat(Expression.parse("d", names).value(x, 0)).isEqualTo(dimer.coordinate(x, 0));
        assertThat(Expression.parse("open", names).value(x, 0)).isEqualTo(1);
        assertThat(Expression.parse("closed", names).value(x, 0)).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 1 | it is empty",
                "phi:2 > | 8 | it ends too early",
                "phi:2 > 90 | 7 | write 90deg or 90rad",
                "phj:2 | 1 | unknown name 'phj'; did you mean 'phi'?",
                "temperature | 1 | expected a torsion such as phi:2",
                "phi | 1 | phi of which residue? Write it as in phi:2",
                "phi:77 | 1 | no residue 77; there are GLY 1 of chain A",
                "phi:1 | 1 | residue GLY 1 of chain A has no phi",
                "chi3:2 | 1 | residue TYR 2 of chain A has no chi3",
                "phi:x | 5 | expected the number of a residue",
                "phi:2:B | 1 | no residue 2:B",
                "distance(@CA:2) | 1 | distance takes 2 atoms, not 1",
                "distance(@CA:2,@CA:2) | 16 | the same atom stands twice",
                "distance(@CX:2,@CA:3) | 10 | unknown atom of TYR 2 of chain A 'CX'; did you mean 'C",
                "distance(@CA,@CA:3) | 10 | 10 atoms are called CA; name the residue, as in @CA:1",
                "distance(@QQQ,@CA:3) | 10 | unknown atom 'QQQ'",
                "distance(2,3) | 10 | distance takes 2 atoms, written @NAME:RESIDUE",
                "distence(@CA:2,@CA:3) | 1 | unknown function 'distence'; did you mean 'distance'?",
                "distance | 1 | distance is a function",
                "distance(@CA:2,@CA:3 | 21 | expected ')'",
                "@CA:2 | 1 | an atom alone has no value",
                "phi:2 + distance(@CA:2,@CA:3) | 8 | a value in degrees and one in nm cannot be added",
                "rg() > 5 deg | 6 | cannot be compared",
                "rg() > 5 parsecs | 10 | unknown unit 'parsecs'",
                "phi:2 == 0 | 7 | values are compared with <, <=, > and >=",
                "phi:2 & psi:2 | 8 | here is a number",
                "(phi:2 > 0) + 1 | 14 | here is a condition",
                "sqrt(rg()) | 1 | sqrt takes a number without a unit",
                "rg()^0.5 | 6 | small whole number",
                "2^x | 3 | unknown name 'x'",
                "1e999 | 1 | too large",
                "phi:2 > 0) | 10 | no bracket is open",
                "phi:2 # 3 | 7 | unexpected '#'"
            })
    void mistakesAreTold(String text, int column, String problem) {
        assertThatThrownBy(() -> Expression.parse(text, NAMES))
                .isInstanceOf(ExpressionException.class)
                .hasMessageStartingWith("expression '" + text + "', column " + column + ": ")
                .hasMessageContaining(problem)
                .hasMessageNotContaining("\n");
    }

    @Test
    void hostileTextIsRefused() {
        assertThatThrownBy(() -> Expression.parse("(".repeat(1000) + "x", WELL)).hasMessageContaining("more than 64");
        assertThatThrownBy(() -> Expression.parse("-".repeat(1000) + "x", WELL)).hasMessageContaining("more than 64");
        assertThatThrownBy(() -> Expression.parse("!".repeat(1000) + "x", WELL)).hasMessageContaining("more than 64");
        assertThatThrownBy(() -> Expression.parse("x+".repeat(5000) + "x", WELL))
                .hasMessageContaining("4096");
        assertThat(well("x" + "+x".repeat(2000), 1, 1)).isEqualTo(2001);
    }

    @Test
    void aNumberIsNoCondition() {
        assertThatThrownBy(() -> Expression.parseCondition("x", WELL))
                .hasMessageContaining("expected a condition that is true or false, such as x > 0");
        assertThatThrownBy(() -> Expression.parse("z", WELL)).hasMessageContaining("unknown name 'z'");
        assertThatThrownBy(() -> Expression.parse("x:1", WELL)).hasMessageContaining("belongs to no residue");
        assertThatThrownBy(() -> Expression.parse("rg()", WELL)).hasMessageContaining("no masses");
        assertThatThrownBy(() -> Expression.parse("distance(@A,@B)", WELL)).hasMessageContaining("no atoms");
    }

    /** Four thousand characters, the mistake in the middle. */
    @Test
    void ofALongExpressionThePlaceIsShown() {
        String text = "1+".repeat(1000) + "nothing" + "+1".repeat(1000);
        assertThatThrownBy(() -> Expression.parse(text, WELL))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("1+nothing+1")
                .hasMessageContaining("column 2001")
                .message()
                .hasSizeLessThan(300);
    }
}
