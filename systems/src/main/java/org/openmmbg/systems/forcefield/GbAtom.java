package org.openmmbg.systems.forcefield;

/**
 * What a generalised Born model needs of an atom beside its charge.
 *
 * @param radius intrinsic radius, nm
 * @param scale factor of the radius where it shields other atoms
 * @param alpha coefficient α of ψ, read by {@link ImplicitSolvent#GBN2} alone
 * @param beta coefficient β of ψ², likewise
 * @param gamma coefficient γ of ψ³, likewise
 */
public record GbAtom(double radius, double scale, double alpha, double beta, double gamma) {}
