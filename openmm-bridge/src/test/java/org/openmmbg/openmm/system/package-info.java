/** Tests of Systems as data. */
@NullMarked
package org.openmmbg.openmm.system;

import org.jspecify.annotations.NullMarked;
