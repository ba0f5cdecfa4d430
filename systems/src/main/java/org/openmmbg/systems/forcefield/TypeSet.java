package org.openmmbg.systems.forcefield;

import java.util.BitSet;

/**
 * The atom types that one place of a definition stands for.
 *
 * @param types their indices
 * @param wildcard whether these are all types
 */
record TypeSet(BitSet types, boolean wildcard) {
    boolean contains(AtomType type) {
        return types.get(type.index());
    }
}
