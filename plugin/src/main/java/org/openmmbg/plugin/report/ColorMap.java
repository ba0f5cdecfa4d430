package org.openmmbg.plugin.report;

/**
 * A sequential colour map, dark at 0 and light at 1. It is a path through the OKLCH space (Ottosson 2020) whose
 * lightness is linear, so that equal steps look equal, in grey print and to colour-blind eyes too.
 */
final class ColorMap {
    /** The colour of a cell without data. */
    static final int NO_DATA = 0xffffff;

    private ColorMap() {}

    /**
     * Returns a colour as 0xRRGGBB.
     *
     * @param fraction from 0 to 1; values outside are taken for the nearer end
     */
    static int at(double fraction) {
        double t = Math.min(1, Math.max(0, fraction));
        double lightness = 0.22 + 0.69 * t;
        double hue = Math.toRadians(285 - 185 * t);
        double chroma = 0.10 + 0.06 * Math.sin(Math.PI * t);
        double red = srgb(lightness, chroma, hue, 0);
        double green = srgb(lightness, chroma, hue, 1);
        double blue = srgb(lightness, chroma, hue, 2);
        return byteOf(red) << 16 | byteOf(green) << 8 | byteOf(blue);
    }

    private static double srgb(double lightness, double chroma, double hue, int channel) {
        double a = chroma * Math.cos(hue);
        double b = chroma * Math.sin(hue);
        double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
        double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
        double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
        double linear = switch (channel) {
            case 0 -> 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s;
            case 1 -> -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s;
            default -> -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s;
        };
        double inGamut = Math.min(1, Math.max(0, linear));
        return inGamut <= 0.0031308 ? 12.92 * inGamut : 1.055 * Math.pow(inGamut, 1 / 2.4) - 0.055;
    }

    private static double cube(double x) {
        return x * x * x;
    }

    private static int byteOf(double fraction) {
        return (int) Math.round(255 * fraction);
    }
}
