/** Arrays and matrix products; the only package that sees ND4J and OpenBLAS. */
@NullMarked
package org.openmmbg.kernel;

import org.jspecify.annotations.NullMarked;
