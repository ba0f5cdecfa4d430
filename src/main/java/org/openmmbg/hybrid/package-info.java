/** Exact chains that join dynamics with a generator's jumps, or two temperatures by a learned map. */
@NullMarked
package org.openmmbg.hybrid;

import org.jspecify.annotations.NullMarked;
