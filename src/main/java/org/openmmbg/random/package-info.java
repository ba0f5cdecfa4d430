/** Counter-based random streams, addressed by seed, purpose and block. */
@NullMarked
package org.openmmbg.random;

import org.jspecify.annotations.NullMarked;
