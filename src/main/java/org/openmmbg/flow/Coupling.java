package org.openmmbg.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openmmbg.random.RandomStream;

/**
 * A coupling layer: some coordinates move by a {@link Transformer} whose parameters a network computes from others, which
 * stay (Dinh et al. 2017, arXiv 1605.08803, sec. 3.2). The rest neither moves nor is seen.
 *
 * <p>The moving coordinates do not enter the network, so both directions see the same network output and the round trip
 * is exact to double precision whatever the network's.
 */
public final class Coupling implements Bijector {
    private final int dimension;
    private final int[] moving;
    private final Features features;
    private final Transformer transformer;
    private final DenseNet net;

    private Coupling(
            Split split,
            Transformer transformer,
            List<Integer> hidden,
            ParameterSet parameters,
            String name,
            RandomStream random) {
        this.dimension = split.dimension();
        this.moving = split.moving().stream().mapToInt(Integer::intValue).toArray();
        this.features = new Features(split);
        this.transformer = transformer;
        this.net = new DenseNet(
                parameters, name, features.count(), hidden, moving.length * transformer.parameters(), random);
    }

    /**
     * Which columns a coupling moves and which it sees.
     *
     * @param dimension number of columns in all
     * @param moving columns that move
     * @param plain columns that condition as they are
     * @param periodic columns, in radians, that condition as cos kφ, sin kφ for k from 1 to {@code harmonics}
     * @param harmonics highest multiple, at least 1
     */
    public record Split(
            int dimension, List<Integer> moving, List<Integer> plain, List<Integer> periodic, int harmonics) {
        public Split {
            moving = List.copyOf(moving);
            plain = List.copyOf(plain);
            periodic = List.copyOf(periodic);
            for (int column : moving) {
                if (plain.contains(column) || periodic.contains(column)) {
                    throw new IllegalArgumentException("column " + column + " cannot both move and condition");
                }
            }
        }
    }

    /**
     * Makes an affine coupling (RealNVP). It starts as the identity.
     *
     * @param split which columns move, which condition
     * @param hidden widths of the network's hidden layers
     * @param parameters receives the network's parameters
     * @param name prefix of their names
     * @param random draws the initial weights
     */
    public static Coupling affine(
            Split split, List<Integer> hidden, ParameterSet parameters, String name, RandomStream random) {
        return new Coupling(split, new AffineTransformer(), hidden, parameters, name, random);
    }

    /**
     * Makes a circular spline coupling for angles in [−π, π). It starts as the identity.
     *
     * @param split which columns move, which condition
     * @param bins number of pieces of each spline
     * @param rotation angle of the splines' seam, radians
     * @param hidden widths of the network's hidden layers
     * @param parameters receives the network's parameters
     * @param name prefix of their names
     * @param random draws the initial weights
     */
    public static Coupling circularSpline(
            Split split,
            int bins,
            double rotation,
            List<Integer> hidden,
            ParameterSet parameters,
            String name,
            RandomStream random) {
        return new Coupling(split, new CircularSplineTransformer(bins, rotation), hidden, parameters, name, random);
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public Tape newTape(int capacity) {
        return new CouplingTape(capacity);
    }

    private final class CouplingTape implements Tape {
        final DenseNet.Memory memory;
        final double[] theta;
        final double[] thetaBar;
        /** The moving columns of z, whichever side the pass began on. */
        final double[] latent;

        final Transformer.Point point = transformer.newPoint();

        CouplingTape(int capacity) {
            memory = net.newMemory(capacity);
            theta = new double[capacity * moving.length * transformer.parameters()];
            thetaBar = new double[theta.length];
            latent = new double[capacity * moving.length];
        }
    }

    @Override
    public void forward(Tape tape, int rows, double[] z, double[] x, double[] logDet) {
        pass((CouplingTape) tape, rows, z, x, logDet, true);
    }

    @Override
    public void inverse(Tape tape, int rows, double[] x, double[] z, double[] logDet) {
        pass((CouplingTape) tape, rows, x, z, logDet, false);
    }

    private void pass(CouplingTape tape, int rows, double[] from, double[] to, double[] logDet, boolean forward) {
        DenseNet.Memory memory = tape.memory;
        memory.setRows(rows);
        features.compute(rows, dimension, from, memory.input);
        memory.forward();
        memory.output.copyTo(tape.theta);
        System.arraycopy(from, 0, to, 0, rows * dimension);
        Transformer.Point point = tape.point;
        int parameters = transformer.parameters();
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            for (int j = 0; j < moving.length; j++) {
                int cell = row * moving.length + j;
                int column = row * dimension + moving[j];
                if (forward) {
                    transformer.forward(tape.theta, cell * parameters, from[column], point);
                    to[column] = point.x;
                    sum += point.logSlope;
                } else {
                    transformer.inverse(tape.theta, cell * parameters, from[column], point);
                    to[column] = point.z;
                    sum -= point.logSlope;
                }
                tape.latent[cell] = point.z;
            }
            logDet[row] += sum;
        }
    }

    @Override
    public void forwardVjp(
            Tape tape, int rows, double[] xBar, double[] logDetBar, double[] zBar, @Nullable Gradients gradients) {
        passVjp((CouplingTape) tape, rows, xBar, logDetBar, zBar, gradients, true);
    }

    @Override
    public void inverseVjp(
            Tape tape, int rows, double[] zBar, double[] logDetBar, double[] xBar, @Nullable Gradients gradients) {
        passVjp((CouplingTape) tape, rows, zBar, logDetBar, xBar, gradients, false);
    }

    private void passVjp(
            CouplingTape tape,
            int rows,
            double[] toBar,
            double[] logDetBar,
            double[] fromBar,
            @Nullable Gradients gradients,
            boolean forward) {
        System.arraycopy(toBar, 0, fromBar, 0, rows * dimension);
        Transformer.Point point = tape.point;
        int parameters = transformer.parameters();
        for (int row = 0; row < rows; row++) {
            for (int j = 0; j < moving.length; j++) {
                int cell = row * moving.length + j;
                int column = row * dimension + moving[j];
                int offset = cell * parameters;
                double bar = toBar[column];
                double detBar = logDetBar[row];
                transformer.forward(tape.theta, offset, tape.latent[cell], point);
                if (forward) {
                    fromBar[column] = bar * point.slope + detBar * point.curvature;
                    transformer.pullback(tape.theta, offset, point, bar, detBar, tape.thetaBar);
                } else {
                    // x = f(z; θ) at fixed x: dz = (dx − ∂f/∂θ dθ)/f', and the log-determinant is −log f'(z; θ).
                    double through = (bar - detBar * point.curvature) / point.slope;
                    fromBar[column] = through;
                    transformer.pullback(tape.theta, offset, point, -through, -detBar, tape.thetaBar);
                }
            }
        }
        DenseNet.Memory memory = tape.memory;
        memory.outputBar.copyFrom(tape.thetaBar);
        memory.backward(gradients);
        features.addVjp(rows, dimension, memory.input, memory.inputBar, fromBar);
    }
}
