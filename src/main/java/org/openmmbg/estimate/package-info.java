/** What weighted samples say: effective sample size, free energies, errors. */
@NullMarked
package org.openmmbg.estimate;

import org.jspecify.annotations.NullMarked;
