@NullMarked
package org.openmmbg.systems.forcefield;

import org.jspecify.annotations.NullMarked;
