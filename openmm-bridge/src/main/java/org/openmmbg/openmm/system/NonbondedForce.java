package org.openmmbg.openmm.system;

import java.util.List;

/**
 * Coulomb and Lennard-Jones interactions.
 *
 * @param method how long-range interactions are treated
 * @param cutoff cutoff distance, nm; unused without a cutoff
 * @param reactionFieldDielectric dielectric constant beyond the cutoff of the reaction field
 * @param switchingDistance distance at which the switching function sets in, nm; negative when there is none
 * @param ewaldErrorTolerance tolerance of Ewald and PME
 * @param pme parameters of PME, when they do not follow from the tolerance
 * @param dispersionPme parameters of the PME of dispersion (LJPME), likewise
 * @param dispersionCorrection whether the long-range dispersion correction is added (periodic systems only)
 * @param particles parameters of each particle, in order
 * @param exceptions pairs with parameters of their own
 * @param globalParameters parameters that offsets refer to
 * @param particleOffsets changes of particles' parameters by global ones
 * @param exceptionOffsets changes of exceptions' parameters by global ones
 */
public record NonbondedForce(
        Method method,
        double cutoff,
        double reactionFieldDielectric,
        double switchingDistance,
        double ewaldErrorTolerance,
        PmeGrid pme,
        PmeGrid dispersionPme,
        boolean dispersionCorrection,
        List<Particle> particles,
        List<ParticleException> exceptions,
        List<GlobalParameter> globalParameters,
        List<ParticleOffset> particleOffsets,
        List<ExceptionOffset> exceptionOffsets)
        implements Force {

    /** OpenMM's methods. */
    public enum Method {
        NO_CUTOFF(0),
        CUTOFF_NON_PERIODIC(1),
        CUTOFF_PERIODIC(2),
        EWALD(3),
        PME(4),
        LJPME(5);

        private final int number;

        Method(int number) {
            this.number = number;
        }

        /** Returns the method's number in the C API and in System XML. */
        public int number() {
            return number;
        }
    }

    public NonbondedForce {
        particles = List.copyOf(particles);
        exceptions = List.copyOf(exceptions);
        globalParameters = List.copyOf(globalParameters);
        particleOffsets = List.copyOf(particleOffsets);
        exceptionOffsets = List.copyOf(exceptionOffsets);
    }

    /** Makes the force without parameter offsets, with PME as the tolerance has it. */
    public NonbondedForce(
            Method method,
            double cutoff,
            double reactionFieldDielectric,
            double switchingDistance,
            double ewaldErrorTolerance,
            boolean dispersionCorrection,
            List<Particle> particles,
            List<ParticleException> exceptions) {
        this(
                method,
                cutoff,
                reactionFieldDielectric,
                switchingDistance,
                ewaldErrorTolerance,
                PmeGrid.AUTOMATIC,
                PmeGrid.AUTOMATIC,
                dispersionCorrection,
                particles,
                exceptions,
                List.of(),
                List.of(),
                List.of());
    }

    @Override
    public boolean periodic() {
        return method != Method.NO_CUTOFF && method != Method.CUTOFF_NON_PERIODIC;
    }

    @Override
    public String openMmName() {
        return "NonbondedForce";
    }

    @Override
    public <R> R accept(ForceVisitor<R> visitor) {
        return visitor.visit(this);
    }

    /**
     * Parameters of one particle.
     *
     * @param charge elementary charges
     * @param sigma nm
     * @param epsilon kJ/mol
     */
    public record Particle(double charge, double sigma, double epsilon) {}

    /**
     * A pair that does not follow the combining rules.
     *
     * @param particle1 index of the first particle
     * @param particle2 index of the second particle
     * @param chargeProduct elementary charges squared
     * @param sigma nm
     * @param epsilon kJ/mol
     */
    public record ParticleException(int particle1, int particle2, double chargeProduct, double sigma, double epsilon) {}

    /**
     * Parameters of particle-mesh Ewald.
     *
     * @param alpha separation parameter, 1/nm; 0 to have all of them chosen by the tolerance
     * @param nx number of grid points along x
     * @param ny number of grid points along y
     * @param nz number of grid points along z
     */
    public record PmeGrid(double alpha, int nx, int ny, int nz) {
        /** As the error tolerance has it. */
        public static final PmeGrid AUTOMATIC = new PmeGrid(0, 0, 0, 0);
    }

    /**
     * Adds multiples of a global parameter to a particle's parameters.
     *
     * @param parameter name of the global parameter
     * @param particle index of the particle
     * @param chargeScale multiple added to the charge
     * @param sigmaScale multiple added to sigma
     * @param epsilonScale multiple added to epsilon
     */
    public record ParticleOffset(
            String parameter, int particle, double chargeScale, double sigmaScale, double epsilonScale) {}

    /**
     * Adds multiples of a global parameter to an exception's parameters.
     *
     * @param parameter name of the global parameter
     * @param exception index of the exception
     * @param chargeProductScale multiple added to the charge product
     * @param sigmaScale multiple added to sigma
     * @param epsilonScale multiple added to epsilon
     */
    public record ExceptionOffset(
            String parameter, int exception, double chargeProductScale, double sigmaScale, double epsilonScale) {}
}
