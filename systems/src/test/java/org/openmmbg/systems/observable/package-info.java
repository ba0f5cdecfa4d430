@NullMarked
package org.openmmbg.systems.observable;

import org.jspecify.annotations.NullMarked;
