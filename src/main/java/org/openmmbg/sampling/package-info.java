/** Sampling by moves: Metropolis walks, exploration in latent space. */
@NullMarked
package org.openmmbg.sampling;

import org.jspecify.annotations.NullMarked;
