@NullMarked
package org.openmmbg.plugin;

import org.jspecify.annotations.NullMarked;
