package org.openmmbg.openmm.jna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openmmbg.openmm.jna.CustomBondedNative.*;
import static org.openmmbg.openmm.jna.OpenMmNative.*;
import static org.openmmbg.openmm.jna.SystemNative.*;

import java.util.List;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openmmbg.openmm.BatchEvaluator;
import org.openmmbg.openmm.OpenMmException;
import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.openmm.system.CustomCompoundBondForce;
import org.openmmbg.openmm.system.CustomParameters;
import org.openmmbg.openmm.system.CustomTerm;
import org.openmmbg.openmm.system.GlobalParameter;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.openmm.system.SystemSpecException;

/** Our reading of expressions next to OpenMM's own. */
class ExpressionOracleTest {
    private static final List<Double> BOX = List.of(2.0, 0.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 2.0);

    private final OpenMmLibrary library = OpenMmLibrary.load();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "-k^-2 + 2^-k*3",
                "--k - -x1",
                ".5+1.+1.5e3+2E-7+1e+2 + x1",
                "sqrt(g)+exp(x1)+log(g)+sin(x1)+cos(x1)+sec(x1)+csc(g)+tan(x1)+cot(g)",
                "asin(x1)+acos(x1)+atan(x1)+sinh(x1)+cosh(x1)+tanh(x1)+erf(x1)+erfc(x1)",
                "step(x1)+delta(x1)+square(x1)+cube(x1)+recip(g)+abs(x1)+floor(x1)+ceil(x1)",
                "min(x1, g)*max(x1,g)*select( step(x1-1), k , 2 )",
                "\tk *\n distance(p1,p2)\r",
                "a+b; a=2*b; b=z3",
                "a ; a = x1 ;",
                "x1;;a=2",
                "x1; x1=2*x1",
                "g; unused = nobody_knows + this",
                "delta*delta(y2)",
                "a*distance( p1 , p3)^2 + angle(p1,p2,p3); a=angle(p3,p2,p1)",
            })
    void whatWeTakeOpenMmTakes(String expression) {
        double[] energy = new double[1];
        SystemSpec system = new SystemSpec(List.of(1.0, 1.0, 1.0), List.of(), List.of(force(expression)), BOX);
        try (BatchEvaluator evaluator = BatchEvaluator.create(library, system, "Reference", 1)) {
            evaluator.evaluate(1, new double[] {0.1, 0.2, 0.3, 0.25, 0.3, 0.2, 0.4, 0.2, 0.1}, energy, new double[9]);
        }
        assertThat(energy[0]).isFinite();
    }

    @ParameterizedTest
    @DisabledOnOs(OS.WINDOWS)
    @ValueSource(strings = {"k+", "sin (k)", "min(k)", "sinus(k)", "k*q", "distance(p1,p4)"})
    void whatWeRefuseOpenMmRefuses(String expression) {
        assertThatThrownBy(() -> new SystemSpec(List.of(1.0, 1.0, 1.0), List.of(), List.of(force(expression)), BOX))
                .isInstanceOf(SystemSpecException.class)
                .hasMessageContaining(expression);
        assertThatThrownBy(() -> NativeCall.of(() -> makeContext(expression))).isInstanceOf(OpenMmException.class);
    }

    private static CustomCompoundBondForce force(String expression) {
        CustomParameters parameters = new CustomParameters(
                List.of("k", "delta"), List.of(new GlobalParameter("g", 0.7)), List.of(), List.of());
        return new CustomCompoundBondForce(
                3, expression, parameters, List.of(new CustomTerm(List.of(0, 1, 2), List.of(1.5, 0.5))), false);
    }

    /** Makes a Context without our checks. */
    private static long makeContext(String expression) {
        long system = OpenMM_System_create();
        for (int i = 0; i < 3; i++) {
            OpenMM_System_addParticle(system, 1);
        }
        long force = OpenMM_CustomCompoundBondForce_create(3, expression);
        OpenMM_CustomCompoundBondForce_addPerBondParameter(force, "k");
        try (NativeArray particles = NativeArray.ints(List.of(0, 1, 2));
                NativeArray values = NativeArray.doubles(List.of(1.5))) {
            OpenMM_CustomCompoundBondForce_addBond(force, particles.handle(), values.handle());
        }
        OpenMM_System_addForce(system, force);
        return OpenMM_Context_create_2(
                system, OpenMM_VerletIntegrator_create(0.001), OpenMM_Platform_getPlatformByName("Reference"));
    }
}
