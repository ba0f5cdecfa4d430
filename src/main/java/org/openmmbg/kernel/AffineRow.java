package org.openmmbg.kernel;

/**
 * Where one variable of an affine coupling lies in its matrices: indices of first cells.
 *
 * @param n number of cells
 * @param r of r and of its cotangent
 * @param t of t and of its cotangent
 * @param slope of eˢ in kept
 * @param derivative of ds/dr in kept
 * @param at in z, x and their cotangents
 */
record AffineRow(int n, int r, int t, int slope, int derivative, int at) {}
