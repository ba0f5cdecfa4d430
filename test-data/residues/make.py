# Writes residues.txt: /usr/bin/python3 make.py > residues.txt
import xml.etree.ElementTree as ET, openmm.app as app, os
f=os.path.join(os.path.dirname(app.__file__),'data','amber99sbildn.xml')
root=ET.parse(f).getroot()
types={t.get('name'):t.get('element') for t in root.find('AtomTypes')}
print("# Atoms (name:element) and bonds of residues as in OpenMM's amber99sbildn.xml (MIT); HIS is its HID.")
for name in 'ACE ALA ARG ASN ASP CYS CYX GLN GLU GLY HID ILE LEU LYS MET PHE PRO SER THR TRP TYR VAL NME'.split():
    r=[r for r in root.find('Residues') if r.get('name')==name][0]
    a=[(x.get('name'),types[x.get('type')]) for x in r.findall('Atom')]
    b=[(a[int(x.get('from'))][0],a[int(x.get('to'))][0]) for x in r.findall('Bond')]
    print(name.replace('HID','HIS'), ' '.join(f'{n}:{e}' for n,e in a),'|',' '.join('-'.join(x) for x in b))
