package org.openmmbg.systems.forcefield;

/**
 * What generators work on.
 *
 * @param molecule the molecule
 * @param options what the user chose
 * @param constraints constraints, which the generators of bonds and angles add
 * @param implicitSolvent whether there is an implicit solvent, which rules out a reaction field
 */
record Assembly(TypedMolecule molecule, SystemOptions options, ConstraintPlan constraints, boolean implicitSolvent) {}
