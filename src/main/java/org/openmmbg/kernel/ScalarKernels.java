package org.openmmbg.kernel;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** The kernels one element at a time: for JVMs without the Vector API, and what the vector kernels are tested against. */
final class ScalarKernels implements Kernels {

    @Override
    public Object storage(ByteBuffer bytes) {
        return bytes;
    }

    @Override
    public void addBias(Matrix matrix, Matrix bias) {
        FloatBuffer a = matrix.floats();
        FloatBuffer b = bias.floats();
        int n = matrix.columns();
        for (int f = 0; f < matrix.rows(); f++) {
            float shift = b.get(f);
            for (int i = f * n; i < (f + 1) * n; i++) {
                a.put(i, a.get(i) + shift);
            }
        }
    }

    @Override
    public void activate(Activation activation, Matrix in, Matrix bias, Matrix out) {
        FloatBuffer a = in.floats();
        FloatBuffer b = bias.floats();
        FloatBuffer y = out.floats();
        int n = in.columns();
        for (int f = 0; f < in.rows(); f++) {
            float shift = b.get(f);
            for (int i = f * n; i < (f + 1) * n; i++) {
                float x = a.get(i) + shift;
                a.put(i, x);
                y.put(i, activation == Activation.TANH ? Elementary.tanh(x) : algebraicSilu(x));
            }
        }
    }

    private static float algebraicSilu(float x) {
        float s = x / (float) Math.sqrt(Math.fma(x, x, 1f));
        float half = 0.5f * x;
        return Math.fma(half, s, half);
    }

    @Override
    public void activateVjp(Activation activation, Matrix in, Matrix out, Matrix bar) {
        FloatBuffer a = in.floats();
        FloatBuffer y = out.floats();
        FloatBuffer b = bar.floats();
        int size = in.size();
        if (activation == Activation.TANH) {
            for (int i = 0; i < size; i++) {
                float t = y.get(i);
                b.put(i, b.get(i) * Math.fma(-t, t, 1f));
            }
        } else {
            for (int i = 0; i < size; i++) {
                float x = a.get(i);
                float s = x / (float) Math.sqrt(Math.fma(x, x, 1f));
                // (1 + s·(2 − s²))/2
                b.put(i, b.get(i) * Math.fma(0.5f * s, Math.fma(-s, s, 2f), 0.5f));
            }
        }
    }

    @Override
    public void add(Matrix from, Matrix to) {
        FloatBuffer a = from.floats();
        FloatBuffer b = to.floats();
        int size = Matrix.padded(from.size());
        for (int i = 0; i < size; i++) {
            b.put(i, b.get(i) + a.get(i));
        }
    }

    @Override
    public double squaredNorm(Matrix matrix, double[] parts) {
        FloatBuffer a = matrix.floats();
        Arrays.fill(parts, 0);
        int size = Matrix.padded(matrix.size());
        for (int i = 0; i < size; i++) {
            double x = a.get(i);
            parts[i % Matrix.LANES] = Math.fma(x, x, parts[i % Matrix.LANES]);
        }
        return Elementary.treeSum(parts);
    }

    @Override
    public void adam(AdamStep step, Matrix value, Matrix gradient, Matrix first, Matrix second, Matrix average) {
        FloatBuffer x = value.floats();
        FloatBuffer g = gradient.floats();
        FloatBuffer m = first.floats();
        FloatBuffer v = second.floats();
        FloatBuffer mean = average.floats();
        float scale = (float) step.gradientScale();
        float beta1 = (float) step.beta1();
        float rest1 = (float) (1 - step.beta1());
        float beta2 = (float) step.beta2();
        float rest2 = (float) (1 - step.beta2());
        float stepSize = (float) -step.stepSize();
        float correction2 = (float) step.inverseCorrection2();
        float epsilon = (float) step.epsilon();
        float shrink = (float) step.shrink();
        float rest = (float) (1 - step.averageDecay());
        int size = Matrix.padded(value.size());
        for (int i = 0; i < size; i++) {
            float gradientNow = g.get(i) * scale;
            float firstNow = Math.fma(m.get(i), beta1, gradientNow * rest1);
            float secondNow = Math.fma(v.get(i), beta2, gradientNow * gradientNow * rest2);
            m.put(i, firstNow);
            v.put(i, secondNow);
            float root = (float) Math.sqrt(secondNow * correction2) + epsilon;
            float now = Math.fma(firstNow / root, stepSize, x.get(i) * shrink);
            x.put(i, now);
            mean.put(i, Math.fma(now - mean.get(i), rest, mean.get(i)));
        }
    }

    @Override
    public void widen(Matrix from, int fromIndex, Matrix to, int toIndex, int count) {
        FloatBuffer a = from.floats();
        DoubleBuffer b = to.doubles();
        for (int i = 0; i < count; i++) {
            b.put(toIndex + i, a.get(fromIndex + i));
        }
    }

    @Override
    public void narrow(Matrix from, int fromIndex, Matrix to, int toIndex, int count) {
        DoubleBuffer a = from.doubles();
        FloatBuffer b = to.floats();
        for (int i = 0; i < count; i++) {
            b.put(toIndex + i, (float) a.get(fromIndex + i));
        }
    }

    @Override
    public void takeRows(Matrix from, int[] rows, Matrix to, int n) {
        DoubleBuffer a = from.doubles();
        DoubleBuffer b = to.doubles();
        for (int j = 0; j < rows.length; j++) {
            for (int i = 0; i < n; i++) {
                b.put(j * n + i, a.get(rows[j] * n + i));
            }
        }
    }

    @Override
    public void narrowRows(Matrix from, int[] rows, Matrix to, int n) {
        DoubleBuffer a = from.doubles();
        FloatBuffer b = to.floats();
        for (int j = 0; j < rows.length; j++) {
            for (int i = 0; i < n; i++) {
                b.put(j * n + i, (float) a.get(rows[j] * n + i));
            }
        }
    }

    @Override
    public void putRows(Matrix from, int[] rows, Matrix to, int n) {
        DoubleBuffer a = from.doubles();
        DoubleBuffer b = to.doubles();
        for (int j = 0; j < rows.length; j++) {
            for (int i = 0; i < n; i++) {
                b.put(rows[j] * n + i, a.get(j * n + i));
            }
        }
    }

    @Override
    public void addRows(Matrix from, int[] rows, Matrix to, int n) {
        DoubleBuffer a = from.doubles();
        DoubleBuffer b = to.doubles();
        for (int j = 0; j < rows.length; j++) {
            for (int i = 0; i < n; i++) {
                b.put(rows[j] * n + i, b.get(rows[j] * n + i) + a.get(j * n + i));
            }
        }
    }

    @Override
    public void addWidenedRows(Matrix from, int[] rows, Matrix to, int n) {
        FloatBuffer a = from.floats();
        DoubleBuffer b = to.doubles();
        for (int j = 0; j < rows.length; j++) {
            for (int i = 0; i < n; i++) {
                b.put(rows[j] * n + i, b.get(rows[j] * n + i) + a.get(j * n + i));
            }
        }
    }

    @Override
    public void addRow(Matrix from, int fromIndex, Matrix to, int toIndex, int n) {
        DoubleBuffer a = from.doubles();
        DoubleBuffer b = to.doubles();
        for (int i = 0; i < n; i++) {
            b.put(toIndex + i, b.get(toIndex + i) + a.get(fromIndex + i));
        }
    }

    @Override
    public void exp(Matrix from, int fromIndex, Matrix to, int toIndex, int count) {
        DoubleBuffer b = to.doubles();
        for (int i = 0; i < count; i++) {
            b.put(toIndex + i, Elementary.exp(from.get(fromIndex + i)));
        }
    }

    @Override
    public void sinCos(Matrix angles, int index, Matrix sin, int sinIndex, Matrix cos, int cosIndex, int n) {
        DoubleBuffer a = angles.doubles();
        DoubleBuffer s = sin.doubles();
        DoubleBuffer c = cos.doubles();
        for (int i = 0; i < n; i++) {
            double angle = a.get(index + i);
            s.put(sinIndex + i, Elementary.sin(angle));
            c.put(cosIndex + i, Elementary.cos(angle));
        }
    }

    @Override
    public void nextHarmonic(Matrix rows, int index, int n) {
        DoubleBuffer a = rows.doubles();
        for (int i = 0; i < n; i++) {
            double cos1 = a.get(i);
            double sin1 = a.get(n + i);
            double cos = a.get(index - 2 * n + i);
            double sin = a.get(index - n + i);
            a.put(index + i, Math.fma(cos, cos1, -(sin * sin1)));
            a.put(index + n + i, Math.fma(sin, cos1, cos * sin1));
        }
    }

    @Override
    public void harmonicsVjp(Matrix values, Matrix bars, int harmonics, Matrix angleBars, int index, int n) {
        DoubleBuffer a = values.doubles();
        DoubleBuffer b = bars.doubles();
        DoubleBuffer out = angleBars.doubles();
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int k = 0; k < harmonics; k++) {
                int cos = 2 * k * n + i;
                int sin = cos + n;
                double turn = Math.fma(b.get(sin), a.get(cos), -(b.get(cos) * a.get(sin)));
                sum = Math.fma(turn, k + 1, sum);
            }
            out.put(index + i, sum);
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
        DoubleBuffer p = a.doubles();
        DoubleBuffer q = b.doubles();
        DoubleBuffer y = out.doubles();
        for (int i = 0; i < n; i++) {
            y.put(outIndex + i, Elementary.wrap(Math.fma(q.get(bIndex + i), factor, p.get(aIndex + i) + constant)));
        }
    }

    @Override
    public void affineScale(Matrix r, int step, Matrix scale, Matrix kept, int variables, int n) {
        DoubleBuffer e = kept.doubles();
        int size = variables * n;
        for (int i = 0; i < size; i++) {
            double raw = r.get(i / n * step * n + i % n);
            double inverse = 1 / Math.sqrt(Math.fma(raw, raw, AffineRows.LIMIT_SQUARED));
            double s = raw * AffineRows.LIMIT * inverse;
            scale.doubles().put(i, s);
            e.put(size + i, AffineRows.LIMIT_CUBED * inverse * inverse * inverse);
            e.put(i, Elementary.exp(s));
        }
    }

    @Override
    public void affineForward(
            Matrix t, int step, Matrix scale, Matrix kept, Matrix z, Matrix x, Matrix logDet, int variables, int n) {
        DoubleBuffer e = kept.doubles();
        DoubleBuffer from = z.doubles();
        DoubleBuffer to = x.doubles();
        DoubleBuffer det = logDet.doubles();
        for (int i = 0; i < variables * n; i++) {
            double shift = t.get(((i / n + 1) * step - 1) * n + i % n);
            to.put(i, Math.fma(from.get(i), e.get(i), shift));
            det.put(i % n, det.get(i % n) + scale.doubles().get(i));
        }
    }

    @Override
    public void affineInverse(
            Matrix t, int step, Matrix scale, Matrix kept, Matrix x, Matrix z, Matrix logDet, int variables, int n) {
        DoubleBuffer e = kept.doubles();
        DoubleBuffer from = x.doubles();
        DoubleBuffer to = z.doubles();
        DoubleBuffer det = logDet.doubles();
        for (int i = 0; i < variables * n; i++) {
            double shift = t.get(((i / n + 1) * step - 1) * n + i % n);
            to.put(i, (from.get(i) - shift) / e.get(i));
            det.put(i % n, det.get(i % n) - scale.doubles().get(i));
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
        DoubleBuffer e = kept.doubles();
        DoubleBuffer latent = z.doubles();
        DoubleBuffer bars = toBar.doubles();
        DoubleBuffer detBars = detBar.doubles();
        DoubleBuffer to = fromBar.doubles();
        int size = variables * n;
        for (int i = 0; i < size; i++) {
            double slope = e.get(i);
            double bar = bars.get(i);
            double through = inverse ? bar / slope : bar * slope;
            double alpha = inverse ? -through : bar;
            double beta = inverse ? -detBars.get(i % n) : detBars.get(i % n);
            to.put(i, through);
            rBar.set(i / n * step * n + i % n, Math.fma(alpha * latent.get(i), slope, beta) * e.get(size + i));
            tBar.set(((i / n + 1) * step - 1) * n + i % n, alpha);
        }
    }

    @Override
    public void splineScale(Matrix kept, SplineLayout layout, boolean heights, int n) {
        DoubleBuffer s = kept.doubles();
        int first = heights ? layout.heights() * n : 0;
        int to = (layout.scales() + (heights ? 1 : 0)) * n;
        double span = 2 * layout.half() * layout.span();
        for (int i = 0; i < n; i++) {
            double sum = s.get(first + i);
            for (int k = 1; k < layout.bins(); k++) {
                sum += s.get(first + k * n + i);
            }
            s.put(to + i, span / sum);
        }
    }

    @Override
    public void findBin(Matrix kept, Matrix work, SplineLayout layout, boolean byHeight, int n) {
        DoubleBuffer s = kept.doubles();
        DoubleBuffer w = work.doubles();
        double least = 2 * layout.half() * layout.least();
        for (int i = 0; i < n; i++) {
            double widthScale = s.get(layout.scales() * n + i);
            double heightScale = s.get((layout.scales() + 1) * n + i);
            double position = byHeight ? w.get(layout.image() * n + i) : s.get(layout.position() * n + i);
            double left = -layout.half();
            double bottom = -layout.half();
            for (int k = 0; k < layout.bins(); k++) {
                double width = Math.fma(s.get(k * n + i), widthScale, least);
                double height = Math.fma(s.get((layout.heights() + k) * n + i), heightScale, least);
                if (k == 0 || position >= (byHeight ? bottom : left)) {
                    s.put(layout.width() * n + i, width);
                    s.put(layout.height() * n + i, height);
                    s.put(layout.left() * n + i, left);
                    s.put(layout.bottom() * n + i, bottom);
                    s.put(layout.binRawSlopes() * n + i, w.get((layout.rawSlopes() + k) * n + i));
                    s.put((layout.binRawSlopes() + 1) * n + i, w.get((layout.rawSlopes() + k + 1) * n + i));
                    s.put(layout.bin() * n + i, k);
                }
                left += width;
                bottom += height;
            }
        }
    }

    @Override
    public void slopes(Matrix kept, SplineLayout layout, int n) {
        DoubleBuffer s = kept.doubles();
        int from = layout.binRawSlopes() * n;
        int to = layout.binSlopes() * n;
        for (int i = 0; i < 2 * n; i++) {
            s.put(to + i, Elementary.softplus(s.get(from + i) + layout.slopeShift()) + layout.leastSlope());
        }
    }

    @Override
    public void splineForward(Matrix kept, Matrix work, SplineLayout layout, Matrix logDet, int n) {
        DoubleBuffer s = kept.doubles();
        DoubleBuffer w = work.doubles();
        DoubleBuffer det = logDet.doubles();
        for (int i = 0; i < n; i++) {
            double width = s.get(layout.width() * n + i);
            double height = s.get(layout.height() * n + i);
            double d0 = s.get(layout.binSlopes() * n + i);
            double d1 = s.get((layout.binSlopes() + 1) * n + i);
            double offset = s.get(layout.position() * n + i) - s.get(layout.left() * n + i);
            double t = Math.min(Math.max(offset / width, 0), 1);
            double m = height / width;
            double rest = 1 - t;
            double tt = t * rest;
            double denominator = Math.fma(d0 + d1 - 2 * m, tt, m);
            double numerator = Math.fma(m * t, t, d0 * tt);
            w.put(layout.image() * n + i, Math.fma(height, numerator / denominator, s.get(layout.bottom() * n + i)));
            double argument = slope(d0, d1, m, t, rest, tt, denominator);
            w.put(layout.scratch() * n + i, argument);
            det.put(i, det.get(i) + Elementary.log(argument));
        }
    }

    /** m²·(d1·t² + 2·m·t·(1 − t) + d0·(1 − t)²)/denominator². */
    private static double slope(double d0, double d1, double m, double t, double rest, double tt, double denominator) {
        double p = Math.fma(d1 * t, t, Math.fma(2 * m, tt, d0 * rest * rest));
        double ratio = m / denominator;
        return ratio * ratio * p;
    }

    @Override
    public void splineInverse(Matrix kept, Matrix work, SplineLayout layout, int n) {
        DoubleBuffer s = kept.doubles();
        DoubleBuffer w = work.doubles();
        for (int i = 0; i < n; i++) {
            double width = s.get(layout.width() * n + i);
            double height = s.get(layout.height() * n + i);
            double d0 = s.get(layout.binSlopes() * n + i);
            double d1 = s.get((layout.binSlopes() + 1) * n + i);
            double m = height / width;
            double offset = w.get(layout.image() * n + i) - s.get(layout.bottom() * n + i);
            double fraction = Math.min(Math.max(offset / height, 0), 1);
            double bend = d0 + d1 - 2 * m;
            // Durkan et al., eqs. 6 to 8, divided by the height.
            double a = Math.fma(fraction, bend, m - d0);
            double b = Math.fma(-fraction, bend, d0);
            double c = -m * fraction;
            double root = Math.sqrt(Math.max(Math.fma(b, b, -4 * a * c), 0));
            w.put(layout.fraction() * n + i, fraction);
            w.put(layout.root() * n + i, Math.min(Math.max(2 * c / (-b - root), 0), 1));
            w.put(layout.meanSlope() * n + i, m);
        }
    }

    @Override
    public void splineRefine(Matrix kept, Matrix work, SplineLayout layout, Matrix logDet, int n) {
        DoubleBuffer s = kept.doubles();
        DoubleBuffer w = work.doubles();
        DoubleBuffer det = logDet.doubles();
        for (int i = 0; i < n; i++) {
            double d0 = s.get(layout.binSlopes() * n + i);
            double d1 = s.get((layout.binSlopes() + 1) * n + i);
            double m = w.get(layout.meanSlope() * n + i);
            double t = w.get(layout.root() * n + i);
            double rest = 1 - t;
            double tt = t * rest;
            double denominator = Math.fma(d0 + d1 - 2 * m, tt, m);
            double numerator = Math.fma(m * t, t, d0 * tt);
            double excess = Math.fma(-w.get(layout.fraction() * n + i), denominator, numerator);
            double p = Math.fma(d1 * t, t, Math.fma(2 * m, tt, d0 * rest * rest));
            double refined = Math.min(Math.max(t - excess * denominator / (m * p), 0), 1);
            s.put(
                    layout.position() * n + i,
                    Math.fma(refined, s.get(layout.width() * n + i), s.get(layout.left() * n + i)));
            double ratio = m / denominator;
            double argument = ratio * ratio * p;
            w.put(layout.scratch() * n + i, argument);
            det.put(i, det.get(i) - Elementary.log(argument));
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
        DoubleBuffer s = kept.doubles();
        DoubleBuffer w = work.doubles();
        DoubleBuffer in = toBar.doubles();
        DoubleBuffer detBars = detBar.doubles();
        DoubleBuffer out = fromBar.doubles();
        for (int i = 0; i < n; i++) {
            double width = s.get(layout.width() * n + i);
            double height = s.get(layout.height() * n + i);
            double d0 = s.get(layout.binSlopes() * n + i);
            double d1 = s.get((layout.binSlopes() + 1) * n + i);
            double offset = s.get(layout.position() * n + i) - s.get(layout.left() * n + i);
            double t = Math.min(Math.max(offset / width, 0), 1);
            double m = height / width;
            double rest = 1 - t;
            double tt = t * rest;
            double uneven = Math.fma(-2, t, 1);
            double bend = d0 + d1 - 2 * m;
            double inverseD = 1 / Math.fma(bend, tt, m);
            double p = Math.fma(d1 * t, t, Math.fma(2 * m, tt, d0 * rest * rest));
            double inverseP = 1 / p;
            double ratio = m * inverseD;
            double slope = ratio * ratio * p;
            double pDerivative = 2 * Math.fma(m, uneven, Math.fma(d1, t, -d0 * rest));
            double curvature = Math.fma(pDerivative, inverseP, -2 * bend * uneven * inverseD) / width;
            // x = f(z; θ) at fixed x: dz = (dx − ∂f/∂θ dθ)/f′, and the log-determinant is −log f′(z; θ).
            double bar = in.get(barIndex + i);
            double detBarNow = detBars.get(i);
            double through = inverse
                    ? Math.fma(-detBarNow, curvature, bar) / slope
                    : Math.fma(bar, slope, detBarNow * curvature);
            double alpha = inverse ? -through : bar;
            double beta = inverse ? -detBarNow : detBarNow;
            out.put(barIndex + i, through);
            // t = (u − left)/width moves with the knots at fixed u: dy = f′·width dt, dlog f′ = curvature·width dt.
            w.put(layout.bars() * n + i, -Math.fma(alpha, slope, beta * curvature));
            w.put((layout.bars() + 2) * n + i, alpha);
            w.put(layout.scratch() * n + i, t);
            w.put((layout.scratch() + 1) * n + i, inverseD);
            w.put((layout.scratch() + 2) * n + i, inverseP);
            w.put((layout.scratch() + 3) * n + i, beta);
        }
    }

    @Override
    public void splineBinVjp(Matrix kept, Matrix work, SplineLayout layout, int n) {
        DoubleBuffer s = kept.doubles();
        DoubleBuffer w = work.doubles();
        for (int i = 0; i < n; i++) {
            double width = s.get(layout.width() * n + i);
            double height = s.get(layout.height() * n + i);
            double d0 = s.get(layout.binSlopes() * n + i);
            double t = w.get(layout.scratch() * n + i);
            double inverseD = w.get((layout.scratch() + 1) * n + i);
            double inverseP = w.get((layout.scratch() + 2) * n + i);
            double beta = w.get((layout.scratch() + 3) * n + i);
            int bars = layout.bars() * n + i;
            double alpha = w.get(bars + 2 * n);
            double m = height / width;
            double rest = 1 - t;
            double tt = t * rest;
            double numerator = Math.fma(m * t, t, d0 * tt);
            // The partial derivatives of y = h·N/D and of log f′ = 2 log m + log P − 2 log D in (m, d0, d1) at fixed t.
            double fraction = numerator * inverseD;
            double lever = height * inverseD;
            double square = Math.fma(-2, tt, 1);
            double yM = lever * Math.fma(t, t, -fraction * square);
            double yD0 = lever * tt * (1 - fraction);
            double yD1 = -lever * tt * fraction;
            double lM = 2 * (1 / m + Math.fma(tt, inverseP, -square * inverseD));
            double lD = -2 * tt * inverseD;
            double lD0 = Math.fma(rest * rest, inverseP, lD);
            double lD1 = Math.fma(t * t, inverseP, lD);
            double perWidth = Math.fma(alpha, yM, beta * lM) / width;
            w.put(bars + n, Math.fma(w.get(bars), t, -(m * perWidth)));
            w.put(bars + 3 * n, Math.fma(alpha, fraction, perWidth));
            w.put(bars + 4 * n, Math.fma(alpha, yD0, beta * lD0));
            w.put(bars + 5 * n, Math.fma(alpha, yD1, beta * lD1));
        }
    }

    @Override
    public void splineTails(
            Matrix within, int withinIndex, double half, Matrix from, int fromIndex, Matrix to, int toIndex, int n) {
        DoubleBuffer s = within.doubles();
        DoubleBuffer a = from.doubles();
        DoubleBuffer b = to.doubles();
        for (int i = 0; i < n; i++) {
            double position = a.get(fromIndex + i);
            boolean tail = Math.abs(position) > half;
            b.put(toIndex + i, tail ? position : s.get(withinIndex + i));
        }
    }

    @Override
    public void splineTailsVjp(
            Matrix work, SplineLayout layout, Matrix z, Matrix toBar, int index, Matrix fromBar, int n) {
        DoubleBuffer w = work.doubles();
        for (int i = 0; i < n; i++) {
            boolean tail = Math.abs(z.doubles().get(index + i)) > layout.half();
            if (tail) {
                fromBar.doubles().put(index + i, toBar.doubles().get(index + i));
                for (int bar = 0; bar < 6; bar++) {
                    w.put((layout.bars() + bar) * n + i, 0);
                }
            }
        }
    }

    @Override
    public void sharesVjp(Matrix kept, Matrix work, SplineLayout layout, boolean heights, int n) {
        DoubleBuffer s = kept.doubles();
        DoubleBuffer w = work.doubles();
        int first = heights ? layout.heights() * n : 0;
        int bars = (layout.bars() + (heights ? 2 : 0)) * n;
        int scales = (layout.scales() + (heights ? 1 : 0)) * n;
        double inverseSpan = 1 / (2 * layout.half() * layout.span());
        for (int i = 0; i < n; i++) {
            double scale = s.get(scales + i);
            double start = w.get(bars + i);
            double size = w.get(bars + n + i);
            double bin = s.get(layout.bin() * n + i);
            double sum = 0;
            for (int k = 0; k < layout.bins(); k++) {
                double own = k > bin ? 0 : k < bin ? start : size;
                sum = Math.fma(own, s.get(first + k * n + i), sum);
            }
            double mean = sum * scale * inverseSpan;
            for (int k = 0; k < layout.bins(); k++) {
                double own = k > bin ? 0 : k < bin ? start : size;
                w.put(first + k * n + i, s.get(first + k * n + i) * scale * (own - mean));
            }
        }
    }

    @Override
    public void slopesVjp(Matrix kept, Matrix work, SplineLayout layout, int n) {
        DoubleBuffer s = kept.doubles();
        DoubleBuffer w = work.doubles();
        int raw = layout.binRawSlopes() * n;
        int bars = (layout.bars() + 4) * n;
        for (int i = 0; i < 2 * n; i++) {
            w.put(bars + i, w.get(bars + i) * Elementary.sigmoid(s.get(raw + i) + layout.slopeShift()));
        }
        for (int k = 0; k <= layout.bins(); k++) {
            int row = (layout.rawSlopes() + k) * n;
            for (int i = 0; i < n; i++) {
                double bin = s.get(layout.bin() * n + i);
                double left = bin == k ? w.get(bars + i) : 0;
                w.put(row + i, bin + 1 == k ? w.get(bars + n + i) : left);
            }
        }
    }
}
