package org.openmmbg.estimate;

/** Products of the weights that draws have in different ensembles. */
final class Gram {

    private Gram() {}

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int n = 0; n < a.length; n++) {
            sum += a[n] * b[n];
        }
        return sum;
    }

    /** Returns Σₙ WᵢₙWⱼₙ, [K][K]. */
    static double[][] of(double[][] weights) {
        double[][] result = new double[weights.length][weights.length];
        for (int i = 0; i < weights.length; i++) {
            for (int j = 0; j <= i; j++) {
                result[i][j] = dot(weights[i], weights[j]);
                result[j][i] = result[i][j];
            }
        }
        return result;
    }
}
