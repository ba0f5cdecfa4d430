package org.openmmbg.openmm.system;

/** How the position of a massless particle follows from those of others; the kinds this bridge builds. */
public sealed interface VirtualSite {
    /** Returns the index of the particle that is the site. */
    int particle();

    /**
     * r = w₁ r₁ + w₂ r₂.
     *
     * @param particle index of the site
     * @param particle1 index of the first particle
     * @param particle2 index of the second particle
     * @param weight1 weight of the first particle; the weights sum to 1
     * @param weight2 weight of the second particle
     */
    record TwoParticleAverage(int particle, int particle1, int particle2, double weight1, double weight2)
            implements VirtualSite {}

    /**
     * r = w₁ r₁ + w₂ r₂ + w₃ r₃.
     *
     * @param particle index of the site
     * @param particle1 index of the first particle
     * @param particle2 index of the second particle
     * @param particle3 index of the third particle
     * @param weight1 weight of the first particle; the weights sum to 1
     * @param weight2 weight of the second particle
     * @param weight3 weight of the third particle
     */
    record ThreeParticleAverage(
            int particle, int particle1, int particle2, int particle3, double weight1, double weight2, double weight3)
            implements VirtualSite {}

    /**
     * r = r₁ + w₁₂ r₁₂ + w₁₃ r₁₃ + w× (r₁₂ × r₁₃).
     *
     * @param particle index of the site
     * @param particle1 index of the first particle
     * @param particle2 index of the second particle
     * @param particle3 index of the third particle
     * @param weight12 weight of r₁₂ = r₂ − r₁
     * @param weight13 weight of r₁₃ = r₃ − r₁
     * @param weightCross weight of the cross product, 1/nm
     */
    record OutOfPlane(
            int particle,
            int particle1,
            int particle2,
            int particle3,
            double weight12,
            double weight13,
            double weightCross)
            implements VirtualSite {}
}
