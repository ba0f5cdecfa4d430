/** Reduced potentials: batches of positions in, energies and gradients in kT out. */
@NullMarked
package org.openmmbg.potential;

import org.jspecify.annotations.NullMarked;
