/** System and State XML, read and written in Java. */
@NullMarked
package org.openmmbg.openmm.xml;

import org.jspecify.annotations.NullMarked;
