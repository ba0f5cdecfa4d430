package org.openmmbg.openmm.system;

/**
 * A parameter that a Context has one value of.
 *
 * @param name its name in expressions
 * @param defaultValue the value a new Context starts with
 */
public record GlobalParameter(String name, double defaultValue) {}
