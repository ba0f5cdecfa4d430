package org.openmmbg.plugin.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;

/** Free-energy surfaces side by side, on one colour scale that starts at 0 kT. */
final class HeatMaps {
    private static final double SIDE = 282;
    private static final double LEFT = 70;
    private static final double TOP = 40;
    private static final double GAP = 43;
    private static final double BAR = 18;
    private static final double MAX_KT = 12;

    private HeatMaps() {}

    static String draw(ReportData.Surfaces group) {
        List<ReportData.Surface> surfaces = group.surfaces();
        Scale x = Scale.of(group.x());
        Scale y = Scale.of(group.y());
        Scale colour = Scale.linear(0, largest(surfaces), 6, "free energy / kT");
        double barLeft = LEFT + surfaces.size() * (SIDE + GAP) - GAP + 24;
        Svg svg = new Svg(barLeft + BAR + 70, TOP + SIDE + 50, group.title());
        for (int i = 0; i < surfaces.size(); i++) {
            ReportData.Surface surface = surfaces.get(i);
            Frame frame = new Frame(LEFT + i * (SIDE + GAP), TOP, SIDE, SIDE, x, y);
            svg.element(
                    "image",
                    "x",
                    frame.left(),
                    "y",
                    frame.top(),
                    "width",
                    SIDE,
                    "height",
                    SIDE,
                    "preserveAspectRatio",
                    "none",
                    "href",
                    image(surface, colour.high()));
            frame.drawAxes(svg, i == 0);
            frame.drawTitle(svg, surface.name(), 12);
        }
        drawBar(svg, barLeft, colour);
        return svg.end();
    }

    private static double largest(List<ReportData.Surface> surfaces) {
        double largest = 1;
        for (ReportData.Surface surface : surfaces) {
            for (double value : surface.freeEnergy()) {
                if (Double.isFinite(value)) {
                    largest = Math.max(largest, value);
                }
            }
        }
        return Math.min(MAX_KT, largest);
    }

    private static void drawBar(Svg svg, double left, Scale colour) {
        int steps = 100;
        for (int i = 0; i < steps; i++) {
            double height = SIDE / steps;
            double top = TOP + SIDE - (i + 1) * height;
            svg.element(
                    "rect",
                    "x",
                    left,
                    "y",
                    top,
                    "width",
                    BAR,
                    // Half a pixel more, so that no seam shows between the steps.
                    "height",
                    height + (i == 0 ? 0 : 0.5),
                    "fill",
                    hex(ColorMap.at((i + 0.5) / steps)));
        }
        svg.element("rect", "x", left, "y", TOP, "width", BAR, "height", SIDE, "fill", "none", "stroke", Svg.INK);
        double right = left + BAR;
        for (Scale.Tick tick : colour.ticks()) {
            double at = colour.position(tick.value(), TOP + SIDE, TOP);
            svg.element("line", "x1", right, "y1", at, "x2", right + 5, "y2", at, "stroke", Svg.INK);
            svg.text(tick.label(), "x", right + 8, "y", at + 4.5, "fill", Svg.INK);
        }
        double x = right + 48;
        double y = TOP + SIDE / 2;
        svg.text(
                colour.label(),
                "x",
                x,
                "y",
                y,
                "text-anchor",
                "middle",
                "fill",
                Svg.INK,
                "transform",
                "rotate(90 " + Numbers.pixel(x) + " " + Numbers.pixel(y) + ")");
    }

    private static String hex(int rgb) {
        return String.format("#%06x", rgb);
    }

    /** Returns the surface as a PNG in a data URI, each bin several pixels wide so that no viewer blurs it. */
    private static String image(ReportData.Surface surface, double maximum) {
        int bins = surface.bins();
        int zoom = Math.max(1, (int) Math.ceil(2 * SIDE / bins));
        BufferedImage image = new BufferedImage(bins * zoom, bins * zoom, BufferedImage.TYPE_INT_RGB);
        for (int column = 0; column < bins * zoom; column++) {
            for (int row = 0; row < bins * zoom; row++) {
                double value = surface.freeEnergy()[(column / zoom) * bins + (bins - 1 - row / zoom)];
                image.setRGB(column, row, Double.isFinite(value) ? ColorMap.at(value / maximum) : ColorMap.NO_DATA);
            }
        }
        try (ByteArrayOutputStream png = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", png);
            return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
