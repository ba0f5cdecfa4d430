@NullMarked
package org.openmmbg.plugin.analysis;

import org.jspecify.annotations.NullMarked;
