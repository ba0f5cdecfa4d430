package org.openmmbg.systems.observable;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openmmbg.potential.TwoStateSystem;
import org.openmmbg.systems.Topology;

/** The names that an expression may use. */
public abstract sealed class Vocabulary permits MoleculeVocabulary, AnalyticVocabulary {

    Vocabulary() {}

    /**
     * Returns the names of a molecule: its torsions, and functions of its atoms.
     *
     * @param topology with its bonds
     */
    public static Vocabulary of(Topology topology) {
        return new MoleculeVocabulary(topology);
    }

    /**
     * Returns the names of a system without molecules: the coordinate that tells its states apart, {@code x} and {@code y}
     * in the plane, and the names of its states where they are words.
     */
    public static Vocabulary of(TwoStateSystem system) {
        return new AnalyticVocabulary(system);
    }

    /** Returns the number of coordinates of a configuration. */
    public abstract int width();

    /** Returns the names that stand alone, for messages. */
    abstract List<String> names();

    /**
     * Returns what a name stands for.
     *
     * @param residue the residue named after it, or null
     * @param place where the name stands
     * @throws ExpressionException if it is not known
     */
    abstract Term variable(String name, @Nullable ResidueName residue, Place place);

    /**
     * Returns the index of an atom.
     *
     * @throws ExpressionException if there is no one atom of this name
     */
    abstract int atom(String name, @Nullable ResidueName residue, Place place);

    /** Returns the radius of gyration. */
    abstract Term radiusOfGyration(Place place);
}
