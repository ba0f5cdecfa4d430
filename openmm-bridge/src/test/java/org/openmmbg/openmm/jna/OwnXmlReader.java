package org.openmmbg.openmm.jna;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import org.openmmbg.openmm.OpenMmLibrary;

/** OpenMM's own readers of System XML and State XML, and the energy and forces (Reference platform) of a System read. */
public final class OwnXmlReader {
    private static final int FORCES_AND_ENERGY = 4 | 8;

    private final NativeLibrary openmm =
            NativeLibrary.getInstance(OpenMmLibrary.load().path().toString());

    /**
     * Energy and forces of one configuration.
     *
     * @param energy kJ/mol
     * @param forceNorm norm of the forces on all particles that are no virtual sites, kJ/mol/nm
     */
    public record Result(double energy, double forceNorm) {}

    /**
     * Reads a System and evaluates it.
     *
     * @param xml System XML, well-formed: OpenMM itself would not survive anything else
     * @param positions [3N], nm. Not modified.
     */
    public Result evaluate(String xml, double[] positions) {
        return NativeCall.of(() -> {
            Pointer system = pointer("XmlSerializer_deserializeSystem", xml);
            Pointer integrator = pointer("VerletIntegrator_create", 0.001);
            Pointer platform = pointer("Platform_getPlatformByName", "Reference");
            Pointer context = pointer("Context_create_2", system, integrator, platform);
            int particles = positions.length / 3;
            Pointer array = pointer("Vec3Array_create", particles);
            pointer("Vec3Array_get", array, 0).write(0, positions, 0, positions.length);
            call("Context_setPositions", context, array);
            call("Context_computeVirtualSites", context);
            Pointer state = pointer("Context_getState", context, FORCES_AND_ENERGY, 0);
            double energy = number("State_getPotentialEnergy", state);
            double[] forces = pointer("Vec3Array_get", pointer("State_getForces", state), 0)
                    .getDoubleArray(0, positions.length);
            double sum = 0;
            for (int i = 0; i < forces.length; i++) {
                sum += isVirtualSite(system, i / 3) ? 0 : forces[i] * forces[i];
            }
            call("State_destroy", state);
            call("Vec3Array_destroy", array);
            call("Context_destroy", context);
            call("Integrator_destroy", integrator);
            call("System_destroy", system);
            return new Result(energy, Math.sqrt(sum));
        });
    }

    /**
     * Reads a State.
     *
     * @param xml State XML, well-formed, with positions, velocities, parameters and energies
     * @return time, potential and kinetic energy, then positions, then velocities; OpenMM's units
     */
    public double[] state(String xml, int particles) {
        return NativeCall.of(() -> {
            Pointer state = pointer("XmlSerializer_deserializeState", xml);
            double[] numbers = new double[3 + 6 * particles];
            numbers[0] = number("State_getTime", state);
            numbers[1] = number("State_getPotentialEnergy", state);
            numbers[2] = number("State_getKineticEnergy", state);
            pointer("Vec3Array_get", pointer("State_getPositions", state), 0).read(0, numbers, 3, 3 * particles);
            pointer("Vec3Array_get", pointer("State_getVelocities", state), 0)
                    .read(0, numbers, 3 + 3 * particles, 3 * particles);
            call("State_destroy", state);
            return numbers;
        });
    }

    private double number(String function, Pointer argument) {
        return openmm.getFunction("OpenMM_" + function).invokeDouble(new Object[] {argument});
    }

    private boolean isVirtualSite(Pointer system, int particle) {
        return openmm.getFunction("OpenMM_System_isVirtualSite").invokeInt(new Object[] {system, particle}) != 0;
    }

    private Pointer pointer(String function, Object... arguments) {
        return openmm.getFunction("OpenMM_" + function).invokePointer(arguments);
    }

    private void call(String function, Object... arguments) {
        openmm.getFunction("OpenMM_" + function).invokeVoid(arguments);
    }
}
