/** OpenMM Systems as plain data: particles, forces, constraints and virtual sites, free of any library or file format. */
@NullMarked
package org.openmmbg.openmm.system;

import org.jspecify.annotations.NullMarked;
