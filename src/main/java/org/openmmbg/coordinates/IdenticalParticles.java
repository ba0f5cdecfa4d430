package org.openmmbg.coordinates;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jgrapht.alg.matching.KuhnMunkresMinimalWeightBipartitePerfectMatching;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleWeightedGraph;

/**
 * Gives identical particles the labels of the sites of a reference that they are nearest to, all in all: the assignment of
 * particles to sites with the least sum of squared distances (Noé, Olsson, Köhler and Wu, Science 2019; the Hungarian
 * method of Kuhn and Munkres). Of the n! copies of a configuration this leaves one, so a generator need learn only that
 * one; a configuration is in this domain when relabelling leaves it as it is. Holds no state; may be used by several
 * threads.
 */
public final class IdenticalParticles {

    private final double[] sites;
    private final int axes;
    private final int first;
    private final int count;

    /**
     * Describes the particles.
     *
     * @param reference positions of all particles, [particles, axes]. Not modified.
     * @param axes number of coordinates of a particle
     * @param first index of the first identical particle
     * @param count number of identical particles, which stand one after another
     * @throws IllegalArgumentException if the particles are not in the reference, or not finite there
     */
    public IdenticalParticles(double[] reference, int axes, int first, int count) {
        if (axes < 1 || first < 0 || count < 1 || (long) axes * ((long) first + count) > reference.length) {
            throw new IllegalArgumentException(count + " identical particles of " + axes + " axes from " + first
                    + " on, in a reference of " + reference.length + " numbers: expected them inside it");
        }
        this.sites = Arrays.copyOfRange(reference, first * axes, (first + count) * axes);
        this.axes = axes;
        this.first = first;
        this.count = count;
        if (!Arrays.stream(sites).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("reference of identical particles: expected finite positions");
        }
    }

    /**
     * Relabels the identical particles of a configuration. One that is not finite is left as it is.
     *
     * @param positions holds a configuration from the offset on. Modified: the identical particles change places.
     * @return whether a particle changed its label
     */
    public boolean relabel(double[] positions, int offset) {
        int start = offset + first * axes;
        double[] own = Arrays.copyOfRange(positions, start, start + count * axes);
        if (!Arrays.stream(own).allMatch(Double::isFinite)) {
            return false;
        }
        double[][] squares = squares(own);
        int[] site = nearestSites(squares);
        if (!isPermutation(site)) {
            site = matching(squares);
        }
        boolean changed = false;
        for (int particle = 0; particle < count; particle++) {
            changed |= site[particle] != particle;
            System.arraycopy(own, particle * axes, positions, start + site[particle] * axes, axes);
        }
        return changed;
    }

    /** Returns squared distances, [particle][site]. */
    private double[][] squares(double[] own) {
        double[][] squares = new double[count][count];
        for (int particle = 0; particle < count; particle++) {
            for (int site = 0; site < count; site++) {
                for (int axis = 0; axis < axes; axis++) {
                    double difference = own[particle * axes + axis] - sites[site * axes + axis];
                    squares[particle][site] += difference * difference;
                }
            }
        }
        return squares;
    }

    /** Returns the site nearest to each particle: where no site has two, no assignment has a lower sum. */
    private int[] nearestSites(double[][] squares) {
        int[] nearest = new int[count];
        for (int particle = 0; particle < count; particle++) {
            for (int site = 1; site < count; site++) {
                if (squares[particle][site] < squares[particle][nearest[particle]]) {
                    nearest[particle] = site;
                }
            }
        }
        return nearest;
    }

    private static boolean isPermutation(int[] sites) {
        return Arrays.stream(sites).distinct().count() == sites.length;
    }

    /** Returns the site of each particle in the assignment of the least sum. */
    private int[] matching(double[][] squares) {
        SimpleWeightedGraph<Integer, DefaultWeightedEdge> graph = new SimpleWeightedGraph<>(DefaultWeightedEdge.class);
        Set<Integer> particles = new LinkedHashSet<>();
        Set<Integer> places = new LinkedHashSet<>();
        for (int i = 0; i < count; i++) {
            graph.addVertex(i);
            graph.addVertex(count + i);
            particles.add(i);
            places.add(count + i);
        }
        for (int particle = 0; particle < count; particle++) {
            for (int site = 0; site < count; site++) {
                graph.setEdgeWeight(graph.addEdge(particle, count + site), squares[particle][site]);
            }
        }
        int[] site = new int[count];
        new KuhnMunkresMinimalWeightBipartitePerfectMatching<>(graph, particles, places)
                .getMatching()
                .forEach(edge -> site[graph.getEdgeSource(edge)] = graph.getEdgeTarget(edge) - count);
        return site;
    }
}
