package org.openmmbg.systems.observable;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Functions of one number. */
enum MathFunction {
    /** Keeps the unit. */
    ABS,
    SQRT,
    EXP,
    LOG,
    /** Of an angle. */
    SIN,
    /** Of an angle. */
    COS;

    static @Nullable MathFunction named(String name) {
        return Arrays.stream(values())
                .filter(f -> f.id().equals(name))
                .findFirst()
                .orElse(null);
    }

    static List<String> names() {
        return Arrays.stream(values()).map(MathFunction::id).toList();
    }

    private String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    Term of(Term argument, Place place) {
        Quantity quantity = argument.quantity();
        boolean plain = quantity.hasUnitOf(Quantity.NUMBER);
        boolean fits = this == ABS || plain || (quantity.isAngle() && (this == SIN || this == COS));
        if (quantity.isCondition() || !fits) {
            throw place.error(id() + " takes " + (this == SIN || this == COS ? "an angle" : "a number without a unit"));
        }
        Term.Function inner = argument.function();
        DoubleUnaryOperator operator = operator();
        Quantity result = this == ABS ? quantity.linear() : Quantity.NUMBER;
        return new Term(result, (positions, offset) -> operator.applyAsDouble(inner.at(positions, offset)));
    }

    private DoubleUnaryOperator operator() {
        return switch (this) {
            case ABS -> Math::abs;
            case SQRT -> Math::sqrt;
            case EXP -> Math::exp;
            case LOG -> Math::log;
            case SIN -> Math::sin;
            case COS -> Math::cos;
        };
    }
}
