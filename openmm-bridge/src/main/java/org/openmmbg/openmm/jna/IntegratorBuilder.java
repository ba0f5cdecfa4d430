package org.openmmbg.openmm.jna;

import static org.openmmbg.openmm.jna.DynamicsFunctions.*;
import static org.openmmbg.openmm.jna.OpenMmNative.*;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.nio.file.Path;
import org.openmmbg.openmm.NativeIntegrator;
import org.openmmbg.openmm.OpenMmException;

/** Makes OpenMM's integrators from {@link NativeIntegrator}s. */
final class IntegratorBuilder {
    private static final String MIDDLE = "OpenMM_LangevinMiddleIntegrator_";
    private static final String LANGEVIN = "OpenMM_LangevinIntegrator_";
    private static final String SEED = "setRandomNumberSeed";

    private final OptionalFunctions functions;

    /**
     * @param library the library in use
     */
    IntegratorBuilder(Path library) {
        functions = new OptionalFunctions(NativeLibrary.getInstance(library.toString()));
    }

    /**
     * Makes an integrator and returns its handle, which the caller destroys.
     *
     * @throws OpenMmException if this OpenMM does not have it; nothing was made then
     */
    long build(NativeIntegrator integrator) {
        // A switch over the sealed types is a preview feature in Java 17.
        if (integrator instanceof NativeIntegrator.Verlet i) {
            return OpenMM_VerletIntegrator_create(i.stepPs());
        } else if (integrator instanceof NativeIntegrator.Langevin i) {
            // From OpenMM 8.2 on it is a LangevinMiddleIntegrator, and only that has the functions.
            Function seed = functions.find(LANGEVIN + SEED).orElseGet(() -> require(MIDDLE + SEED));
            long handle = OpenMM_LangevinIntegrator_create(i.kelvin(), i.frictionPerPs(), i.stepPs());
            seed.invokeVoid(new Object[] {handle, i.seed()});
            return handle;
        } else if (integrator instanceof NativeIntegrator.LangevinMiddle i) {
            Function seed = require(MIDDLE + SEED);
            long handle =
                    require(MIDDLE + "create").invokeLong(new Object[] {i.kelvin(), i.frictionPerPs(), i.stepPs()});
            seed.invokeVoid(new Object[] {handle, i.seed()});
            return handle;
        } else if (integrator instanceof NativeIntegrator.Brownian i) {
            long handle = OpenMM_BrownianIntegrator_create(i.kelvin(), i.frictionPerPs(), i.stepPs());
            OpenMM_BrownianIntegrator_setRandomNumberSeed(handle, i.seed());
            return handle;
        } else if (integrator instanceof NativeIntegrator.VariableVerlet i) {
            return OpenMM_VariableVerletIntegrator_create(i.errorTolerance());
        } else if (integrator instanceof NativeIntegrator.VariableLangevin i) {
            long handle = OpenMM_VariableLangevinIntegrator_create(i.kelvin(), i.frictionPerPs(), i.errorTolerance());
            OpenMM_VariableLangevinIntegrator_setRandomNumberSeed(handle, i.seed());
            return handle;
        }
        throw new IllegalArgumentException("no builder for " + integrator.openMmName());
    }

    private Function require(String name) {
        return functions.find(name).orElseThrow(() -> new OpenMmException("this OpenMM has no " + name));
    }
}
