package org.openmmbg.openmm.system;

/** How an interaction between all pairs of particles is cut off; OpenMM's methods. */
public enum CutoffMethod {
    NO_CUTOFF(0),
    CUTOFF_NON_PERIODIC(1),
    CUTOFF_PERIODIC(2);

    private final int number;

    CutoffMethod(int number) {
        this.number = number;
    }

    /** Returns the method's number in the C API and in System XML. */
    public int number() {
        return number;
    }
}
