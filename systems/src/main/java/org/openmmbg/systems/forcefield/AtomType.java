package org.openmmbg.systems.forcefield;

/**
 * An atom type of a force field.
 *
 * @param index its number among all types, from 0
 * @param name its name
 * @param atomClass the class that parameters of bonded terms name
 * @param element symbol; empty for a particle that is no atom
 * @param mass amu
 */
record AtomType(int index, String name, String atomClass, String element, double mass) {}
