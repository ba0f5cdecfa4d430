@NullMarked
package org.openmmbg.plugin.cli;

import org.jspecify.annotations.NullMarked;
