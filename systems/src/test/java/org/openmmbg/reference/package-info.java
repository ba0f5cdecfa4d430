/** Programs that make reference data, run by hand. */
@NullMarked
package org.openmmbg.reference;

import org.jspecify.annotations.NullMarked;
