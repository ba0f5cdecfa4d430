/** Functions of a configuration written as text: torsions, distances, states. */
@NullMarked
package org.openmmbg.systems.observable;

import org.jspecify.annotations.NullMarked;
