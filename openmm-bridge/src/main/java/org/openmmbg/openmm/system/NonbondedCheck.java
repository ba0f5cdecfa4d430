package org.openmmbg.openmm.system;

import java.util.Set;
import java.util.stream.Collectors;

/** Checks the standard interactions between all particles. */
final class NonbondedCheck {
    private final Place place;
    private final CutoffCheck cutoffs;

    NonbondedCheck(Place place) {
        this.place = place;
        cutoffs = new CutoffCheck(place);
    }

    void check(NonbondedForce f) {
        place.positive("reaction-field dielectric", f.reactionFieldDielectric());
        cutoffs.check(f);
        place.oneForEachParticle(f.particles().size());
        for (int i = 0; i < f.particles().size(); i++) {
            NonbondedForce.Particle p = f.particles().get(i);
            place.at("particle", i);
            place.finite("charge", p.charge());
            place.notNegative("sigma", p.sigma());
            place.notNegative("epsilon", p.epsilon());
        }
        Place.Pairs pairs = place.new Pairs();
        for (int i = 0; i < f.exceptions().size(); i++) {
            NonbondedForce.ParticleException e = f.exceptions().get(i);
            place.at("exception", i);
            pairs.add(e.particle1(), e.particle2());
            place.finite("charge product", e.chargeProduct());
            place.notNegative("sigma", e.sigma());
            place.notNegative("epsilon", e.epsilon());
        }
        checkOffsets(f);
    }

    private void checkOffsets(NonbondedForce f) {
        NameCheck.checkGlobals(place, f.globalParameters());
        Set<String> names =
                f.globalParameters().stream().map(GlobalParameter::name).collect(Collectors.toSet());
        for (int i = 0; i < f.particleOffsets().size(); i++) {
            NonbondedForce.ParticleOffset o = f.particleOffsets().get(i);
            place.at("particle offset", i);
            checkOffset(names, o.parameter(), o.chargeScale(), o.sigmaScale(), o.epsilonScale());
            place.exists("particle", o.particle(), place.particles());
        }
        for (int i = 0; i < f.exceptionOffsets().size(); i++) {
            NonbondedForce.ExceptionOffset o = f.exceptionOffsets().get(i);
            place.at("exception offset", i);
            checkOffset(names, o.parameter(), o.chargeProductScale(), o.sigmaScale(), o.epsilonScale());
            place.exists("exception", o.exception(), f.exceptions().size());
        }
    }

    private void checkOffset(Set<String> names, String parameter, double charge, double sigma, double epsilon) {
        if (!names.contains(parameter)) {
            throw place.error("there is no global parameter " + parameter + " in the force");
        }
        place.finite("charge scale", charge);
        place.finite("sigma scale", sigma);
        place.finite("epsilon scale", epsilon);
    }

    void check(GbsaObcForce f) {
        cutoffs.check(f.method(), f.cutoff(), -1);
        place.positive("solute dielectric", f.soluteDielectric());
        place.positive("solvent dielectric", f.solventDielectric());
        place.finite("surface area energy", f.surfaceAreaEnergy());
        place.oneForEachParticle(f.particles().size());
        for (int i = 0; i < f.particles().size(); i++) {
            GbsaObcForce.Particle p = f.particles().get(i);
            place.at("particle", i);
            place.finite("charge", p.charge());
            place.notNegative("radius", p.radius());
            place.finite("scale", p.scale());
        }
    }
}
