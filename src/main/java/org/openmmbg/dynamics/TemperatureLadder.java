package org.openmmbg.dynamics;

/** Temperatures for replica exchange. */
public final class TemperatureLadder {

    private TemperatureLadder() {}

    /**
     * Returns temperatures in a geometric series, whose neighbours swap equally often where the heat capacity does not
     * depend on the temperature.
     *
     * @param lowestK the first temperature, K, positive
     * @param highestK the last one, K, above the first
     * @param count number of temperatures, at least 2
     * @throws IllegalArgumentException if an argument is not as stated
     */
    public static double[] geometric(double lowestK, double highestK, int count) {
        ParticleSystem.checkPositive("lowest temperature", lowestK);
        ParticleSystem.checkPositive("highest temperature", highestK);
        if (highestK <= lowestK || count < 2) {
            throw new IllegalArgumentException("a ladder of " + count + " temperatures from " + lowestK + " K to "
                    + highestK + " K: expected at least 2, from low to high");
        }
        double[] temperatures = new double[count];
        for (int i = 0; i < count; i++) {
            temperatures[i] = lowestK * StrictMath.pow(highestK / lowestK, (double) i / (count - 1));
        }
        temperatures[count - 1] = highestK;
        return temperatures;
    }
}
