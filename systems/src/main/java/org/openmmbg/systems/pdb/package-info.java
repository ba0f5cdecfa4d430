/** PDB files. */
@NullMarked
package org.openmmbg.systems.pdb;

import org.jspecify.annotations.NullMarked;
