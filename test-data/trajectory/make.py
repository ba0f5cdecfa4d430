# Writes the fixtures of this folder: /usr/bin/python3 make.py (Debian's python3-mdtraj and python3-numpy).
# Three frames of five atoms: coordinate k of frame f is (15 f + k - 20) / 8 nm, exact in single precision.
import io, struct, zipfile
import numpy as np
import mdtraj

x = ((np.arange(45) - 20) / 8).reshape(3, 5, 3)
top = mdtraj.Topology()
res = top.add_residue('MOL', top.add_chain())
for i in range(5):
    top.add_atom('C%d' % i, mdtraj.element.carbon, res)
traj = mdtraj.Trajectory(x.astype(np.float32), top)
traj.save_dcd('plain.dcd')
traj.unitcell_lengths = np.full((3, 3), 2.0)
traj.unitcell_angles = np.full((3, 3), 90.0)
traj.save_dcd('cell.dcd')
# The same file as a big-endian machine writes it: every 4-byte number turned, save the text and the 8-byte unit cells.
raw = open('cell.dcd', 'rb').read()
out, at = io.BytesIO(), 0
while at < len(raw):
    (n,) = struct.unpack_from('<i', raw, at)
    body = raw[at + 4:at + 4 + n]
    if n == 84:
        body = body[:4] + np.frombuffer(body[4:], '<i4').astype('>i4').tobytes()
    elif n == 48:
        body = np.frombuffer(body, '<f8').astype('>f8').tobytes()
    elif (n - 4) % 80 == 0 and at == 92:
        body = np.frombuffer(body[:4], '<i4').astype('>i4').tobytes() + body[4:]
    else:
        body = np.frombuffer(body, '<i4').astype('>i4').tobytes()
    out.write(struct.pack('>i', n) + body + struct.pack('>i', n))
    at += 8 + n
open('cell-big-endian.dcd', 'wb').write(out.getvalue())

w = np.array([0.5, 0.0, 2.0])
np.savez('types.npz', f8=x, f4=x.astype('<f4'), i8=np.array([1, -2, 2**53]), i4=np.array([[7], [-8]], '<i4'),
         big=x.astype('>f8'), scalar=np.float64(2.5), empty=np.zeros((0, 15)))
np.savez_compressed('seeds.npz', positions=x, weights=w)
with np.errstate(divide='ignore'):
    np.savez('seeds-log.npz', positions=x.reshape(3, 15).astype(np.float32), log_w=np.log(w) - 1000.0)
np.savez('objects.npz', positions=np.array([{'a': 1}], dtype=object), columns=np.asfortranarray(x[0]),
         text=np.array(['a']), good=w)

# XTC and HDF5: 40 atoms in clusters of three, which XTC stores as small differences to each other; "wide" in a range that
# XTC stores axis by axis, "few" so few atoms that it stores plain floats. Thousandths of a nm, exact in all of them.
f, i, a = np.ogrid[0:3, 0:40, 0:3]
places = (i // 3 * 7919 + 131 * f + 617 * a) % 2000
offsets = (i * i * 31 + a * 57 + f * 13) % 200 - 100


def thousandths(numbers):
    top = mdtraj.Topology()
    res = top.add_residue('MOL', top.add_chain())
    for k in range(numbers.shape[1]):
        top.add_atom('C%d' % k, mdtraj.element.carbon, res)
    return mdtraj.Trajectory((numbers / 1000).astype(np.float32), top)


thousandths(places + offsets).save_xtc('packed.xtc')
thousandths(places * 20000 + offsets).save_xtc('wide.xtc')
thousandths((places + offsets)[:, :5]).save_xtc('few.xtc')
thousandths(places + offsets).save_hdf5('mdtraj.h5')
