/** Bindings, native loading and the terminate guard; not public API. */
@NullMarked
package org.openmmbg.openmm.jna;

import org.jspecify.annotations.NullMarked;
