/** Internal coordinates with analytic log-determinants and gradients, and their domain. */
@NullMarked
package org.openmmbg.coordinates;

import org.jspecify.annotations.NullMarked;
