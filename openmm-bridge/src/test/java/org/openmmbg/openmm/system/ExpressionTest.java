package org.openmmbg.openmm.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
    private static final ExpressionScope SCOPE = new ExpressionScope(
            Set.of("r", "k", "x1", "y1", "delta"), functions(), Set.of("p1", "p2", "p3"), ExpressionScope.GEOMETRY);

    private static Map<String, Integer> functions() {
        Map<String, Integer> functions = new HashMap<>(ExpressionScope.COORDINATE_GEOMETRY);
        functions.put("table", 2);
        return functions;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "r",
                " r ",
                "k*(r-1)^2",
                "-r^-2",
                "--r",
                "2^-r*3",
                ".5+1.+1.5e3+2E-7+1e+2",
                "sin(r)+atan2(r,k)+min(r, k)*select( step(r-1), r , 2 )",
                "\tk *\n r\r",
                "a+b; a=2*b; b=r",
                "a ; a = r ;",
                "r;",
                "r;;a=2",
                "r; r=2*r",
                "delta*delta(r)",
                "r; unused = nobody_knows + this",
                "table(r, table(k, 1))",
                "distance(p1,p2) + angle( p1 , p2,p3 )*pointdistance(x1,y1,0,1,2,3)",
                "a; a=distance(p2,p3)",
            })
    void takesWhatOpenMmTakes(String text) throws ExpressionException {
        assertThat(Expression.read(text, SCOPE).size()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "r/0",
                "r/(1-1)",
                "r/a; a=2-2",
                "r*recip(0)",
                "log(0)*r",
                "sqrt(-1)+r",
                "r+(-8)^(1/3)",
                "0^r",
                "(-2)^r",
                "1e80^2*r",
                "r+k/-0",
                "2-r/0^2",
            })
    void refusesConstantsThatAreNoNumbers(String text) {
        // OpenMM 7.3.1 simplifies r/0 without end.
        assertThatThrownBy(() -> Expression.read(text, SCOPE)).isInstanceOf(ExpressionException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-2^2|-4",
                "2^3^2|512",
                "2^-1*4|2",
                "8/4/2|1",
                "1-2-3|-4",
                "2*(3+4)|14",
                "--3|3",
                "sqrt(a)/2; a=16|2"
            })
    void foldsConstantsWithOpenMmsPrecedences(String text, double expected) throws ExpressionException {
        assertThat(Expression.read(text, SCOPE).constant()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"r/2^r", "(-2)^2*r", "r^0", "0*r", "r/(k-k)", "2^-r", "acos(-1)*r"})
    void takesOtherConstants(String text) throws ExpressionException {
        assertThat(Expression.read(text, SCOPE).constant()).isNaN();
    }

    @ParameterizedTest
    @MethodSource("broken")
    void refusesTheRest(String text, String expected) {
        assertThatThrownBy(() -> Expression.read(text, SCOPE))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining(expected);
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("", "it ends where"),
                Arguments.of("   ", "it ends where"),
                Arguments.of("; a=r", "it ends where"),
                Arguments.of("r+", "it ends where"),
                Arguments.of("a; a=", "it ends where"),
                Arguments.of("+r", "\"+\" at character 1 is not expected"),
                Arguments.of("r*/k", "\"/\" at character 3 is not expected"),
                Arguments.of("(r", "a bracket is not closed"),
                Arguments.of("sin(r", "a bracket is not closed"),
                Arguments.of("r)", "\")\" at character 2 is not expected"),
                Arguments.of("()", "\")\" at character 2 is not expected"),
                Arguments.of("r k", "\"k\" at character 3 is not expected"),
                Arguments.of("2r", "\"r\" at character 2 is not expected"),
                Arguments.of("2(r)", "\"(\" at character 2 is not expected"),
                Arguments.of("(r)(k)", "\"(\" at character 4 is not expected"),
                Arguments.of("r,k", "\",\" at character 2 is not expected"),
                Arguments.of("(r,k)", "\",\" at character 3 is not expected"),
                Arguments.of("min(r)", "min before character 6 has 1 arguments, but takes 2"),
                Arguments.of("sin(r,k)", "sin before character 8 has 2 arguments, but takes 1"),
                Arguments.of("sin()", "\")\" at character 5 is not expected"),
                Arguments.of("sin (r)", "\"(\" at character 5 is not expected"),
                Arguments.of("table(r)", "table before character 8 has 1 arguments, but takes 2"),
                Arguments.of("sinus(r)", "unknown function \"sinus\" at character 1"),
                Arguments.of("r*q", "unknown name \"q\" at character 3; known are delta, k, r, x1, y1"),
                Arguments.of("r==k", "unknown name \"r==k\" at character 1"),
                Arguments.of("r%k", "unknown name \"r%k\""),
                Arguments.of("1e", "\"1e\" at character 1 is no number"),
                Arguments.of("1e+", "is no number"),
                Arguments.of(".", "is no number"),
                Arguments.of("1.2.3", "is no number"),
                Arguments.of("1e999", "is no number"),
                Arguments.of("a; a=b; b=q", "unknown name \"q\" at character 11"),
                Arguments.of("a; b=r; a=b", "unknown name \"b\""),
                Arguments.of("a; a=a", "unknown name \"a\""),
                Arguments.of("a; a=r; a=k", "a is defined twice"),
                Arguments.of("r; 2", "is no definition"),
                Arguments.of("r; =2", "cannot be the name"),
                Arguments.of("r; a b=2", "cannot be the name"),
                Arguments.of("r; 2a=2", "cannot be the name"),
                Arguments.of("distance(p1,p4)", "takes p1, p2, p3, not \"p4\""),
                Arguments.of("distance(p1,2)", "takes p1, p2, p3, not \"2\""),
                Arguments.of("distance(p1,r+k)", "takes p1, p2, p3, not \"r\""),
                Arguments.of("distance(p1+p2,p3)", "\"+\" at character 12 is not expected"),
                Arguments.of("distance(p1)", "has 1 arguments, but takes 2"),
                Arguments.of("distance(,)", "takes p1, p2, p3, not \"\""),
                Arguments.of("p1", "unknown name \"p1\""),
                Arguments.of("r\u00a0+k", "unknown name"),
                Arguments.of("r+\u0000", "unknown name"));
    }

    @Test
    void dependsOnWhatItNames() throws ExpressionException {
        assertThat(Expression.read("2*a+1; a=k; b=r", SCOPE).names()).containsExactly("k");
    }

    @Test
    void isBoundedHoweverItIsWritten() {
        int many = 1_000_000;
        Stream.of(
                        "(".repeat(many) + "r" + ")".repeat(many),
                        "-".repeat(many) + "r",
                        "sin(".repeat(many),
                        "r" + "+r".repeat(many),
                        "r" + ";".repeat(many) + "q",
                        doubling(60))
                .forEach(text -> assertThatThrownBy(() -> Expression.read(text, SCOPE))
                        .isInstanceOf(ExpressionException.class)
                        .message()
                        .hasSizeLessThan(400));
    }

    /** Writes an expression that each definition doubles. */
    private static String doubling(int times) {
        StringBuilder text = new StringBuilder("a0");
        for (int i = 0; i < times; i++) {
            text.append("; a").append(i).append("=a").append(i + 1).append("+a").append(i + 1);
        }
        return text.append("; a").append(times).append("=r").toString();
    }
}
