@NullMarked
package org.openmmbg.openmm.jna;

import org.jspecify.annotations.NullMarked;
