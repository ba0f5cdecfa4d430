package org.openmmbg.flow;

import java.util.ArrayList;
import java.util.List;
import org.openmmbg.coordinates.CoordinateMap;
import org.openmmbg.coordinates.Domain;
import org.openmmbg.kernel.Precision;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

/**
 * The shape of a flow, a peptide's foremost: free torsions first, by circular splines of each other; then all other coordinates, by
 * affine couplings of each other that see the torsions; then a whitening fitted to examples. No generality is lost by the
 * order: any density is that of the torsions times that of the rest given them.
 *
 * @param torsionCouplings number of spline couplings of the free torsions
 * @param torsionHidden widths of their networks' hidden layers
 * @param torsionRate factor on the learning rate of their networks: a step moves torsions further than anything else
 * @param bins number of pieces of their splines
 * @param restCouplings number of affine couplings of the other coordinates
 * @param restHidden widths of their networks' hidden layers
 * @param harmonics highest multiple of a torsion that networks see
 */
public record FlowArchitecture(
        int torsionCouplings,
        List<Integer> torsionHidden,
        double torsionRate,
        int bins,
        int restCouplings,
        List<Integer> restHidden,
        int harmonics) {

    /** Added to the variances of whitened coordinates, relative to their size, so that few examples suffice. */
    private static final double RIDGE = 1e-3;

    /** Added to the same variances, nm² or radians²: examples with fixed bonds have none of their own. */
    private static final double FLOOR = 1e-8;

    public FlowArchitecture {
        torsionHidden = List.copyOf(torsionHidden);
        restHidden = List.copyOf(restHidden);
    }

    /**
     * Builds a generator that starts as independent uniform torsions and a normal distribution of the rest with the
     * examples' mean and covariance.
     *
     * @param coordinates the coordinates; for molecules, internal ones
     * @param domain their domain
     * @param examples vectors q in the domain, [frames, dimension]. Not modified.
     * @param frames number of examples, at least 2
     * @param precision of the networks
     * @param seed draws the initial weights
     */
    public BoltzmannGenerator build(
            CoordinateMap coordinates, Domain domain, double[] examples, int frames, Precision precision, long seed) {
        int n = coordinates.dimension();
        boolean[] periodic = new boolean[n];
        List<Integer> torsions = new ArrayList<>();
        List<Integer> rest = new ArrayList<>();
        for (int column = 0; column < n; column++) {
            periodic[column] = domain.isPeriodic(column);
            (periodic[column] ? torsions : rest).add(column);
        }
        ParameterSet parameters = new ParameterSet(precision);
        RandomStream random = new RandomStream(seed, Purpose.INITIAL_WEIGHTS, 0);
        List<Bijector> layers = new ArrayList<>();
        parameters.setRate(torsionRate);
        for (int layer = 0; layer < torsionCouplings && !torsions.isEmpty(); layer++) {
            List<Integer> moving = half(torsions, layer);
            List<Integer> seen = without(torsions, moving);
            double rotation = Math.PI * (2 * random.nextDouble() - 1);
            layers.add(Coupling.circularSpline(
                    new Coupling.Split(n, moving, List.of(), seen, harmonics),
                    bins,
                    rotation,
                    NetworkShape.dense(torsionHidden),
                    parameters,
                    "torsion." + layer,
                    random));
        }
        parameters.setRate(1);
        for (int layer = 0; layer < restCouplings; layer++) {
            List<Integer> moving = half(rest, layer);
            layers.add(Coupling.affine(
                    new Coupling.Split(n, moving, without(rest, moving), torsions, harmonics),
                    NetworkShape.dense(restHidden),
                    parameters,
                    "rest." + layer,
                    random));
        }
        if (!torsions.isEmpty()) {
            layers.add(Coupling.affine(
                    new Coupling.Split(n, rest, List.of(), torsions, harmonics),
                    NetworkShape.dense(restHidden),
                    parameters,
                    "rest.torsions",
                    random));
        }
        layers.add(whitening(n, rest, examples, frames));
        return new BoltzmannGenerator(
                new Flow(new BaseDistribution(periodic), parameters, layers), coordinates, domain);
    }

    /**
     * Half of the columns, every other one, then every other pair, every other four and so on, the odd places of these taken
     * for the even: each split is followed by its complement. So successive layers mix columns that earlier ones kept
     * together, and neighbours in places 0 and 1, 2 and 3 and so on, such as the φ and ψ of a residue, are parted by all. A
     * column alone is its own half.
     */
    static List<Integer> half(List<Integer> columns, int layer) {
        if (columns.size() == 1) {
            return columns;
        }
        int levels = 32 - Integer.numberOfLeadingZeros(columns.size() - 1);
        int bits = 1 | 1 << (layer / 2) % levels;
        List<Integer> half = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (Integer.bitCount(i & bits) % 2 == layer % 2) {
                half.add(columns.get(i));
            }
        }
        return half;
    }

    private static List<Integer> without(List<Integer> columns, List<Integer> taken) {
        return columns.stream().filter(column -> !taken.contains(column)).toList();
    }

    private static Whitening whitening(int n, List<Integer> columns, double[] examples, int frames) {
        int m = columns.size();
        double[] mean = new double[m];
        for (int frame = 0; frame < frames; frame++) {
            for (int j = 0; j < m; j++) {
                mean[j] += examples[frame * n + columns.get(j)] / frames;
            }
        }
        double[] covariance = new double[m * m];
        double[] deviation = new double[m];
        for (int frame = 0; frame < frames; frame++) {
            for (int j = 0; j < m; j++) {
                deviation[j] = examples[frame * n + columns.get(j)] - mean[j];
            }
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < m; j++) {
                    covariance[i * m + j] += deviation[i] * deviation[j] / frames;
                }
            }
        }
        for (int i = 0; i < m; i++) {
            covariance[i * m + i] = covariance[i * m + i] * (1 + RIDGE) + FLOOR;
        }
        return new Whitening(n, columns.stream().mapToInt(Integer::intValue).toArray(), mean, covariance);
    }
}
