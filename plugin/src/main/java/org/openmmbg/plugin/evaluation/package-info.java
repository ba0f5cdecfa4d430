/** How good a trained generator is, and where it is not. */
@NullMarked
package org.openmmbg.plugin.evaluation;

import org.jspecify.annotations.NullMarked;
