package org.openmmbg.systems.forcefield;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.openmmbg.openmm.system.CustomGbForce;
import org.openmmbg.openmm.system.CustomParameters;
import org.openmmbg.openmm.system.NonbondedForce;
import org.openmmbg.openmm.system.TabulatedFunction;

/**
 * The generalised Born models as formulas. The value {@code descreening} sums over the other atoms how much of the solvent
 * they keep away; {@code B} is the effective Born radius that follows from it.
 */
final class GbFormulas {
    /** kJ nm/mol, as OpenMM's models have it. */
    private static final String COULOMB = "138.935485";

    /** 4π times {@link ImplicitSolvent#SURFACE_AREA_ENERGY}, kJ/mol/nm². */
    private static final String SURFACE_AREA = "28.3919551";

    private static final String PROBE_RADIUS = "0.14";

    /** Hawkins, Cramer and Truhlar's integral over the part of the sphere of atom 2 outside that of atom 1. */
    private static final String SPHERE = "select(step(r+shield2-rho1), sphere, 0);"
            + " sphere=0.5*(1/near-1/far)+0.125*(r-shield2^2/r)*(1/far^2-1/near^2)+0.25*log(near/far)/r;"
            + " far=r+shield2; near=max(rho1, abs(r-shield2))";

    /** Mongan's correction for the neck between two spheres that solvent does not enter. */
    private static final String NECK =
            "step(rho1+rho2+2*offset+0.68-r)*neckvalue(kind1, kind2)/(1+100*beyond^2+300000*beyond^6);"
                    + " beyond=r-neckposition(kind1, kind2)";

    private final ImplicitSolvent model;
    private final NonbondedOptions nonbonded;
    private final SolventOptions solvent;

    GbFormulas(ImplicitSolvent model, NonbondedOptions nonbonded, SolventOptions solvent) {
        this.model = model;
        this.nonbonded = nonbonded;
        this.solvent = solvent;
    }

    CustomGbForce force(List<Double> charges, List<GbAtom> atoms) {
        List<Double> radii =
                List.copyOf(new TreeSet<>(atoms.stream().map(GbAtom::radius).toList()));
        List<String> names = new ArrayList<>(List.of("charge", "rho", "shield"));
        List<TabulatedFunction> functions = new ArrayList<>();
        if (hasNeck()) {
            names.add("kind");
            NeckTable table = NeckTable.shipped();
            List<Integer> sizes = List.of(radii.size(), radii.size());
            functions.add(new TabulatedFunction.Discrete("neckposition", sizes, table.positions(radii)));
            functions.add(new TabulatedFunction.Discrete("neckvalue", sizes, table.values(radii)));
        }
        if (model == ImplicitSolvent.GBN2) {
            names.addAll(List.of("alpha", "beta", "gamma"));
        }
        List<List<Double>> particles = new ArrayList<>();
        for (int i = 0; i < atoms.size(); i++) {
            particles.add(particle(charges.get(i), atoms.get(i), radii));
        }
        return new CustomGbForce(
                new CustomParameters(names, List.of(), functions, List.of()),
                nonbonded.customMethod(),
                nonbonded.cutoff(),
                values(),
                energies(),
                particles,
                List.of());
    }

    private List<Double> particle(double charge, GbAtom atom, List<Double> radii) {
        double rho = atom.radius() - offset();
        List<Double> values = new ArrayList<>(List.of(charge, rho, atom.scale() * rho));
        if (hasNeck()) {
            values.add((double) radii.indexOf(atom.radius()));
        }
        if (model == ImplicitSolvent.GBN2) {
            values.addAll(List.of(atom.alpha(), atom.beta(), atom.gamma()));
        }
        return values;
    }

    private boolean hasNeck() {
        return model == ImplicitSolvent.GBN || model == ImplicitSolvent.GBN2;
    }

    /** What the intrinsic radius is less in the integrals, nm. */
    private double offset() {
        return model == ImplicitSolvent.GBN2 ? 0.0195141 : 0.009;
    }

    private double neckScale() {
        return model == ImplicitSolvent.GBN2 ? 0.826836 : 0.361825;
    }

    private List<CustomGbForce.ComputedValue> values() {
        String descreening =
                hasNeck() ? "ball+" + number(neckScale()) + "*neck; neck=" + NECK + "; ball=" + SPHERE : SPHERE;
        return List.of(
                new CustomGbForce.ComputedValue(
                        "descreening", descreening + constants(), CustomGbForce.Sum.PARTICLE_PAIR_NO_EXCLUSIONS),
                new CustomGbForce.ComputedValue("B", bornRadius() + constants(), CustomGbForce.Sum.SINGLE_PARTICLE));
    }

    private String bornRadius() {
        String series = switch (model) {
            case HCT -> "";
            case OBC1 -> "0.8*psi+2.909125*psi^3";
            case OBC2 -> "psi-0.8*psi^2+4.85*psi^3";
            case GBN -> "1.09511284*psi-1.907992938*psi^2+2.50798245*psi^3";
            case GBN2 -> "alpha*psi-beta*psi^2+gamma*psi^3";
        };
        return series.isEmpty()
                ? "1/(1/rho-descreening)"
                : "1/(1/rho-tanh(" + series + ")/(rho+offset)); psi=rho*descreening";
    }

    private List<CustomGbForce.EnergyTerm> energies() {
        boolean cut = nonbonded.method() != NonbondedForce.Method.NO_CUTOFF;
        String inverse = cut ? "(1/f-1/cutoff)" : "1/f";
        return List.of(
                new CustomGbForce.EnergyTerm(
                        "-0.5*" + COULOMB + "*charge^2*(" + screening("B") + ")/B" + constants(),
                        CustomGbForce.Sum.SINGLE_PARTICLE),
                new CustomGbForce.EnergyTerm(
                        SURFACE_AREA + "*(radius+" + PROBE_RADIUS + ")^2*(radius/B)^6; radius=rho+offset" + constants(),
                        CustomGbForce.Sum.SINGLE_PARTICLE),
                new CustomGbForce.EnergyTerm(
                        "-" + COULOMB + "*charge1*charge2*(" + screening("f") + ")*" + inverse
                                + "; f=sqrt(r^2+B1*B2*exp(-r^2/(4*B1*B2)))" + constants(),
                        CustomGbForce.Sum.PARTICLE_PAIR_NO_EXCLUSIONS));
    }

    private String screening(String distance) {
        return solvent.kappa() == 0
                ? "1/solute-1/solvent"
                : "1/solute-exp(-" + number(solvent.kappa()) + "*" + distance + ")/solvent";
    }

    private String constants() {
        return "; offset=" + number(offset()) + "; cutoff=" + number(nonbonded.cutoff()) + "; solute="
                + number(solvent.soluteDielectric()) + "; solvent="
                + number(solvent.solventDielectric(ImplicitSolvent.SOLVENT_DIELECTRIC));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.17g", value);
    }
}
