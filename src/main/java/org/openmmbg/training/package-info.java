/** Losses, the optimiser, the training loop and checkpoints. */
@NullMarked
package org.openmmbg.training;

import org.jspecify.annotations.NullMarked;
