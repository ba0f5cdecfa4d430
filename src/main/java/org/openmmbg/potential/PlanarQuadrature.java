package org.openmmbg.potential;

import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * Free energies of a potential in the plane along v = a x + b y, by Gauss–Legendre quadrature over panels of equal width.
 * Made to be exact to rounding: the panels are narrower than the potential's features, and the density outside the disc
 * is left out because it is below e⁻⁶⁰ of the largest.
 */
final class PlanarQuadrature implements KnownAnswer {

    /** Energy above the lowest, kT, beyond which nothing counts. */
    static final double REACH = 60;

    private static final int PANELS = 160;
    private static final GaussIntegrator PANEL = new GaussIntegratorFactory().legendre(8);

    private final ReducedPotential potential;
    private final double a;
    private final double b;
    private final double length;
    private final double centreAcross;
    private final double radius;
    private final double[] nodes;
    private final double[] logWeights;
    private final double logTotal;
    private final double difference;

    /**
     * Integrates.
     *
     * @param potential a potential of two dimensions, usable by this thread
     * @param states states of v
     * @param a weight of x in v
     * @param b weight of y in v
     * @param centreX x of the disc's centre
     * @param centreY y of the disc's centre
     * @param radius the density outside the disc of this radius is negligible
     */
    PlanarQuadrature(
            ReducedPotential potential,
            StatePair states,
            double a,
            double b,
            double centreX,
            double centreY,
            double radius) {
        this.potential = potential;
        this.a = a;
        this.b = b;
        this.radius = radius;
        length = Math.hypot(a, b);
        centreAcross = (a * centreY - b * centreX) / length;
        int count = PANELS * PANEL.getNumberOfPoints();
        nodes = new double[count];
        logWeights = new double[count];
        double half = radius / PANELS;
        for (int i = 0; i < count; i++) {
            int panel = i / PANEL.getNumberOfPoints();
            int point = i % PANEL.getNumberOfPoints();
            nodes[i] = -radius + half * (2 * panel + 1 + PANEL.getPoint(point));
            logWeights[i] = Math.log(half * PANEL.getWeight(point));
        }
        double centre = a * centreX + b * centreY;
        double below = logIntegral(centre - length * radius, states.boundary());
        double above = logIntegral(states.boundary(), centre + length * radius);
        logTotal = Math.max(below, above) + Math.log1p(Math.exp(-Math.abs(below - above)));
        difference = states.difference(-below, -above);
    }

    @Override
    public double freeEnergyDifference() {
        return difference;
    }

    @Override
    public double profile(double value) {
        return logTotal - logDensity(value, new Line(nodes.length));
    }

    /** Returns the logarithm of the integral of the density of v. */
    private double logIntegral(double low, double high) {
        double[] terms = new double[nodes.length];
        double scale = (high - low) / (2 * radius);
        Line line = new Line(nodes.length);
        for (int i = 0; i < terms.length; i++) {
            double value = low + scale * (nodes[i] + radius);
            terms[i] = Math.log(scale) + logWeights[i] + logDensity(value, line);
        }
        return logSum(terms);
    }

    /** Returns the logarithm of the unnormalised density at v: the integral along the line where v has this value. */
    private double logDensity(double value, Line line) {
        double footX = value * a / (length * length);
        double footY = value * b / (length * length);
        for (int i = 0; i < nodes.length; i++) {
            double across = centreAcross + nodes[i];
            line.positions[2 * i] = footX - across * b / length;
            line.positions[2 * i + 1] = footY + across * a / length;
        }
        potential.evaluate(nodes.length, line.positions, line.energies, null);
        for (int i = 0; i < nodes.length; i++) {
            line.energies[i] = logWeights[i] - line.energies[i];
        }
        return logSum(line.energies) - Math.log(length);
    }

    private static double logSum(double[] terms) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double term : terms) {
            largest = Math.max(largest, term);
        }
        double sum = 0;
        for (double term : terms) {
            sum += Math.exp(term - largest);
        }
        return largest + Math.log(sum);
    }

    /** Room for the points of a line. */
    private static final class Line {
        final double[] positions;
        final double[] energies;

        Line(int count) {
            positions = new double[2 * count];
            energies = new double[count];
        }
    }
}
