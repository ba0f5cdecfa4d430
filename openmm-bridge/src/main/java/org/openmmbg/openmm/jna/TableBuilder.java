package org.openmmbg.openmm.jna;

import static org.openmmbg.openmm.jna.TableNative.*;

import java.util.List;
import org.openmmbg.openmm.OpenMmException;
import org.openmmbg.openmm.system.TabulatedFunction;

/** Builds functions given by tables. */
final class TableBuilder {
    private final OpenMmVersion version;

    TableBuilder(OpenMmVersion version) {
        this.version = version;
    }

    /** What adds a named function to a force, which then owns it. */
    @FunctionalInterface
    interface Adder {
        int add(long force, String name, long function);
    }

    /**
     * Builds functions and gives them to a force.
     *
     * @throws OpenMmException if this OpenMM lacks what one of them needs
     */
    void addAll(long force, List<TabulatedFunction> functions, Adder adder) {
        for (TabulatedFunction function : functions) {
            adder.add(force, function.name(), build(function));
        }
    }

    private long build(TabulatedFunction function) {
        BuildingNatives.require(TableNative.class, "the tabulated function " + function.name());
        // A switch over the sealed types is a preview feature in Java 17.
        try (NativeArray values = NativeArray.doubles(function.values())) {
            if (function instanceof TabulatedFunction.Continuous continuous) {
                return build(continuous, values.handle());
            } else if (function instanceof TabulatedFunction.Discrete discrete) {
                return build(discrete, values.handle());
            }
        }
        throw new IllegalArgumentException("no builder for " + function.name());
    }

    private long build(TabulatedFunction.Continuous function, long values) {
        if (function.periodic() && !version.isAtLeast(7, 5)) {
            throw new OpenMmException("the tabulated function " + function.name() + " is periodic, which OpenMM "
                    + version.major() + "." + version.minor() + " does not have: OpenMM 7.5 or later is needed");
        }
        int periodic = ForceBuilder.number(function.periodic());
        TabulatedFunction.Range x = function.ranges().get(0);
        if (function.dimensions() == 1) {
            return OpenMM_Continuous1DFunction_create(values, x.min(), x.max(), periodic);
        }
        TabulatedFunction.Range y = function.ranges().get(1);
        if (function.dimensions() == 2) {
            return OpenMM_Continuous2DFunction_create(
                    x.size(), y.size(), values, x.min(), x.max(), y.min(), y.max(), periodic);
        }
        TabulatedFunction.Range z = function.ranges().get(2);
        return OpenMM_Continuous3DFunction_create(
                x.size(), y.size(), z.size(), values, x.min(), x.max(), y.min(), y.max(), z.min(), z.max(), periodic);
    }

    private static long build(TabulatedFunction.Discrete function, long values) {
        List<Integer> sizes = function.sizes();
        return switch (function.dimensions()) {
            case 1 -> OpenMM_Discrete1DFunction_create(values);
            case 2 -> OpenMM_Discrete2DFunction_create(sizes.get(0), sizes.get(1), values);
            default -> OpenMM_Discrete3DFunction_create(sizes.get(0), sizes.get(1), sizes.get(2), values);
        };
    }
}
