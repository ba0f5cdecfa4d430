package org.openmmbg.training;

import org.openmmbg.flow.BoltzmannGenerator;
import org.openmmbg.potential.ReducedPotential;

/**
 * One temperature that a generator is trained at.
 *
 * @param generator at that temperature: {@link BoltzmannGenerator#atTemperatureRatio} shares the parameters
 * @param potential energies of positions in kT of that temperature; must be the one that reweights, but for a bias that is
 *     meant
 */
public record Ensemble(BoltzmannGenerator generator, ReducedPotential potential) {}
