package org.openmmbg.plugin.report;

/** A plot's rectangle with its axes: ticks, grid, labels and title. */
record Frame(double left, double top, double width, double height, Scale x, Scale y) {
    double right() {
        return left + width;
    }

    double bottom() {
        return top + height;
    }

    double px(double value) {
        return x.position(value, left, right());
    }

    double py(double value) {
        return y.position(value, bottom(), top);
    }

    /** Draws the grid; what is plotted goes over it. */
    void drawGrid(Svg svg) {
        svg.element("rect", "x", left, "y", top, "width", width, "height", height, "fill", "#ffffff");
        for (Scale.Tick tick : x.ticks()) {
            double at = px(tick.value());
            svg.element("line", "x1", at, "y1", top, "x2", at, "y2", bottom(), "stroke", Svg.GRID);
        }
        for (Scale.Tick tick : y.ticks()) {
            double at = py(tick.value());
            svg.element("line", "x1", left, "y1", at, "x2", right(), "y2", at, "stroke", Svg.GRID);
        }
    }

    /** Draws the title, its foot so many pixels above the rectangle. */
    void drawTitle(Svg svg, String title, double above) {
        double middle = left + width / 2;
        svg.text(
                title,
                "x",
                middle,
                "y",
                top - above,
                "text-anchor",
                "middle",
                "font-size",
                15,
                "font-weight",
                "600",
                "fill",
                Svg.INK);
    }

    /** Draws border, ticks and labels; over what is plotted. */
    void drawAxes(Svg svg, boolean withYLabels) {
        svg.element("rect", "x", left, "y", top, "width", width, "height", height, "fill", "none", "stroke", Svg.INK);
        for (Scale.Tick tick : x.ticks()) {
            double at = px(tick.value());
            svg.element("line", "x1", at, "y1", bottom(), "x2", at, "y2", bottom() + 5, "stroke", Svg.INK);
            svg.text(tick.label(), "x", at, "y", bottom() + 19, "text-anchor", "middle", "fill", Svg.INK);
        }
        for (Scale.Tick tick : y.ticks()) {
            double at = py(tick.value());
            svg.element("line", "x1", left - 5, "y1", at, "x2", left, "y2", at, "stroke", Svg.INK);
            if (withYLabels) {
                svg.text(tick.label(), "x", left - 8, "y", at + 4.5, "text-anchor", "end", "fill", Svg.INK);
            }
        }
        double middle = left + width / 2;
        svg.text(x.label(), "x", middle, "y", bottom() + 39, "text-anchor", "middle", "fill", Svg.INK);
        if (withYLabels) {
            double at = left - 46;
            double centre = top + height / 2;
            String turn = "rotate(-90 " + Numbers.pixel(at) + " " + Numbers.pixel(centre) + ")";
            svg.text(y.label(), "x", at, "y", centre, "transform", turn, "text-anchor", "middle", "fill", Svg.INK);
        }
    }
}
