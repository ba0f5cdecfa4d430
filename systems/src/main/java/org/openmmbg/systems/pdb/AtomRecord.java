package org.openmmbg.systems.pdb;

/**
 * One atom as a file states it.
 *
 * @param name its name, trimmed
 * @param element its symbol
 * @param residue name of its residue
 * @param id number and insertion code of its residue
 * @param chain name of its chain
 * @param segment counts the chains as the file separates them, so that equal names do not join them
 * @param alternate alternate location; empty when there is one location only
 * @param occupancy of this location
 * @param line where it stands in the file, from 1
 */
record AtomRecord(
        String name,
        String element,
        String residue,
        String id,
        String chain,
        int segment,
        String alternate,
        double occupancy,
        int line) {

    /**
     * Returns whether this atom is in the residue of the one before it. Alternate locations may be of different residues
     * at one place of the sequence.
     */
    boolean sharesResidue(AtomRecord before) {
        return id.equals(before.id)
                && segment == before.segment
                && chain.equals(before.chain)
                && (residue.equals(before.residue) || (!alternate.isEmpty() && !before.alternate.isEmpty()));
    }
}
