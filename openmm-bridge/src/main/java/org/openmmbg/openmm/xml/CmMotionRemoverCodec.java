package org.openmmbg.openmm.xml;

import org.openmmbg.openmm.system.CmMotionRemover;

/** {@link CmMotionRemover} in System XML. */
final class CmMotionRemoverCodec implements ForceCodec<CmMotionRemover> {
    private static final int VERSION = 1;

    @Override
    public String type() {
        return "CMMotionRemover";
    }

    @Override
    public CmMotionRemover read(XmlCursor xml) {
        xml.version(type(), VERSION);
        return xml.leaf(new CmMotionRemover(xml.integer("frequency")));
    }

    @Override
    public void write(CmMotionRemover force, XmlOutput out) {
        out.attribute("version", VERSION).attribute("frequency", force.frequency());
    }
}
