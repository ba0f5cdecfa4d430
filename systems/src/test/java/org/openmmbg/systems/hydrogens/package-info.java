@NullMarked
package org.openmmbg.systems.hydrogens;

import org.jspecify.annotations.NullMarked;
