/** DCD and NPZ files. */
@NullMarked
package org.openmmbg.systems.trajectory;

import org.jspecify.annotations.NullMarked;
