/** Molecules from Amber's topology and coordinate files. */
@NullMarked
package org.openmmbg.systems.amber;

import org.jspecify.annotations.NullMarked;
