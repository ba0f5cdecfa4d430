/** Normalising flows: bijectors with log-determinants and vector-Jacobian products. */
@NullMarked
package org.openmmbg.flow;

import org.jspecify.annotations.NullMarked;
