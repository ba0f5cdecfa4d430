/** Force fields: OpenMM's XML files and what they make of a topology, and the implicit solvents. */
@NullMarked
package org.openmmbg.systems.forcefield;

import org.jspecify.annotations.NullMarked;
