package org.openmmbg.openmm.system;

/**
 * Two particles that do not interact in a custom force.
 *
 * @param particle1 index of the first particle
 * @param particle2 index of the second particle
 */
public record ParticlePair(int particle1, int particle2) {}
