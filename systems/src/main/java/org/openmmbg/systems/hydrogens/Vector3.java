package org.openmmbg.systems.hydrogens;

/** A point or direction in space. */
record Vector3(double x, double y, double z) {
    private static final double SMALL = 1e-6;

    /** Returns the position of an atom, of positions row-major [atoms, 3]. */
    static Vector3 of(double[] positions, int atom) {
        return new Vector3(positions[3 * atom], positions[3 * atom + 1], positions[3 * atom + 2]);
    }

    Vector3 plus(Vector3 other) {
        return new Vector3(x + other.x, y + other.y, z + other.z);
    }

    Vector3 minus(Vector3 other) {
        return new Vector3(x - other.x, y - other.y, z - other.z);
    }

    Vector3 times(double factor) {
        return new Vector3(factor * x, factor * y, factor * z);
    }

    double dot(Vector3 other) {
        return x * other.x + y * other.y + z * other.z;
    }

    Vector3 cross(Vector3 other) {
        return new Vector3(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
    }

    double norm() {
        return Math.sqrt(dot(this));
    }

    double distance(Vector3 other) {
        return minus(other).norm();
    }

    /** Returns this in length 1; where there is no length, some direction. */
    Vector3 unit() {
        double norm = norm();
        return norm > SMALL ? times(1 / norm) : new Vector3(0, 0, 1);
    }

    /** Returns a unit vector at right angles to this one. */
    Vector3 perpendicular() {
        Vector3 axis = Math.abs(x) < 0.6 * norm() ? new Vector3(1, 0, 0) : new Vector3(0, 1, 0);
        return cross(axis).unit();
    }

    /**
     * Returns the point at a distance from {@code bond}, at an angle to {@code angle} and a torsion to {@code torsion}.
     * Where those three lie in a line, the torsion is from some direction.
     */
    static Vector3 place(Vector3 bond, Vector3 angle, Vector3 torsion, double length, double theta, double phi) {
        Vector3 axis = bond.minus(angle).unit();
        Vector3 normal = angle.minus(torsion).cross(axis);
        Vector3 side = normal.norm() > SMALL ? normal.unit() : axis.perpendicular();
        Vector3 up = side.cross(axis);
        return bond.plus(axis.times(-length * Math.cos(theta)))
                .plus(up.times(length * Math.sin(theta) * Math.cos(phi)))
                .plus(side.times(length * Math.sin(theta) * Math.sin(phi)));
    }
}
