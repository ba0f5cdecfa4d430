/** Molecules: topology, built-in systems, Z-matrices, target rules. */
@NullMarked
package org.openmmbg.systems;

import org.jspecify.annotations.NullMarked;
