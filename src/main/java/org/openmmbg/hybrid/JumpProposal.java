package org.openmmbg.hybrid;

import org.openmmbg.random.RandomStream;

/**
 * A distribution that is drawn from and whose density is known everywhere, both over positions (up to what the target does
 * not see, such as rigid motions and labels of identical particles).
 */
public interface JumpProposal {

    /**
     * Draws configurations.
     *
     * @param count how many
     * @param positions [count, dimension]. Modified.
     * @param logDensity log q of each, [count]. Modified. NaN where the draw cannot be used.
     * @param random the stream that is read
     */
    void draw(int count, double[] positions, double[] logDensity, RandomStream random);

    /**
     * Computes densities.
     *
     * @param count number of configurations
     * @param positions [count, dimension]. Not modified.
     * @param logDensity log q, [count]. Modified. −∞ where no draw ever comes.
     */
    void logDensity(int count, double[] positions, double[] logDensity);
}
