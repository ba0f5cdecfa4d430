/** The command line and its exit codes. */
@NullMarked
package org.openmmbg.plugin.cli;

import org.jspecify.annotations.NullMarked;
