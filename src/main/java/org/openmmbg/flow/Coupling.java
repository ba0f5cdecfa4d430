package org.openmmbg.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openmmbg.kernel.DenseMath;
import org.openmmbg.kernel.Matrix;
import org.openmmbg.kernel.Precision;
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
    private final Precision precision;
    private final Features features;
    private final Transformer transformer;

    /** One for all numbers of θ, or one for each. */
    private final List<Network> nets;

    private Coupling(
            Split split,
            Transformer transformer,
            NetworkShape shape,
            ParameterSet parameters,
            List<String> names,
            RandomStream random) {
        this.dimension = split.dimension();
        this.moving = split.moving().stream().mapToInt(Integer::intValue).toArray();
        this.precision = parameters.precision();
        this.features = new Features(split);
        this.transformer = transformer;
        int outputs = moving.length * transformer.parameters() / names.size();
        this.nets = names.stream()
                .map(name -> Network.create(shape, parameters, name, features.count(), outputs, random))
                .toList();
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
     * Makes an affine coupling. It starts as the identity.
     *
     * @param split which columns move, which condition
     * @param shape of the network for scales and shifts together
     * @param parameters receives the network's parameters
     * @param name prefix of their names
     * @param random draws the initial weights
     */
    public static Coupling affine(
            Split split, NetworkShape shape, ParameterSet parameters, String name, RandomStream random) {
        return new Coupling(split, new AffineTransformer(), shape, parameters, List.of(name), random);
    }

    /**
     * Makes an affine coupling with one network for scales and one for shifts, as in RealNVP. It starts as the identity.
     *
     * @param split which columns move, which condition
     * @param shape of each network
     * @param parameters receives the networks' parameters
     * @param name prefix of their names
     * @param random draws the initial weights
     */
    public static Coupling affineOfTwo(
            Split split, NetworkShape shape, ParameterSet parameters, String name, RandomStream random) {
        return new Coupling(
                split, new AffineTransformer(), shape, parameters, List.of(name + ".scale", name + ".shift"), random);
    }

    /**
     * Makes a circular spline coupling for angles in [−π, π). It starts as the identity.
     *
     * @param split which columns move, which condition
     * @param bins number of pieces of each spline
     * @param seam angle of the splines' seam, radians
     * @param shape of the network
     * @param parameters receives the network's parameters
     * @param name prefix of their names
     * @param random draws the initial weights
     */
    public static Coupling circularSpline(
            Split split,
            int bins,
            double seam,
            NetworkShape shape,
            ParameterSet parameters,
            String name,
            RandomStream random) {
        return new Coupling(
                split, new SplineTransformer.Circular(bins, seam), shape, parameters, List.of(name), random);
    }

    /**
     * Makes a spline coupling of [−bound, bound], with the identity beyond. It starts as the identity.
     *
     * @param split which columns move, which condition
     * @param bins number of pieces of each spline
     * @param bound more than 0
     * @param shape of the network
     * @param parameters receives the network's parameters
     * @param name prefix of their names
     * @param random draws the initial weights
     */
    public static Coupling spline(
            Split split,
            int bins,
            double bound,
            NetworkShape shape,
            ParameterSet parameters,
            String name,
            RandomStream random) {
        return new Coupling(
                split, new SplineTransformer.LinearTails(bins, bound), shape, parameters, List.of(name), random);
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
        final Features.Memory input;
        final List<Network.Memory> memories;
        final List<Matrix> theta;
        final List<Matrix> thetaBar;
        final Transformer.Rows transform;

        /** The moving columns of z and x, transposed, whichever side the pass began on. */
        final Matrix latent;

        final Matrix image;
        final Matrix toBar;
        final Matrix fromBar;
        final Matrix logDet;

        CouplingTape(int rows) {
            int capacity = Matrix.padded(rows);
            input = features.newMemory(precision, capacity);
            memories = nets.stream().map(net -> net.newMemory(capacity)).toList();
            theta = memories.stream().map(Network.Memory::output).toList();
            thetaBar = memories.stream().map(Network.Memory::outputBar).toList();
            transform = transformer.newRows(capacity);
            latent = new Matrix(Precision.FLOAT64, moving.length, capacity);
            image = new Matrix(Precision.FLOAT64, moving.length, capacity);
            toBar = new Matrix(Precision.FLOAT64, moving.length, capacity);
            fromBar = new Matrix(Precision.FLOAT64, moving.length, capacity);
            logDet = new Matrix(Precision.FLOAT64, 1, capacity);
        }

        void setRows(int rows) {
            int cells = Matrix.padded(rows);
            input.setCells(cells);
            for (Network.Memory memory : memories) {
                memory.setCells(cells);
            }
            latent.reshape(moving.length, cells);
            image.reshape(moving.length, cells);
            toBar.reshape(moving.length, cells);
            fromBar.reshape(moving.length, cells);
            logDet.reshape(1, cells);
        }
    }

    @Override
    public void forward(Tape tape, int rows, double[] z, double[] x, double[] logDet) {
        CouplingTape memory = condition(tape, rows, z, x);
        DenseMath.gather(z, rows, dimension, moving, memory.latent);
        for (int j = 0; j < moving.length; j++) {
            memory.transform.forward(memory.theta, j, memory.latent, memory.image, memory.logDet);
        }
        DenseMath.scatter(memory.image, x, rows, dimension, moving);
        for (int row = 0; row < rows; row++) {
            logDet[row] += memory.logDet.get(row);
        }
    }

    @Override
    public void inverse(Tape tape, int rows, double[] x, double[] z, double[] logDet) {
        CouplingTape memory = condition(tape, rows, x, z);
        DenseMath.gather(x, rows, dimension, moving, memory.image);
        for (int j = 0; j < moving.length; j++) {
            memory.transform.inverse(memory.theta, j, memory.image, memory.latent, memory.logDet);
        }
        DenseMath.scatter(memory.latent, z, rows, dimension, moving);
        for (int row = 0; row < rows; row++) {
            logDet[row] += memory.logDet.get(row);
        }
    }

    /** Computes θ from the columns that condition, and copies all that stays. */
    private CouplingTape condition(Tape tape, int rows, double[] from, double[] to) {
        CouplingTape memory = (CouplingTape) tape;
        memory.setRows(rows);
        memory.input.compute(rows, dimension, from);
        for (Network.Memory net : memory.memories) {
            net.forward(memory.input.values);
        }
        memory.logDet.clear();
        System.arraycopy(from, 0, to, 0, rows * dimension);
        return memory;
    }

    @Override
    public void forwardVjp(
            Tape tape, int rows, double[] xBar, double[] logDetBar, double[] zBar, @Nullable Gradients gradients) {
        passVjp((CouplingTape) tape, rows, xBar, logDetBar, zBar, gradients, false);
    }

    @Override
    public void inverseVjp(
            Tape tape, int rows, double[] zBar, double[] logDetBar, double[] xBar, @Nullable Gradients gradients) {
        passVjp((CouplingTape) tape, rows, zBar, logDetBar, xBar, gradients, true);
    }

    private void passVjp(
            CouplingTape memory,
            int rows,
            double[] toBar,
            double[] logDetBar,
            double[] fromBar,
            @Nullable Gradients gradients,
            boolean inverse) {
        DenseMath.gather(toBar, rows, dimension, moving, memory.toBar);
        // Cells beyond the last row have no cotangent, so they add nothing to the parameters'.
        memory.logDet.clear();
        for (int row = 0; row < rows; row++) {
            memory.logDet.set(row, logDetBar[row]);
        }
        for (int j = 0; j < moving.length; j++) {
            memory.transform.vjp(
                    inverse,
                    memory.theta,
                    j,
                    memory.latent,
                    memory.toBar,
                    memory.logDet,
                    memory.fromBar,
                    memory.thetaBar);
        }
        System.arraycopy(toBar, 0, fromBar, 0, rows * dimension);
        DenseMath.scatter(memory.fromBar, fromBar, rows, dimension, moving);
        for (int i = 0; i < nets.size(); i++) {
            memory.memories.get(i).backward(memory.input.values, i == 0 ? 0 : 1, memory.input.bars, gradients);
        }
        memory.input.addVjp(rows, dimension, fromBar);
    }
}
