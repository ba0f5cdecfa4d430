package org.openmmbg.systems.forcefield;

import java.util.ArrayList;
import java.util.List;
import org.openmmbg.openmm.system.CmapTorsionForce;
import org.openmmbg.openmm.system.Force;

/** Energy maps over two torsions of a chain of five atoms. */
final class CmapTorsionGenerator implements ForceGenerator {
    private final List<CmapTorsionForce.EnergyMap> maps = new ArrayList<>();
    private final Definitions<Integer> definitions = new Definitions<>(5);

    @Override
    public void read(XmlElement element, AtomTypes types) {
        for (XmlElement map : element.children("Map")) {
            List<Double> values = map.numbers();
            int size = (int) Math.round(Math.sqrt(values.size()));
            if (size == 0 || size * size != values.size()) {
                throw map.error("<Map> has " + values.size() + " values, but as many rows as columns are needed");
            }
            maps.add(new CmapTorsionForce.EnergyMap(size, values));
        }
        for (XmlElement torsion : element.children("Torsion")) {
            definitions.read(torsion, types, this::mapIndex);
        }
    }

    private int mapIndex(XmlElement torsion) {
        int index = torsion.integer("map");
        if (index < 0 || index >= maps.size()) {
            throw torsion.bad("map", torsion.attribute("map"), "the number of one of the " + maps.size() + " maps");
        }
        return index;
    }

    @Override
    public Force generate(Assembly assembly) {
        TypedMolecule molecule = assembly.molecule();
        List<CmapTorsionForce.TorsionPair> pairs = new ArrayList<>();
        for (List<Integer> chain : BondedTerms.chainsOfFive(molecule.terms().propers(), molecule.neighbours())) {
            Integer map = definitions.findSpecificFirst(molecule.types(chain));
            if (map != null) {
                pairs.add(new CmapTorsionForce.TorsionPair(map, chain.subList(0, 4), chain.subList(1, 5)));
            }
        }
        return new CmapTorsionForce(maps, pairs, false);
    }
}
