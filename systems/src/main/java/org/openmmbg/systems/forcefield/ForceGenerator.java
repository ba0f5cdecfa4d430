package org.openmmbg.systems.forcefield;

import org.openmmbg.openmm.system.Force;

/** Holds what force-field files say about one force, and makes it for a molecule. */
interface ForceGenerator {
    /** Adds what an element of a file says. */
    void read(XmlElement element, AtomTypes types);

    /** Makes the force. */
    Force generate(Assembly assembly);
}
