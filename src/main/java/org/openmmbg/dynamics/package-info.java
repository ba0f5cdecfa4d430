/** Molecular dynamics on any reduced potential with masses. */
@NullMarked
package org.openmmbg.dynamics;

import org.jspecify.annotations.NullMarked;
