package org.openmmbg.openmm.xml;

import org.openmmbg.openmm.system.Force;

/**
 * How one kind of force stands in System XML; its reading and its writing stand side by side so that they cannot drift
 * apart. Written is the format of OpenMM 7.3, which every later one reads; read are newer ones, too.
 *
 * @param <F> the kind of force
 */
interface ForceCodec<F extends Force> {
    /** Returns OpenMM's name of the kind. */
    String type();

    /**
     * Reads a force.
     *
     * @param xml at the start of the force's element, and at its end afterwards
     */
    F read(XmlCursor xml);

    /**
     * Writes a force.
     *
     * @param force the force
     * @param out in the start tag of its element, which has type and group already
     */
    void write(F force, XmlOutput out);
}
