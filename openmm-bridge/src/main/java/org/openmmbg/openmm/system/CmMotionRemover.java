package org.openmmbg.openmm.system;

/**
 * Takes the motion of the centre of mass out, which only OpenMM's own integrators heed. It has no energy.
 *
 * @param frequency number of steps from one removal to the next
 */
public record CmMotionRemover(int frequency) implements Force {
    @Override
    public boolean periodic() {
        return false;
    }

    @Override
    public String openMmName() {
        return "CMMotionRemover";
    }

    @Override
    public <R> R accept(ForceVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
