package org.openmmbg.flow;

import java.util.List;
import java.util.stream.IntStream;
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

    /** This coupling by itself, on batches as others have them. */
    private final CouplingChain alone;

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
        this.alone = new CouplingChain(List.of(this));
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

    /** Returns the columns that condition. */
    List<Integer> seen() {
        return features.columns();
    }

    /** Returns the columns that move. */
    int[] moving() {
        return moving;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public Tape newTape(int capacity) {
        return alone.newTape(capacity);
    }

    @Override
    public void forward(Tape tape, int rows, double[] z, double[] x, double[] logDet) {
        alone.forward(tape, rows, z, x, logDet);
    }

    @Override
    public void forwardVjp(
            Tape tape, int rows, double[] xBar, double[] logDetBar, double[] zBar, @Nullable Gradients gradients) {
        alone.forwardVjp(tape, rows, xBar, logDetBar, zBar, gradients);
    }

    @Override
    public void inverse(Tape tape, int rows, double[] x, double[] z, double[] logDet) {
        alone.inverse(tape, rows, x, z, logDet);
    }

    @Override
    public void inverseVjp(
            Tape tape, int rows, double[] zBar, double[] logDetBar, double[] xBar, @Nullable Gradients gradients) {
        alone.inverseVjp(tape, rows, zBar, logDetBar, xBar, gradients);
    }

    /**
     * Makes the memory of one thread.
     *
     * @param capacity a multiple of {@link Matrix#LANES}
     * @param scratch lends what holds nothing between calls
     */
    Memory newMemory(int capacity, Scratch scratch) {
        return new Memory(capacity, scratch);
    }

    /** What one pass leaves for its vector-Jacobian product. */
    final class Memory {
        private final Features.Memory input;
        private final List<Network.Memory> networks;
        private final List<Matrix> theta;
        private final List<Matrix> thetaBar;
        private final Transformer.Rows transform;

        /** The moving rows of z, whichever side the pass began on. */
        private final Matrix latent;

        /** The moving rows of x, or the cotangents of what a pass arrived at. */
        private final Matrix image;

        private final Matrix fromBar;
        private final Matrix logDet;

        private Memory(int capacity, Scratch scratch) {
            input = features.newMemory(precision, capacity, scratch);
            networks = IntStream.range(0, nets.size())
                    .mapToObj(i -> nets.get(i).newMemory(capacity, scratch, i))
                    .toList();
            theta = networks.stream().map(Network.Memory::output).toList();
            thetaBar = networks.stream().map(Network.Memory::outputBar).toList();
            transform = transformer.newRows(moving.length, capacity, scratch);
            latent = new Matrix(Precision.FLOAT64, moving.length, capacity);
            image = scratch.matrix("image", Precision.FLOAT64, moving.length, capacity);
            fromBar = scratch.matrix("from", Precision.FLOAT64, moving.length, capacity);
            logDet = scratch.matrix("own logDet", Precision.FLOAT64, 1, capacity);
        }

        private void setCells(int cells) {
            input.setCells(cells);
            for (Network.Memory network : networks) {
                network.setCells(cells);
            }
            latent.reshape(moving.length, cells);
            image.reshape(moving.length, cells);
            fromBar.reshape(moving.length, cells);
            logDet.reshape(1, cells);
        }
    }

    /**
     * Maps z → x in place.
     *
     * @param last memory of the coupling just before in this pass, or null. Not modified.
     * @param state [dimension, cells]. Modified.
     * @param logDet log|det ∂x/∂z| is added, [1, cells]. Modified.
     */
    void forward(Memory memory, @Nullable Memory last, Matrix state, Matrix logDet) {
        condition(memory, last, state);
        DenseMath.takeRows(state, moving, memory.latent);
        memory.transform.forward(memory.theta, memory.latent, memory.image, memory.logDet);
        DenseMath.putRows(memory.image, moving, state);
        DenseMath.add(memory.logDet, logDet);
    }

    /**
     * Maps x → z in place.
     *
     * @param last memory of the coupling just before in this pass, or null. Not modified.
     * @param state [dimension, cells]. Modified.
     * @param logDet log|det ∂z/∂x| is added, [1, cells]. Modified.
     */
    void inverse(Memory memory, @Nullable Memory last, Matrix state, Matrix logDet) {
        condition(memory, last, state);
        DenseMath.takeRows(state, moving, memory.image);
        memory.transform.inverse(memory.theta, memory.image, memory.latent, memory.logDet);
        DenseMath.putRows(memory.latent, moving, state);
        DenseMath.add(memory.logDet, logDet);
    }

    /** Computes θ from the rows that condition. The angles that the last coupling saw are those it did not move. */
    private static void condition(Memory memory, @Nullable Memory last, Matrix state) {
        memory.setCells(state.columns());
        memory.input.compute(state, last == null ? null : last.input);
        for (Network.Memory network : memory.networks) {
            network.forward(memory.input.values());
        }
        memory.logDet.clear();
    }

    /**
     * The vector-Jacobian product of either direction at the pair of the last pass, in place.
     *
     * @param inverse whether of x → z
     * @param bars cotangent of the result on entry, of the argument on return, [dimension, cells]. Modified.
     * @param logDetBar cotangent of the log-determinant, [1, cells]. Not modified.
     * @param gradients the parameters' cotangents are added; null when they are not wanted
     */
    void vjp(boolean inverse, Memory memory, Matrix bars, Matrix logDetBar, @Nullable Gradients gradients) {
        memory.setCells(bars.columns());
        DenseMath.takeRows(bars, moving, memory.image);
        memory.transform.vjp(inverse, memory.latent, memory.image, logDetBar, memory.fromBar, memory.thetaBar);
        DenseMath.putRows(memory.fromBar, moving, bars);
        for (int i = 0; i < memory.networks.size(); i++) {
            memory.networks.get(i).backward(memory.input.values(), i == 0 ? 0 : 1, memory.input.bars(), gradients);
        }
        memory.input.addVjp(bars);
    }
}
