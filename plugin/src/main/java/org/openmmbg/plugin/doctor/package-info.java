/** What a bug report needs to say about a machine. */
@NullMarked
package org.openmmbg.plugin.doctor;

import org.jspecify.annotations.NullMarked;
