@NullMarked
package org.openmmbg.plugin.report;

import org.jspecify.annotations.NullMarked;
