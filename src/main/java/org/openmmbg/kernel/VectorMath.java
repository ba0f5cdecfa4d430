package org.openmmbg.kernel;

import static org.openmmbg.kernel.VectorMemory.DOUBLES;
import static org.openmmbg.kernel.VectorMemory.FLOATS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/** {@link Elementary} on vectors: the same operations in the same order. */
final class VectorMath {
    // Constants one by one: the compiler does not take elements of an array for constants.
    private static final double E0 = Elementary.EXP[0];
    private static final double E1 = Elementary.EXP[1];
    private static final double E2 = Elementary.EXP[2];
    private static final double E3 = Elementary.EXP[3];
    private static final double E4 = Elementary.EXP[4];
    private static final double E5 = Elementary.EXP[5];
    private static final double E6 = Elementary.EXP[6];
    private static final double E7 = Elementary.EXP[7];
    private static final double E8 = Elementary.EXP[8];
    private static final double E9 = Elementary.EXP[9];
    private static final double E10 = Elementary.EXP[10];
    private static final double E11 = Elementary.EXP[11];
    private static final double E12 = Elementary.EXP[12];
    private static final double E13 = Elementary.EXP[13];

    private static final double L0 = Elementary.LOG[0];
    private static final double L1 = Elementary.LOG[1];
    private static final double L2 = Elementary.LOG[2];
    private static final double L3 = Elementary.LOG[3];
    private static final double L4 = Elementary.LOG[4];
    private static final double L5 = Elementary.LOG[5];
    private static final double L6 = Elementary.LOG[6];
    private static final double L7 = Elementary.LOG[7];
    private static final double L8 = Elementary.LOG[8];
    private static final double L9 = Elementary.LOG[9];
    private static final double L10 = Elementary.LOG[10];

    private static final double S0 = Elementary.SIN[0];
    private static final double S1 = Elementary.SIN[1];
    private static final double S2 = Elementary.SIN[2];
    private static final double S3 = Elementary.SIN[3];
    private static final double S4 = Elementary.SIN[4];
    private static final double S5 = Elementary.SIN[5];
    private static final double S6 = Elementary.SIN[6];
    private static final double S7 = Elementary.SIN[7];
    private static final double S8 = Elementary.SIN[8];

    private static final double C0 = Elementary.COS[0];
    private static final double C1 = Elementary.COS[1];
    private static final double C2 = Elementary.COS[2];
    private static final double C3 = Elementary.COS[3];
    private static final double C4 = Elementary.COS[4];
    private static final double C5 = Elementary.COS[5];
    private static final double C6 = Elementary.COS[6];
    private static final double C7 = Elementary.COS[7];
    private static final double C8 = Elementary.COS[8];

    private VectorMath() {}

    private static DoubleVector all(double value) {
        return DoubleVector.broadcast(DOUBLES, value);
    }

    static DoubleVector exp(DoubleVector x) {
        DoubleVector a = x.max(Elementary.EXP_LEAST).min(Elementary.EXP_MOST);
        DoubleVector shifted = a.fma(all(Elementary.LOG2_E), all(Elementary.ROUND));
        DoubleVector n = shifted.sub(Elementary.ROUND);
        DoubleVector r = n.fma(all(-Elementary.LN2_HIGH), a);
        r = n.fma(all(-Elementary.LN2_LOW), r);
        DoubleVector p = all(E0).fma(r, all(E1))
                .fma(r, all(E2))
                .fma(r, all(E3))
                .fma(r, all(E4))
                .fma(r, all(E5))
                .fma(r, all(E6))
                .fma(r, all(E7))
                .fma(r, all(E8))
                .fma(r, all(E9))
                .fma(r, all(E10))
                .fma(r, all(E11))
                .fma(r, all(E12))
                .fma(r, all(E13));
        return p.reinterpretAsLongs()
                .add(shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52))
                .reinterpretAsDoubles();
    }

    static DoubleVector log(DoubleVector x) {
        LongVector bits = x.reinterpretAsLongs();
        LongVector exponent =
                bits.add(Elementary.LOG_BIAS - Elementary.LOG_BASE).lanewise(VectorOperators.LSHR, 52);
        DoubleVector n = exponent.lanewise(VectorOperators.OR, Elementary.TWO_52_BITS)
                .reinterpretAsDoubles()
                .sub(Elementary.TWO_52_AND_BIAS);
        DoubleVector m = bits.sub(exponent.lanewise(VectorOperators.LSHL, 52))
                .add(Elementary.LOG_BIAS)
                .reinterpretAsDoubles();
        DoubleVector s = m.sub(1).div(m.add(1));
        DoubleVector u = s.mul(s);
        DoubleVector p = all(L0).fma(u, all(L1))
                .fma(u, all(L2))
                .fma(u, all(L3))
                .fma(u, all(L4))
                .fma(u, all(L5))
                .fma(u, all(L6))
                .fma(u, all(L7))
                .fma(u, all(L8))
                .fma(u, all(L9))
                .fma(u, all(L10));
        DoubleVector low = n.fma(all(Elementary.LN2_LOW), x.mul(0));
        return n.fma(all(Elementary.LN2_HIGH), s.fma(p, low));
    }

    /** Returns sin(x + quarters·π/2). */
    static DoubleVector sinOrCos(DoubleVector x, long quarters) {
        DoubleVector shifted = x.fma(all(Elementary.TWO_OVER_PI), all(Elementary.ROUND));
        DoubleVector n = shifted.sub(Elementary.ROUND);
        DoubleVector r = n.fma(all(-Elementary.HALF_PI_HIGH), x);
        r = n.fma(all(-Elementary.HALF_PI_LOW), r);
        DoubleVector u = r.mul(r);
        LongVector quadrant = shifted.reinterpretAsLongs().add(quarters);
        LongVector odd = LongVector.zero(quadrant.species()).sub(quadrant.lanewise(VectorOperators.AND, 1));
        LongVector sine = r.mul(all(S0).fma(u, all(S1))
                        .fma(u, all(S2))
                        .fma(u, all(S3))
                        .fma(u, all(S4))
                        .fma(u, all(S5))
                        .fma(u, all(S6))
                        .fma(u, all(S7))
                        .fma(u, all(S8)))
                .reinterpretAsLongs();
        LongVector cosine = all(C0).fma(u, all(C1))
                .fma(u, all(C2))
                .fma(u, all(C3))
                .fma(u, all(C4))
                .fma(u, all(C5))
                .fma(u, all(C6))
                .fma(u, all(C7))
                .fma(u, all(C8))
                .reinterpretAsLongs();
        LongVector chosen = sine.lanewise(VectorOperators.AND, odd.lanewise(VectorOperators.XOR, -1))
                .lanewise(VectorOperators.OR, cosine.lanewise(VectorOperators.AND, odd));
        LongVector sign = quadrant.lanewise(VectorOperators.AND, 2).lanewise(VectorOperators.LSHL, 62);
        return chosen.lanewise(VectorOperators.XOR, sign).reinterpretAsDoubles();
    }

    static DoubleVector wrap(DoubleVector angle) {
        DoubleVector turns =
                angle.fma(all(Elementary.INVERSE_TWO_PI), all(Elementary.ROUND)).sub(Elementary.ROUND);
        DoubleVector wrapped = turns.fma(all(-Elementary.TWO_PI), angle).max(-Math.PI);
        return wrapped.blend(-Math.PI, wrapped.compare(VectorOperators.GE, Math.PI));
    }

    static FloatVector tanh(FloatVector x) {
        FloatVector one = FloatVector.broadcast(FLOATS, 1f);
        FloatVector a = x.max(-Elementary.TANH_MOST).min(Elementary.TANH_MOST);
        FloatVector u = a.mul(a);
        FloatVector p = FloatVector.broadcast(FLOATS, Elementary.TANH_P4)
                .fma(u, FloatVector.broadcast(FLOATS, Elementary.TANH_P3))
                .fma(u, FloatVector.broadcast(FLOATS, Elementary.TANH_P2))
                .fma(u, FloatVector.broadcast(FLOATS, Elementary.TANH_P1))
                .fma(u, one);
        FloatVector q = FloatVector.broadcast(FLOATS, Elementary.TANH_Q4)
                .fma(u, FloatVector.broadcast(FLOATS, Elementary.TANH_Q3))
                .fma(u, FloatVector.broadcast(FLOATS, Elementary.TANH_Q2))
                .fma(u, FloatVector.broadcast(FLOATS, Elementary.TANH_Q1))
                .fma(u, one);
        return a.mul(p).div(q);
    }
}
