/** OpenMM for Java: System models, energies of batches, minimisation. */
@NullMarked
package org.openmmbg.openmm;

import org.jspecify.annotations.NullMarked;
