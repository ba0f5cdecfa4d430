/** What weighted samples say: effective sample size, free energies of states and of ensembles, errors. */
@NullMarked
package org.openmmbg.estimate;

import org.jspecify.annotations.NullMarked;
