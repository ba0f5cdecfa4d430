package org.openmmbg.systems.observable;

import org.jspecify.annotations.Nullable;
import org.openmmbg.systems.Topology;

/**
 * A residue as an expression names it.
 *
 * @param id number and insertion code, as the file has them
 * @param chain name of its chain, or null where it does not matter
 */
record ResidueName(String id, @Nullable String chain) {

    boolean isOf(Topology.Residue residue) {
        return residue.id().equals(id) && (chain == null || residue.chain().equals(chain));
    }

    @Override
    public String toString() {
        return chain == null ? id : id + ":" + chain;
    }
}
