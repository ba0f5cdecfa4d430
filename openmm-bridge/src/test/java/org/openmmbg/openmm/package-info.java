@NullMarked
package org.openmmbg.openmm;

import org.jspecify.annotations.NullMarked;
