package org.openmmbg.plugin.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line chart: curves, bands, axes and a legend. */
final class Chart {
    /** How a curve looks. */
    enum Look {
        MAIN("#1f5fa8", "none", 2.2, 0),
        COMPARED("#d9730d", "none", 1.8, 0),
        DASHED("#667085", "6 4", 1.8, 0),
        FILLED("#1f5fa8", "none", 1.8, 0.25),
        FILLED_COMPARED("#d9730d", "none", 1.8, 0.18);

        private final String colour;
        private final String dashes;
        private final double width;
        private final double fill;

        Look(String colour, String dashes, double width, double fill) {
            this.colour = colour;
            this.dashes = dashes;
            this.width = width;
            this.fill = fill;
        }
    }

    private record Line(ReportData.Curve curve, Look look, boolean points) {}

    private static final double LEFT = 66;
    private static final double TOP = 38;
    private static final double TOP_WITH_LEGEND = 58;
    private static final double RIGHT = 18;
    private static final double BOTTOM = 50;

    private final String title;
    private final double width;
    private final double height;
    private final Scale x;
    private final Scale y;
    private final List<Line> lines = new ArrayList<>();

    Chart(String title, double width, double height, Scale x, Scale y) {
        this.title = title;
        this.width = width;
        this.height = height;
        this.x = x;
        this.y = y;
    }

    Chart add(ReportData.Curve curve, Look look) {
        lines.add(new Line(curve, look, false));
        return this;
    }

    /** Adds points without a line between them. */
    Chart addPoints(ReportData.Points points, Look look) {
        lines.add(new Line(new ReportData.Curve(points.name(), points.x(), points.y(), null, null), look, true));
        return this;
    }

    /**
     * Draws the chart.
     *
     * @param id unique among the drawings of a page
     */
    String draw(String id) {
        Svg svg = new Svg(width, height, title);
        boolean hasLegend = lines.size() > 1;
        double top = hasLegend ? TOP_WITH_LEGEND : TOP;
        Frame frame = new Frame(LEFT, top, width - LEFT - RIGHT, height - top - BOTTOM, x, y);
        svg.open("clipPath", "id", id)
                .element("rect", "x", frame.left(), "y", frame.top(), "width", frame.width(), "height", frame.height())
                .close("clipPath");
        frame.drawGrid(svg);
        svg.open("g", "clip-path", "url(#" + id + ")");
        for (Line line : lines) {
            drawBand(svg, frame, line);
        }
        for (Line line : lines) {
            if (line.points()) {
                drawPoints(svg, frame, line);
            } else {
                drawLine(svg, frame, line);
            }
        }
        svg.close("g");
        frame.drawAxes(svg, true);
        frame.drawTitle(svg, title, hasLegend ? 32 : 12);
        if (hasLegend) {
            drawLegend(svg, frame);
        }
        return svg.end();
    }

    private static void drawBand(Svg svg, Frame frame, Line line) {
        ReportData.Curve curve = line.curve();
        double @Nullable [] low = curve.low();
        double @Nullable [] high = curve.high();
        if (low == null || high == null) {
            return;
        }
        int from = 0;
        while (from < low.length) {
            int to = from;
            while (to < low.length && Double.isFinite(low[to]) && Double.isFinite(high[to])) {
                to++;
            }
            if (to > from + 1) {
                StringBuilder points = new StringBuilder();
                for (int i = from; i < to; i++) {
                    addPoint(points, frame, curve.x()[i], high[i]);
                }
                for (int i = to - 1; i >= from; i--) {
                    addPoint(points, frame, curve.x()[i], low[i]);
                }
                svg.element("polygon", "points", points, "fill", line.look().colour, "fill-opacity", "0.2");
            }
            from = to + 1;
        }
    }

    private static void drawLine(Svg svg, Frame frame, Line line) {
        ReportData.Curve curve = line.curve();
        Look look = line.look();
        int from = 0;
        while (from < curve.y().length) {
            int to = from;
            StringBuilder points = new StringBuilder();
            while (to < curve.y().length && drawable(frame, curve.y()[to])) {
                addPoint(points, frame, curve.x()[to], curve.y()[to]);
                to++;
            }
            if (to > from) {
                if (look.fill > 0) {
                    StringBuilder area = new StringBuilder(points);
                    addPoint(area, frame, curve.x()[to - 1], frame.y().low());
                    addPoint(area, frame, curve.x()[from], frame.y().low());
                    svg.element("polygon", "points", area, "fill", look.colour, "fill-opacity", look.fill);
                }
                svg.element(
                        "polyline",
                        "points",
                        points,
                        "fill",
                        "none",
                        "stroke",
                        look.colour,
                        "stroke-width",
                        look.width,
                        "stroke-dasharray",
                        look.dashes,
                        "stroke-linejoin",
                        "round");
            }
            from = to + 1;
        }
    }

    private static void drawPoints(Svg svg, Frame frame, Line line) {
        double[] x = line.curve().x();
        double[] y = line.curve().y();
        for (int i = 0; i < x.length; i++) {
            boolean inside = x[i] >= frame.x().low()
                    && x[i] <= frame.x().high()
                    && y[i] >= frame.y().low()
                    && y[i] <= frame.y().high();
            if (inside) {
                svg.element("circle", "cx", frame.px(x[i]), "cy", frame.py(y[i]), "r", 1.3, "fill", line.look().colour);
            }
        }
    }

    private static boolean drawable(Frame frame, double value) {
        return Double.isFinite(value) && (!frame.y().logarithmic() || value > 0);
    }

    private static void addPoint(StringBuilder points, Frame frame, double x, double y) {
        // A point far outside would overflow the renderer; the clip hides where it goes.
        double far = 1e5;
        points.append(Numbers.pixel(Math.max(-far, Math.min(far, frame.px(x)))))
                .append(',')
                .append(Numbers.pixel(Math.max(-far, Math.min(far, frame.py(y)))))
                .append(' ');
    }

    /** Draws the legend as one row above the plot, where no curve can run under it. */
    private void drawLegend(Svg svg, Frame frame) {
        double left = frame.left();
        double at = frame.top() - 14;
        for (Line line : lines) {
            Look look = line.look();
            if (look.fill > 0 || line.curve().low() != null) {
                svg.element(
                        "rect",
                        "x",
                        left,
                        "y",
                        at - 5,
                        "width",
                        24,
                        "height",
                        10,
                        "fill",
                        look.colour,
                        "fill-opacity",
                        "0.22");
            }
            svg.element(
                    "line",
                    "x1",
                    left,
                    "y1",
                    at,
                    "x2",
                    left + 24,
                    "y2",
                    at,
                    "stroke",
                    look.colour,
                    "stroke-width",
                    look.width,
                    "stroke-dasharray",
                    look.dashes);
            svg.text(line.curve().name(), "x", left + 31, "y", at + 4.5, "fill", Svg.INK);
            left += 60 + 6.6 * line.curve().name().length();
        }
    }
}
