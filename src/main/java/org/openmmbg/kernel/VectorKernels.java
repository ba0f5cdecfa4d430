package org.openmmbg.kernel;

import static org.openmmbg.kernel.VectorMemory.DOUBLES;
import static org.openmmbg.kernel.VectorMemory.FLOATS;
import static org.openmmbg.kernel.VectorMemory.HALF;
import static org.openmmbg.kernel.VectorMemory.doubles;
import static org.openmmbg.kernel.VectorMemory.floats;
import static org.openmmbg.kernel.VectorMemory.half;
import static org.openmmbg.kernel.VectorMemory.store;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The kernels on the Vector API. Only operations that IEEE 754 defines to the bit are used: no transcendental of
 * VectorOperators and no sum over lanes, whose results depend on whether the code is compiled yet.
 *
 * <p>Loops are short and each helper is called at most twice a loop: beyond some 8000 bytecodes the compiler stops
 * inlining, and every vector becomes an object.
 */
final class VectorKernels implements Kernels {
    private static final int F = FLOATS.length();
    private static final int D = DOUBLES.length();

    private static final DoubleVector ONE = all(1.0);
    private static final DoubleVector MINUS_TWO = all(-2.0);
    private static final DoubleVector ZERO = all(0.0);
    private static final DoubleVector LIMIT_SQUARED = all(AffineRows.LIMIT_SQUARED);
    private static final DoubleVector LIMIT_CUBED = all(AffineRows.LIMIT_CUBED);
    private static final FloatVector ONE_FLOAT = all(1f);
    private static final FloatVector TWO_FLOAT = all(2f);
    private static final FloatVector HALF_FLOAT = all(0.5f);
    private static final DoubleVector TWO = all(2.0);
    private static final DoubleVector MINUS_ONE = all(-1.0);
    private static final DoubleVector MINUS_FOUR = all(-4.0);
    private static final DoubleVector THIRTY = all(30.0);
    private static final DoubleVector LIMIT = all(AffineRows.LIMIT);

    @Override
    public Object storage(ByteBuffer bytes) {
        return VectorMemory.storage(bytes);
    }

    private static DoubleVector all(double value) {
        return DoubleVector.broadcast(DOUBLES, value);
    }

    private static FloatVector all(float value) {
        return FloatVector.broadcast(FLOATS, value);
    }

    @Override
    public void addBias(Matrix matrix, Matrix bias) {
        Object a = matrix.storage();
        FloatBuffer b = bias.floats();
        int n = matrix.columns();
        for (int f = 0; f < matrix.rows(); f++) {
            FloatVector shift = all(b.get(f));
            int end = (f + 1) * n;
            for (int i = f * n; i < end; i += F) {
                store(floats(a, i).add(shift), a, i);
            }
        }
    }

    @Override
    public void activate(Activation activation, Matrix in, Matrix bias, Matrix out) {
        FloatBuffer b = bias.floats();
        int n = in.columns();
        for (int f = 0; f < in.rows(); f++) {
            if (activation == Activation.TANH) {
                tanh(in.storage(), b.get(f), out.storage(), f * n, (f + 1) * n);
            } else {
                algebraicSilu(in.storage(), b.get(f), out.storage(), f * n, (f + 1) * n);
            }
        }
    }

    private static void tanh(Object in, float shift, Object out, int begin, int end) {
        for (int i = begin; i < end; i += F) {
            FloatVector x = floats(in, i).add(shift);
            if (in != out) {
                store(x, in, i);
            }
            store(VectorMath.tanh(x), out, i);
        }
    }

    private static void algebraicSilu(Object in, float shift, Object out, int begin, int end) {
        for (int i = begin; i < end; i += F) {
            FloatVector x = floats(in, i).add(shift);
            store(x, in, i);
            FloatVector s = x.div(x.fma(x, ONE_FLOAT).sqrt());
            FloatVector half = x.mul(HALF_FLOAT);
            store(half.fma(s, half), out, i);
        }
    }

    @Override
    public void activateVjp(Activation activation, Matrix in, Matrix out, Matrix bar) {
        if (activation == Activation.TANH) {
            tanhVjp(out.storage(), bar.storage(), in.size());
        } else {
            algebraicSiluVjp(in.storage(), bar.storage(), in.size());
        }
    }

    private static void tanhVjp(Object out, Object bar, int size) {
        for (int i = 0; i < size; i += F) {
            FloatVector t = floats(out, i);
            store(floats(bar, i).mul(t.neg().fma(t, ONE_FLOAT)), bar, i);
        }
    }

    private static void algebraicSiluVjp(Object in, Object bar, int size) {
        for (int i = 0; i < size; i += F) {
            FloatVector x = floats(in, i);
            FloatVector s = x.div(x.fma(x, ONE_FLOAT).sqrt());
            FloatVector derivative = s.mul(HALF_FLOAT).fma(s.neg().fma(s, TWO_FLOAT), HALF_FLOAT);
            store(floats(bar, i).mul(derivative), bar, i);
        }
    }

    @Override
    public void add(Matrix from, Matrix to) {
        Object a = from.storage();
        Object b = to.storage();
        int size = Matrix.padded(from.size());
        for (int i = 0; i < size; i += F) {
            store(floats(b, i).add(floats(a, i)), b, i);
        }
    }

    @Override
    public double squaredNorm(Matrix matrix, double[] parts) {
        Arrays.fill(parts, 0);
        squares(matrix.storage(), parts, Matrix.padded(matrix.size()));
        return Elementary.treeSum(parts);
    }

    /** Through memory: a vector carried from turn to turn may remain an object. */
    private static void squares(Object a, double[] parts, int size) {
        for (int i = 0; i < size; i += D) {
            int lane = i & Matrix.LANES - 1;
            DoubleVector x = (DoubleVector) half(a, i).convertShape(VectorOperators.F2D, DOUBLES, 0);
            x.fma(x, DoubleVector.fromArray(DOUBLES, parts, lane)).intoArray(parts, lane);
        }
    }

    @Override
    public void adam(AdamStep step, Matrix value, Matrix gradient, Matrix first, Matrix second, Matrix average) {
        Object x = value.storage();
        Object g = gradient.storage();
        Object m = first.storage();
        Object v = second.storage();
        Object mean = average.storage();
        FloatVector beta1 = all((float) step.beta1());
        FloatVector beta2 = all((float) step.beta2());
        FloatVector stepSize = all((float) -step.stepSize());
        FloatVector rest = all((float) (1 - step.averageDecay()));
        float scale = (float) step.gradientScale();
        float rest1 = (float) (1 - step.beta1());
        float rest2 = (float) (1 - step.beta2());
        float correction2 = (float) step.inverseCorrection2();
        float epsilon = (float) step.epsilon();
        float shrink = (float) step.shrink();
        int size = Matrix.padded(value.size());
        for (int i = 0; i < size; i += F) {
            FloatVector gradientNow = floats(g, i).mul(scale);
            FloatVector firstNow = floats(m, i).fma(beta1, gradientNow.mul(rest1));
            FloatVector secondNow =
                    floats(v, i).fma(beta2, gradientNow.mul(gradientNow).mul(rest2));
            store(firstNow, m, i);
            store(secondNow, v, i);
            FloatVector root = secondNow.mul(correction2).sqrt().add(epsilon);
            FloatVector now = firstNow.div(root).fma(stepSize, floats(x, i).mul(shrink));
            store(now, x, i);
            FloatVector before = floats(mean, i);
            store(now.sub(before).fma(rest, before), mean, i);
        }
    }

    @Override
    public void widen(Matrix from, int fromIndex, Matrix to, int toIndex, int count) {
        Object a = from.storage();
        Object b = to.storage();
        for (int i = 0; i < count; i += D) {
            DoubleVector wide = (DoubleVector) half(a, fromIndex + i).convertShape(VectorOperators.F2D, DOUBLES, 0);
            store(wide, b, toIndex + i);
        }
    }

    @Override
    public void narrow(Matrix from, int fromIndex, Matrix to, int toIndex, int count) {
        Object a = from.storage();
        Object b = to.storage();
        for (int i = 0; i < count; i += D) {
            FloatVector narrow = (FloatVector) doubles(a, fromIndex + i).convertShape(VectorOperators.D2F, HALF, 0);
            store(narrow, b, toIndex + i);
        }
    }

    @Override
    public void takeRows(Matrix from, int[] rows, Matrix to, int n) {
        for (int j = 0; j < rows.length; j++) {
            copyRow(from.storage(), rows[j] * n, to.storage(), j * n, n);
        }
    }

    @Override
    public void putRows(Matrix from, int[] rows, Matrix to, int n) {
        for (int j = 0; j < rows.length; j++) {
            copyRow(from.storage(), j * n, to.storage(), rows[j] * n, n);
        }
    }

    private static void copyRow(Object from, int fromIndex, Object to, int toIndex, int n) {
        for (int i = 0; i < n; i += D) {
            store(doubles(from, fromIndex + i), to, toIndex + i);
        }
    }

    @Override
    public void narrowRows(Matrix from, int[] rows, Matrix to, int n) {
        for (int j = 0; j < rows.length; j++) {
            narrow(from, rows[j] * n, to, j * n, n);
        }
    }

    @Override
    public void addRows(Matrix from, int[] rows, Matrix to, int n) {
        for (int j = 0; j < rows.length; j++) {
            addRow(from, j * n, to, rows[j] * n, n);
        }
    }

    @Override
    public void addWidenedRows(Matrix from, int[] rows, Matrix to, int n) {
        for (int j = 0; j < rows.length; j++) {
            addWidenedRow(from.storage(), j * n, to.storage(), rows[j] * n, n);
        }
    }

    private static void addWidenedRow(Object from, int fromIndex, Object to, int toIndex, int n) {
        for (int i = 0; i < n; i += D) {
            DoubleVector wide = (DoubleVector) half(from, fromIndex + i).convertShape(VectorOperators.F2D, DOUBLES, 0);
            store(doubles(to, toIndex + i).add(wide), to, toIndex + i);
        }
    }

    @Override
    public void addRow(Matrix from, int fromIndex, Matrix to, int toIndex, int n) {
        Object a = from.storage();
        Object b = to.storage();
        for (int i = 0; i < n; i += D) {
            store(doubles(b, toIndex + i).add(doubles(a, fromIndex + i)), b, toIndex + i);
        }
    }

    @Override
    public void exp(Matrix from, int fromIndex, Matrix to, int toIndex, int count) {
        Object a = from.storage();
        Object b = to.storage();
        for (int i = 0; i < count; i += D) {
            DoubleVector wide = (DoubleVector) half(a, fromIndex + i).convertShape(VectorOperators.F2D, DOUBLES, 0);
            store(VectorMath.exp(wide), b, toIndex + i);
        }
    }

    @Override
    public void sinCos(Matrix angles, int index, Matrix sin, int sinIndex, Matrix cos, int cosIndex, int n) {
        sinOrCos(angles.storage(), index, 0, sin.storage(), sinIndex, n);
        sinOrCos(angles.storage(), index, 1, cos.storage(), cosIndex, n);
    }

    private static void sinOrCos(Object angles, int index, long quarters, Object out, int outIndex, int n) {
        for (int i = 0; i < n; i += D) {
            store(VectorMath.sinOrCos(doubles(angles, index + i), quarters), out, outIndex + i);
        }
    }

    @Override
    public void nextHarmonic(Matrix rows, int index, int n) {
        Object a = rows.storage();
        for (int i = 0; i < n; i += D) {
            DoubleVector cos1 = doubles(a, i);
            DoubleVector sin1 = doubles(a, n + i);
            DoubleVector cos = doubles(a, index - 2 * n + i);
            DoubleVector sin = doubles(a, index - n + i);
            store(cos.fma(cos1, sin.mul(sin1).neg()), a, index + i);
            store(sin.fma(cos1, cos.mul(sin1)), a, index + n + i);
        }
    }

    @Override
    public void harmonicsVjp(Matrix values, Matrix bars, int harmonics, Matrix angleBars, int index, int n) {
        Object a = values.storage();
        Object b = bars.storage();
        Object out = angleBars.storage();
        for (int i = 0; i < n; i += D) {
            DoubleVector sum = ZERO;
            for (int k = 0; k < harmonics; k++) {
                int cos = 2 * k * n + i;
                int sin = cos + n;
                DoubleVector back = doubles(b, cos).mul(doubles(a, sin)).neg();
                DoubleVector turn = doubles(b, sin).fma(doubles(a, cos), back);
                sum = turn.fma(all((double) (k + 1)), sum);
            }
            store(sum, out, index + i);
        }
    }

    @Override
    public void wrap(
            Matrix a,
            int aIndex,
            double constant,
            double factor,
            Matrix b,
            int bIndex,
            Matrix out,
            int outIndex,
            int n) {
        Object p = a.storage();
        Object q = b.storage();
        Object y = out.storage();
        for (int i = 0; i < n; i += D) {
            DoubleVector sum = doubles(q, bIndex + i)
                    .fma(all(factor), doubles(p, aIndex + i).add(constant));
            store(VectorMath.wrap(sum), y, outIndex + i);
        }
    }

    @Override
    public void affineScale(Matrix r, int step, Matrix scale, Matrix kept, int variables, int n) {
        for (int j = 0; j < variables; j++) {
            affineScale(r.storage(), j * step * n, scale.storage(), kept.storage(), j * n, variables * n, n);
        }
    }

    private static void affineScale(Object r, int from, Object scale, Object e, int row, int size, int n) {
        for (int i = 0; i < n; i += D) {
            DoubleVector raw = wide(r, from + i);
            DoubleVector inverse = ONE.div(raw.fma(raw, LIMIT_SQUARED).sqrt());
            DoubleVector s = raw.mul(LIMIT).mul(inverse);
            store(s, scale, row + i);
            store(LIMIT_CUBED.mul(inverse).mul(inverse).mul(inverse), e, size + row + i);
            store(VectorMath.exp(s), e, row + i);
        }
    }

    @Override
    public void affineForward(
            Matrix t, int step, Matrix scale, Matrix kept, Matrix z, Matrix x, Matrix logDet, int variables, int n) {
        for (int j = 0; j < variables; j++) {
            affineForward(
                    t.storage(),
                    ((j + 1) * step - 1) * n,
                    scale.storage(),
                    kept.storage(),
                    z.storage(),
                    x.storage(),
                    logDet.storage(),
                    j * n,
                    n);
        }
    }

    private static void affineForward(
            Object t, int from, Object scale, Object e, Object z, Object x, Object det, int row, int n) {
        for (int i = 0; i < n; i += D) {
            int at = row + i;
            store(doubles(z, at).fma(doubles(e, at), wide(t, from + i)), x, at);
            store(doubles(det, i).add(doubles(scale, at)), det, i);
        }
    }

    @Override
    public void affineInverse(
            Matrix t, int step, Matrix scale, Matrix kept, Matrix x, Matrix z, Matrix logDet, int variables, int n) {
        for (int j = 0; j < variables; j++) {
            affineInverse(
                    t.storage(),
                    ((j + 1) * step - 1) * n,
                    scale.storage(),
                    kept.storage(),
                    x.storage(),
                    z.storage(),
                    logDet.storage(),
                    j * n,
                    n);
        }
    }

    private static void affineInverse(
            Object t, int from, Object scale, Object e, Object x, Object z, Object det, int row, int n) {
        for (int i = 0; i < n; i += D) {
            int at = row + i;
            store(doubles(x, at).sub(wide(t, from + i)).div(doubles(e, at)), z, at);
            store(doubles(det, i).sub(doubles(scale, at)), det, i);
        }
    }

    @Override
    public void affineVjp(
            boolean inverse,
            Matrix kept,
            Matrix z,
            Matrix toBar,
            Matrix detBar,
            Matrix fromBar,
            Matrix rBar,
            Matrix tBar,
            int step,
            int variables,
            int n) {
        for (int j = 0; j < variables; j++) {
            affineVjp(
                    inverse,
                    kept.storage(),
                    variables * n,
                    z.storage(),
                    toBar.storage(),
                    detBar.storage(),
                    fromBar.storage(),
                    j * n,
                    rBar.storage(),
                    j * step * n,
                    tBar.storage(),
                    ((j + 1) * step - 1) * n,
                    n);
        }
    }

    private static void affineVjp(
            boolean inverse,
            Object e,
            int size,
            Object z,
            Object bars,
            Object detBars,
            Object to,
            int row,
            Object rBar,
            int rRow,
            Object tBar,
            int tRow,
            int n) {
        DoubleVector sign = inverse ? MINUS_ONE : ONE;
        for (int i = 0; i < n; i += D) {
            int at = row + i;
            DoubleVector slope = doubles(e, at);
            DoubleVector bar = doubles(bars, at);
            DoubleVector through = inverse ? bar.div(slope) : bar.mul(slope);
            DoubleVector alpha = inverse ? through.neg() : bar;
            DoubleVector beta = doubles(detBars, i).mul(sign);
            store(through, to, at);
            DoubleVector scaleBar = alpha.mul(doubles(z, at)).fma(slope, beta).mul(doubles(e, size + at));
            store(narrow(scaleBar), rBar, rRow + i);
            store(narrow(alpha), tBar, tRow + i);
        }
    }

    /** Loads floats as doubles. */
    private static DoubleVector wide(Object storage, int index) {
        return (DoubleVector) half(storage, index).convertShape(VectorOperators.F2D, DOUBLES, 0);
    }

    private static FloatVector narrow(DoubleVector vector) {
        return (FloatVector) vector.convertShape(VectorOperators.D2F, HALF, 0);
    }

    @Override
    public void splineScale(Matrix kept, SplineLayout layout, boolean heights, int n) {
        Object s = kept.storage();
        int first = heights ? layout.heights() * n : 0;
        int to = (layout.scales() + (heights ? 1 : 0)) * n;
        DoubleVector span = all(2 * layout.half() * layout.span());
        for (int i = 0; i < n; i += D) {
            DoubleVector sum = doubles(s, first + i);
            for (int k = 1; k < layout.bins(); k++) {
                sum = sum.add(doubles(s, first + k * n + i));
            }
            store(span.div(sum), s, to + i);
        }
    }

    @Override
    public void findBin(Matrix kept, Matrix work, SplineLayout layout, boolean byHeight, int n) {
        Object s = kept.storage();
        Object w = work.storage();
        DoubleVector least = all(2 * layout.half() * layout.least());
        int bins = layout.bins();
        int heights = layout.heights() * n;
        int raw = layout.rawSlopes() * n;
        Object positions = byHeight ? w : s;
        int place = (byHeight ? layout.image() : layout.position()) * n;
        for (int i = 0; i < n; i += D) {
            DoubleVector widthScale = doubles(s, layout.scales() * n + i);
            DoubleVector heightScale = doubles(s, (layout.scales() + 1) * n + i);
            DoubleVector position = doubles(positions, place + i);
            DoubleVector left = all(-layout.half());
            DoubleVector bottom = left;
            DoubleVector width = doubles(s, i).fma(widthScale, least);
            DoubleVector height = doubles(s, heights + i).fma(heightScale, least);
            DoubleVector slope0 = doubles(w, raw + i);
            DoubleVector slope1 = doubles(w, raw + n + i);
            DoubleVector bin = ZERO;
            DoubleVector nextLeft = left.add(width);
            DoubleVector nextBottom = bottom.add(height);
            for (int k = 1; k < bins; k++) {
                VectorMask<Double> beyond = position.compare(VectorOperators.GE, byHeight ? nextBottom : nextLeft);
                DoubleVector thisWidth = doubles(s, k * n + i).fma(widthScale, least);
                DoubleVector thisHeight = doubles(s, heights + k * n + i).fma(heightScale, least);
                width = width.blend(thisWidth, beyond);
                height = height.blend(thisHeight, beyond);
                left = left.blend(nextLeft, beyond);
                bottom = bottom.blend(nextBottom, beyond);
                slope0 = slope0.blend(doubles(w, raw + k * n + i), beyond);
                slope1 = slope1.blend(doubles(w, raw + (k + 1) * n + i), beyond);
                bin = bin.blend(all((double) k), beyond);
                nextLeft = nextLeft.add(thisWidth);
                nextBottom = nextBottom.add(thisHeight);
            }
            store(width, s, layout.width() * n + i);
            store(height, s, layout.height() * n + i);
            store(left, s, layout.left() * n + i);
            store(bottom, s, layout.bottom() * n + i);
            store(slope0, s, layout.binRawSlopes() * n + i);
            store(slope1, s, (layout.binRawSlopes() + 1) * n + i);
            store(bin, s, layout.bin() * n + i);
        }
    }

    @Override
    public void slopes(Matrix kept, SplineLayout layout, int n) {
        Object s = kept.storage();
        int from = layout.binRawSlopes() * n;
        int to = layout.binSlopes() * n;
        DoubleVector shift = all(layout.slopeShift());
        DoubleVector least = all(layout.leastSlope());
        for (int i = 0; i < 2 * n; i += D) {
            store(VectorMath.exp(doubles(s, from + i).add(shift)), s, to + i);
        }
        for (int i = 0; i < 2 * n; i += D) {
            DoubleVector x = doubles(s, from + i).add(shift);
            DoubleVector soft = VectorMath.log(doubles(s, to + i).add(ONE));
            store(soft.blend(x, x.compare(VectorOperators.GT, THIRTY)).add(least), s, to + i);
        }
    }

    @Override
    public void splineForward(Matrix kept, Matrix work, SplineLayout layout, Matrix logDet, int n) {
        Object s = kept.storage();
        Object w = work.storage();
        Object det = logDet.storage();
        for (int i = 0; i < n; i += D) {
            DoubleVector width = doubles(s, layout.width() * n + i);
            DoubleVector height = doubles(s, layout.height() * n + i);
            DoubleVector d0 = doubles(s, layout.binSlopes() * n + i);
            DoubleVector d1 = doubles(s, (layout.binSlopes() + 1) * n + i);
            DoubleVector offset = doubles(s, layout.position() * n + i).sub(doubles(s, layout.left() * n + i));
            DoubleVector t = offset.div(width).max(ZERO).min(ONE);
            DoubleVector m = height.div(width);
            DoubleVector rest = ONE.sub(t);
            DoubleVector tt = t.mul(rest);
            DoubleVector denominator = d0.add(d1).sub(m.mul(TWO)).fma(tt, m);
            DoubleVector numerator = m.mul(t).fma(t, d0.mul(tt));
            DoubleVector bottom = doubles(s, layout.bottom() * n + i);
            store(height.fma(numerator.div(denominator), bottom), w, layout.image() * n + i);
            store(slope(d0, d1, m, t, rest, tt, denominator), w, layout.scratch() * n + i);
        }
        for (int i = 0; i < n; i += D) {
            DoubleVector log = VectorMath.log(doubles(w, layout.scratch() * n + i));
            store(doubles(det, i).add(log), det, i);
        }
    }

    private static DoubleVector slope(
            DoubleVector d0,
            DoubleVector d1,
            DoubleVector m,
            DoubleVector t,
            DoubleVector rest,
            DoubleVector tt,
            DoubleVector denominator) {
        DoubleVector p = d1.mul(t).fma(t, m.mul(TWO).fma(tt, d0.mul(rest).mul(rest)));
        DoubleVector ratio = m.div(denominator);
        return ratio.mul(ratio).mul(p);
    }

    @Override
    public void splineInverse(Matrix kept, Matrix work, SplineLayout layout, int n) {
        Object s = kept.storage();
        Object w = work.storage();
        for (int i = 0; i < n; i += D) {
            DoubleVector width = doubles(s, layout.width() * n + i);
            DoubleVector height = doubles(s, layout.height() * n + i);
            DoubleVector d0 = doubles(s, layout.binSlopes() * n + i);
            DoubleVector d1 = doubles(s, (layout.binSlopes() + 1) * n + i);
            DoubleVector m = height.div(width);
            DoubleVector offset = doubles(w, layout.image() * n + i).sub(doubles(s, layout.bottom() * n + i));
            DoubleVector fraction = offset.div(height).max(ZERO).min(ONE);
            DoubleVector bend = d0.add(d1).sub(m.mul(TWO));
            DoubleVector a = fraction.fma(bend, m.sub(d0));
            DoubleVector b = fraction.neg().fma(bend, d0);
            DoubleVector c = m.neg().mul(fraction);
            DoubleVector root = b.fma(b, a.mul(MINUS_FOUR).mul(c)).max(ZERO).sqrt();
            store(fraction, w, layout.fraction() * n + i);
            store(c.mul(TWO).div(b.neg().sub(root)).max(ZERO).min(ONE), w, layout.root() * n + i);
            store(m, w, layout.meanSlope() * n + i);
        }
    }

    @Override
    public void splineRefine(Matrix kept, Matrix work, SplineLayout layout, Matrix logDet, int n) {
        Object s = kept.storage();
        Object w = work.storage();
        Object det = logDet.storage();
        for (int i = 0; i < n; i += D) {
            DoubleVector d0 = doubles(s, layout.binSlopes() * n + i);
            DoubleVector d1 = doubles(s, (layout.binSlopes() + 1) * n + i);
            DoubleVector m = doubles(w, layout.meanSlope() * n + i);
            DoubleVector t = doubles(w, layout.root() * n + i);
            DoubleVector rest = ONE.sub(t);
            DoubleVector tt = t.mul(rest);
            DoubleVector denominator = d0.add(d1).sub(m.mul(TWO)).fma(tt, m);
            DoubleVector numerator = m.mul(t).fma(t, d0.mul(tt));
            DoubleVector excess = doubles(w, layout.fraction() * n + i).neg().fma(denominator, numerator);
            DoubleVector p = d1.mul(t).fma(t, m.mul(TWO).fma(tt, d0.mul(rest).mul(rest)));
            DoubleVector refined =
                    t.sub(excess.mul(denominator).div(m.mul(p))).max(ZERO).min(ONE);
            DoubleVector left = doubles(s, layout.left() * n + i);
            store(refined.fma(doubles(s, layout.width() * n + i), left), s, layout.position() * n + i);
            DoubleVector ratio = m.div(denominator);
            store(ratio.mul(ratio).mul(p), w, layout.scratch() * n + i);
        }
        for (int i = 0; i < n; i += D) {
            DoubleVector log = VectorMath.log(doubles(w, layout.scratch() * n + i));
            store(doubles(det, i).sub(log), det, i);
        }
    }

    @Override
    public void splineVjp(
            Matrix kept,
            Matrix work,
            SplineLayout layout,
            boolean inverse,
            Matrix toBar,
            int barIndex,
            Matrix detBar,
            Matrix fromBar,
            int n) {
        Object s = kept.storage();
        Object w = work.storage();
        Object in = toBar.storage();
        Object detBars = detBar.storage();
        Object out = fromBar.storage();
        int bars = layout.bars() * n;
        int scratch = layout.scratch() * n;
        DoubleVector sign = inverse ? MINUS_ONE : ONE;
        for (int i = 0; i < n; i += D) {
            DoubleVector width = doubles(s, layout.width() * n + i);
            DoubleVector height = doubles(s, layout.height() * n + i);
            DoubleVector d0 = doubles(s, layout.binSlopes() * n + i);
            DoubleVector d1 = doubles(s, (layout.binSlopes() + 1) * n + i);
            DoubleVector offset = doubles(s, layout.position() * n + i).sub(doubles(s, layout.left() * n + i));
            DoubleVector t = offset.div(width).max(ZERO).min(ONE);
            DoubleVector m = height.div(width);
            DoubleVector rest = ONE.sub(t);
            DoubleVector tt = t.mul(rest);
            DoubleVector uneven = t.fma(MINUS_TWO, ONE);
            DoubleVector bend = d0.add(d1).sub(m.mul(TWO));
            DoubleVector inverseD = ONE.div(bend.fma(tt, m));
            DoubleVector p = d1.mul(t).fma(t, m.mul(TWO).fma(tt, d0.mul(rest).mul(rest)));
            DoubleVector inverseP = ONE.div(p);
            DoubleVector ratio = m.mul(inverseD);
            DoubleVector slope = ratio.mul(ratio).mul(p);
            DoubleVector pDerivative =
                    m.fma(uneven, d1.fma(t, d0.neg().mul(rest))).mul(TWO);
            DoubleVector curvature = pDerivative
                    .fma(inverseP, bend.mul(MINUS_TWO).mul(uneven).mul(inverseD))
                    .div(width);
            DoubleVector bar = doubles(in, barIndex + i);
            DoubleVector detBarNow = doubles(detBars, i);
            DoubleVector through =
                    inverse ? detBarNow.neg().fma(curvature, bar).div(slope) : bar.fma(slope, detBarNow.mul(curvature));
            DoubleVector alpha = inverse ? through.neg() : bar;
            DoubleVector beta = detBarNow.mul(sign);
            store(through, out, barIndex + i);
            store(alpha.fma(slope, beta.mul(curvature)).neg(), w, bars + i);
            store(alpha, w, bars + 2 * n + i);
            store(t, w, scratch + i);
            store(inverseD, w, scratch + n + i);
            store(inverseP, w, scratch + 2 * n + i);
            store(beta, w, scratch + 3 * n + i);
        }
    }

    @Override
    public void splineBinVjp(Matrix kept, Matrix work, SplineLayout layout, int n) {
        Object s = kept.storage();
        Object w = work.storage();
        int bars = layout.bars() * n;
        int scratch = layout.scratch() * n;
        for (int i = 0; i < n; i += D) {
            DoubleVector width = doubles(s, layout.width() * n + i);
            DoubleVector height = doubles(s, layout.height() * n + i);
            DoubleVector d0 = doubles(s, layout.binSlopes() * n + i);
            DoubleVector t = doubles(w, scratch + i);
            DoubleVector inverseD = doubles(w, scratch + n + i);
            DoubleVector inverseP = doubles(w, scratch + 2 * n + i);
            DoubleVector beta = doubles(w, scratch + 3 * n + i);
            DoubleVector alpha = doubles(w, bars + 2 * n + i);
            DoubleVector m = height.div(width);
            DoubleVector rest = ONE.sub(t);
            DoubleVector tt = t.mul(rest);
            DoubleVector numerator = m.mul(t).fma(t, d0.mul(tt));
            DoubleVector fraction = numerator.mul(inverseD);
            DoubleVector lever = height.mul(inverseD);
            DoubleVector square = tt.fma(MINUS_TWO, ONE);
            DoubleVector yM = lever.mul(t.fma(t, fraction.neg().mul(square)));
            DoubleVector yD0 = lever.mul(tt).mul(ONE.sub(fraction));
            DoubleVector yD1 = lever.neg().mul(tt).mul(fraction);
            DoubleVector lM =
                    ONE.div(m).add(tt.fma(inverseP, square.neg().mul(inverseD))).mul(TWO);
            DoubleVector lD = tt.mul(MINUS_TWO).mul(inverseD);
            DoubleVector lD0 = rest.mul(rest).fma(inverseP, lD);
            DoubleVector lD1 = t.mul(t).fma(inverseP, lD);
            DoubleVector perWidth = alpha.fma(yM, beta.mul(lM)).div(width);
            store(doubles(w, bars + i).fma(t, m.mul(perWidth).neg()), w, bars + n + i);
            store(alpha.fma(fraction, perWidth), w, bars + 3 * n + i);
            store(alpha.fma(yD0, beta.mul(lD0)), w, bars + 4 * n + i);
            store(alpha.fma(yD1, beta.mul(lD1)), w, bars + 5 * n + i);
        }
    }

    @Override
    public void splineTails(
            Matrix within, int withinIndex, double half, Matrix from, int fromIndex, Matrix to, int toIndex, int n) {
        Object s = within.storage();
        Object a = from.storage();
        Object b = to.storage();
        DoubleVector bound = all(half);
        for (int i = 0; i < n; i += D) {
            DoubleVector position = doubles(a, fromIndex + i);
            VectorMask<Double> tail = position.abs().compare(VectorOperators.GT, bound);
            store(doubles(s, withinIndex + i).blend(position, tail), b, toIndex + i);
        }
    }

    @Override
    public void splineTailsVjp(
            Matrix work, SplineLayout layout, Matrix z, Matrix toBar, int index, Matrix fromBar, int n) {
        Object w = work.storage();
        Object a = z.storage();
        Object in = toBar.storage();
        Object out = fromBar.storage();
        DoubleVector half = all(layout.half());
        for (int i = 0; i < n; i += D) {
            VectorMask<Double> tail = doubles(a, index + i).abs().compare(VectorOperators.GT, half);
            store(doubles(out, index + i).blend(doubles(in, index + i), tail), out, index + i);
        }
        for (int bar = 0; bar < 6; bar++) {
            int row = (layout.bars() + bar) * n;
            for (int i = 0; i < n; i += D) {
                VectorMask<Double> tail = doubles(a, index + i).abs().compare(VectorOperators.GT, half);
                store(doubles(w, row + i).blend(ZERO, tail), w, row + i);
            }
        }
    }

    @Override
    public void sharesVjp(Matrix kept, Matrix work, SplineLayout layout, boolean heights, int n) {
        Object s = kept.storage();
        Object w = work.storage();
        int first = heights ? layout.heights() * n : 0;
        int bars = (layout.bars() + (heights ? 2 : 0)) * n;
        int scales = (layout.scales() + (heights ? 1 : 0)) * n;
        DoubleVector inverseSpan = all(1 / (2 * layout.half() * layout.span()));
        for (int i = 0; i < n; i += D) {
            DoubleVector scale = doubles(s, scales + i);
            DoubleVector start = doubles(w, bars + i);
            DoubleVector size = doubles(w, bars + n + i);
            DoubleVector bin = doubles(s, layout.bin() * n + i);
            DoubleVector sum = ZERO;
            for (int k = 0; k < layout.bins(); k++) {
                sum = own(start, size, bin, k).fma(doubles(s, first + k * n + i), sum);
            }
            DoubleVector mean = sum.mul(scale).mul(inverseSpan);
            for (int k = 0; k < layout.bins(); k++) {
                DoubleVector share = doubles(s, first + k * n + i);
                DoubleVector own = own(start, size, bin, k);
                store(share.mul(scale).mul(own.sub(mean)), w, first + k * n + i);
            }
        }
    }

    /** The cotangent of piece k's size: every piece before the bin moves its start. */
    private static DoubleVector own(DoubleVector start, DoubleVector size, DoubleVector bin, double k) {
        return size.blend(start, bin.compare(VectorOperators.GT, k)).blend(0, bin.compare(VectorOperators.LT, k));
    }

    @Override
    public void slopesVjp(Matrix kept, Matrix work, SplineLayout layout, int n) {
        Object s = kept.storage();
        Object w = work.storage();
        int raw = layout.binRawSlopes() * n;
        int bars = (layout.bars() + 4) * n;
        DoubleVector shift = all(layout.slopeShift());
        for (int i = 0; i < 2 * n; i += D) {
            DoubleVector x = doubles(s, raw + i).add(shift);
            DoubleVector sigmoid = ONE.div(VectorMath.exp(x.neg()).add(ONE));
            store(doubles(w, bars + i).mul(sigmoid), w, bars + i);
        }
        for (int k = 0; k <= layout.bins(); k++) {
            scatterSlope(s, layout.bin() * n, w, bars, (layout.rawSlopes() + k) * n, k, n);
        }
    }

    /** Sets the cotangent of knot k: from bins that begin there, and from those that end there. */
    private static void scatterSlope(Object s, int bins, Object w, int bars, int row, double k, int n) {
        for (int i = 0; i < n; i += D) {
            DoubleVector bin = doubles(s, bins + i);
            DoubleVector left = ZERO.blend(doubles(w, bars + i), bin.compare(VectorOperators.EQ, k));
            VectorMask<Double> ends = bin.compare(VectorOperators.EQ, k - 1);
            store(left.blend(doubles(w, bars + n + i), ends), w, row + i);
        }
    }
}
