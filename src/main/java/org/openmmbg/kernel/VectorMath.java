package org.openmmbg.kernel;

import static org.openmmbg.kernel.VectorMemory.DOUBLES;
import static org.openmmbg.kernel.VectorMemory.FLOATS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link Elementary} on vectors: the same operations in the same order. */
final class VectorMath {
    // Vectors ready made, one by one: a broadcast in place would count against the compiler's limit of inlining, and it
    // does
    // not take elements of an array for constants.
    private static final DoubleVector E0 = all(Elementary.EXP[0]);
    private static final DoubleVector E1 = all(Elementary.EXP[1]);
    private static final DoubleVector E2 = all(Elementary.EXP[2]);
    private static final DoubleVector E3 = all(Elementary.EXP[3]);
    private static final DoubleVector E4 = all(Elementary.EXP[4]);
    private static final DoubleVector E5 = all(Elementary.EXP[5]);
    private static final DoubleVector E6 = all(Elementary.EXP[6]);
    private static final DoubleVector E7 = all(Elementary.EXP[7]);
    private static final DoubleVector E8 = all(Elementary.EXP[8]);
    private static final DoubleVector E9 = all(Elementary.EXP[9]);
    private static final DoubleVector E10 = all(Elementary.EXP[10]);
    private static final DoubleVector E11 = all(Elementary.EXP[11]);
    private static final DoubleVector E12 = all(Elementary.EXP[12]);
    private static final DoubleVector E13 = all(Elementary.EXP[13]);

    private static final DoubleVector L0 = all(Elementary.LOG[0]);
    private static final DoubleVector L1 = all(Elementary.LOG[1]);
    private static final DoubleVector L2 = all(Elementary.LOG[2]);
    private static final DoubleVector L3 = all(Elementary.LOG[3]);
    private static final DoubleVector L4 = all(Elementary.LOG[4]);
    private static final DoubleVector L5 = all(Elementary.LOG[5]);
    private static final DoubleVector L6 = all(Elementary.LOG[6]);
    private static final DoubleVector L7 = all(Elementary.LOG[7]);
    private static final DoubleVector L8 = all(Elementary.LOG[8]);
    private static final DoubleVector L9 = all(Elementary.LOG[9]);
    private static final DoubleVector L10 = all(Elementary.LOG[10]);

    private static final DoubleVector S0 = all(Elementary.SIN[0]);
    private static final DoubleVector S1 = all(Elementary.SIN[1]);
    private static final DoubleVector S2 = all(Elementary.SIN[2]);
    private static final DoubleVector S3 = all(Elementary.SIN[3]);
    private static final DoubleVector S4 = all(Elementary.SIN[4]);
    private static final DoubleVector S5 = all(Elementary.SIN[5]);
    private static final DoubleVector S6 = all(Elementary.SIN[6]);
    private static final DoubleVector S7 = all(Elementary.SIN[7]);
    private static final DoubleVector S8 = all(Elementary.SIN[8]);

    private static final DoubleVector C0 = all(Elementary.COS[0]);
    private static final DoubleVector C1 = all(Elementary.COS[1]);
    private static final DoubleVector C2 = all(Elementary.COS[2]);
    private static final DoubleVector C3 = all(Elementary.COS[3]);
    private static final DoubleVector C4 = all(Elementary.COS[4]);
    private static final DoubleVector C5 = all(Elementary.COS[5]);
    private static final DoubleVector C6 = all(Elementary.COS[6]);
    private static final DoubleVector C7 = all(Elementary.COS[7]);
    private static final DoubleVector C8 = all(Elementary.COS[8]);

    private static final DoubleVector LOG2_E = all(Elementary.LOG2_E);
    private static final DoubleVector ROUND = all(Elementary.ROUND);
    private static final DoubleVector MINUS_LN2_HIGH = all(-Elementary.LN2_HIGH);
    private static final DoubleVector MINUS_LN2_LOW = all(-Elementary.LN2_LOW);
    private static final DoubleVector LN2_LOW = all(Elementary.LN2_LOW);
    private static final DoubleVector LN2_HIGH = all(Elementary.LN2_HIGH);
    private static final DoubleVector TWO_OVER_PI = all(Elementary.TWO_OVER_PI);
    private static final DoubleVector MINUS_HALF_PI_HIGH = all(-Elementary.HALF_PI_HIGH);
    private static final DoubleVector MINUS_HALF_PI_LOW = all(-Elementary.HALF_PI_LOW);
    private static final DoubleVector INVERSE_TWO_PI = all(Elementary.INVERSE_TWO_PI);
    private static final DoubleVector MINUS_TWO_PI = all(-Elementary.TWO_PI);
    private static final DoubleVector EXP_LEAST = all(Elementary.EXP_LEAST);
    private static final DoubleVector EXP_MOST = all(Elementary.EXP_MOST);
    private static final DoubleVector TWO_52_AND_BIAS = all(Elementary.TWO_52_AND_BIAS);
    private static final DoubleVector ONE = all(1.0);
    private static final DoubleVector ZERO = all(0.0);
    private static final LongVector LOG_BIAS = all(Elementary.LOG_BIAS);
    private static final LongVector BIAS_LESS_BASE = all(Elementary.LOG_BIAS - Elementary.LOG_BASE);
    private static final LongVector TWO_52_BITS = all(Elementary.TWO_52_BITS);

    private static final FloatVector P1 = all(Elementary.TANH_P1);
    private static final FloatVector P2 = all(Elementary.TANH_P2);
    private static final FloatVector P3 = all(Elementary.TANH_P3);
    private static final FloatVector P4 = all(Elementary.TANH_P4);
    private static final FloatVector Q1 = all(Elementary.TANH_Q1);
    private static final FloatVector Q2 = all(Elementary.TANH_Q2);
    private static final FloatVector Q3 = all(Elementary.TANH_Q3);
    private static final FloatVector Q4 = all(Elementary.TANH_Q4);
    private static final IntVector RECIPROCAL_BITS =
            IntVector.broadcast(VectorSpecies.of(int.class, FLOATS.vectorShape()), Elementary.RECIPROCAL_BITS);
    private static final FloatVector ONE_FLOAT = all(1f);
    private static final FloatVector TANH_MOST = all(Elementary.TANH_MOST);
    private static final FloatVector TANH_LEAST = all(-Elementary.TANH_MOST);

    private VectorMath() {}

    private static DoubleVector all(double value) {
        return DoubleVector.broadcast(DOUBLES, value);
    }

    private static LongVector all(long value) {
        return LongVector.broadcast(VectorSpecies.of(long.class, DOUBLES.vectorShape()), value);
    }

    private static FloatVector all(float value) {
        return FloatVector.broadcast(FLOATS, value);
    }

    static DoubleVector exp(DoubleVector x) {
        DoubleVector a = x.max(EXP_LEAST).min(EXP_MOST);
        DoubleVector shifted = a.fma(LOG2_E, ROUND);
        DoubleVector n = shifted.sub(ROUND);
        DoubleVector r = n.fma(MINUS_LN2_HIGH, a);
        r = n.fma(MINUS_LN2_LOW, r);
        DoubleVector p = E0.fma(r, E1)
                .fma(r, E2)
                .fma(r, E3)
                .fma(r, E4)
                .fma(r, E5)
                .fma(r, E6)
                .fma(r, E7)
                .fma(r, E8)
                .fma(r, E9)
                .fma(r, E10)
                .fma(r, E11)
                .fma(r, E12)
                .fma(r, E13);
        return p.reinterpretAsLongs()
                .add(shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52))
                .reinterpretAsDoubles();
    }

    static DoubleVector log(DoubleVector x) {
        LongVector bits = x.reinterpretAsLongs();
        LongVector exponent = bits.add(BIAS_LESS_BASE).lanewise(VectorOperators.LSHR, 52);
        DoubleVector n = exponent.lanewise(VectorOperators.OR, TWO_52_BITS)
                .reinterpretAsDoubles()
                .sub(TWO_52_AND_BIAS);
        DoubleVector m = bits.sub(exponent.lanewise(VectorOperators.LSHL, 52))
                .add(LOG_BIAS)
                .reinterpretAsDoubles();
        DoubleVector s = m.sub(ONE).div(m.add(ONE));
        DoubleVector u = s.mul(s);
        DoubleVector p = L0.fma(u, L1)
                .fma(u, L2)
                .fma(u, L3)
                .fma(u, L4)
                .fma(u, L5)
                .fma(u, L6)
                .fma(u, L7)
                .fma(u, L8)
                .fma(u, L9)
                .fma(u, L10);
        DoubleVector low = n.fma(LN2_LOW, x.mul(ZERO));
        return n.fma(LN2_HIGH, s.fma(p, low));
    }

    /** Returns sin(x + quarters·π/2). */
    static DoubleVector sinOrCos(DoubleVector x, long quarters) {
        DoubleVector shifted = x.fma(TWO_OVER_PI, ROUND);
        DoubleVector n = shifted.sub(ROUND);
        DoubleVector r = n.fma(MINUS_HALF_PI_HIGH, x);
        r = n.fma(MINUS_HALF_PI_LOW, r);
        DoubleVector u = r.mul(r);
        LongVector quadrant = shifted.reinterpretAsLongs().add(quarters);
        LongVector odd = LongVector.zero(quadrant.species()).sub(quadrant.lanewise(VectorOperators.AND, 1));
        LongVector sine = r.mul(S0.fma(u, S1)
                        .fma(u, S2)
                        .fma(u, S3)
                        .fma(u, S4)
                        .fma(u, S5)
                        .fma(u, S6)
                        .fma(u, S7)
                        .fma(u, S8))
                .reinterpretAsLongs();
        LongVector cosine = C0.fma(u, C1)
                .fma(u, C2)
                .fma(u, C3)
                .fma(u, C4)
                .fma(u, C5)
                .fma(u, C6)
                .fma(u, C7)
                .fma(u, C8)
                .reinterpretAsLongs();
        LongVector chosen = sine.lanewise(VectorOperators.AND, odd.lanewise(VectorOperators.XOR, -1))
                .lanewise(VectorOperators.OR, cosine.lanewise(VectorOperators.AND, odd));
        LongVector sign = quadrant.lanewise(VectorOperators.AND, 2).lanewise(VectorOperators.LSHL, 62);
        return chosen.lanewise(VectorOperators.XOR, sign).reinterpretAsDoubles();
    }

    static DoubleVector wrap(DoubleVector angle) {
        DoubleVector turns = angle.fma(INVERSE_TWO_PI, ROUND).sub(ROUND);
        DoubleVector wrapped = turns.fma(MINUS_TWO_PI, angle).max(-Math.PI);
        return wrapped.blend(-Math.PI, wrapped.compare(VectorOperators.GE, Math.PI));
    }

    static FloatVector tanh(FloatVector x) {
        FloatVector a = x.max(TANH_LEAST).min(TANH_MOST);
        FloatVector u = a.mul(a);
        FloatVector p = P4.fma(u, P3).fma(u, P2).fma(u, P1).fma(u, ONE_FLOAT);
        FloatVector q = Q4.fma(u, Q3).fma(u, Q2).fma(u, Q1).fma(u, ONE_FLOAT);
        return a.mul(p).mul(reciprocal(q));
    }

    private static FloatVector reciprocal(FloatVector x) {
        FloatVector minus = x.neg();
        FloatVector r = RECIPROCAL_BITS.sub(x.reinterpretAsInts()).reinterpretAsFloats();
        r = minus.fma(r, ONE_FLOAT).fma(r, r);
        r = minus.fma(r, ONE_FLOAT).fma(r, r);
        return minus.fma(r, ONE_FLOAT).fma(r, r);
    }
}
