package org.openmmbg.flow;

/**
 * What one pass through a {@link Bijector} leaves for its vector-Jacobian product: the working memory of one shard. Only
 * the bijector that made it looks inside.
 */
public interface Tape {}
