@NullMarked
package org.openmmbg.openmm.xml;

import org.jspecify.annotations.NullMarked;
