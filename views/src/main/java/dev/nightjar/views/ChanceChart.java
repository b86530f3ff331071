package dev.nightjar.views;

import java.util.ArrayList;
import java.util.List;

/// Probabilities against a size on a logarithmic axis, panel beside panel, as SVG.
public final class ChanceChart {

    private static final double PANEL = 316;
    private static final double LEFT = 64;
    private static final double TOP = 96;
    private static final double HEIGHT = 250;
    private static final double GAP = 58;
    private static final List<String> COLOURS =
            List.of(Palette.MUTED, Palette.CYAN, Palette.YELLOW, Palette.GREEN, Palette.RED);

    /// @param size        positive
    /// @param probability from 0 to 1
    public record Point(double size, double probability) {}

    public record Curve(String name, List<Point> points) {
        public Curve {
            points = List.copyOf(points);
        }
    }

    /// @param sizes what the horizontal axis is
    public record Panel(String title, String sizes, List<Curve> curves) {
        public Panel {
            curves = List.copyOf(curves);
        }
    }

    private ChanceChart() {}

    /// The curves of all panels have the same names; they are shown once.
    public static String svg(String title, String subtitle, List<Panel> panels) {
        double width = LEFT + panels.size() * (PANEL + GAP);
        double height = TOP + HEIGHT + 84;
        Svg svg = new Svg(width, height, title, subtitle);
        svg.rectangle(
                0.5,
                0.5,
                width - 1,
                height - 1,
                "rx=\"10\" fill=\"%s\" stroke=\"%s\"".formatted(Palette.NIGHT, Palette.EDGE));
        svg.text(20, 34, title, font(19, Palette.TEXT, "start"));
        svg.text(20, 56, subtitle, font(12, Palette.MUTED, "start"));
        for (int i = 0; i < panels.size(); i++) {
            panel(svg, panels.get(i), LEFT + i * (PANEL + GAP), i == 0);
        }
        double x = LEFT;
        List<Curve> named = panels.getFirst().curves();
        for (int i = 0; i < named.size(); i++) {
            svg.line(x, height - 20, x + 22, height - 20, stroke(i));
            svg.text(x + 28, height - 16, named.get(i).name(), font(12, Palette.TEXT, "start"));
            x += 60 + 6.6 * named.get(i).name().length();
        }
        return svg.toString();
    }

    private static void panel(Svg svg, Panel panel, double left, boolean first) {
        List<Double> sizes = panel.curves().stream()
                .flatMap(curve -> curve.points().stream())
                .map(Point::size)
                .toList();
        double low =
                Math.log10(sizes.stream().mapToDouble(Double::doubleValue).min().orElse(0.1));
        double high =
                Math.log10(sizes.stream().mapToDouble(Double::doubleValue).max().orElse(1));
        Axis across = new Axis(low, high, left, left + PANEL);
        Axis up = new Axis(0, 1, TOP + HEIGHT, TOP);
        svg.text(left, TOP - 12, panel.title(), font(13, Palette.TEXT, "start"));
        for (double tick : up.ticks(5)) {
            svg.line(left, up.at(tick), left + PANEL, up.at(tick), "stroke=\"%s\"".formatted(Palette.GRID));
            if (first) {
                svg.text(left - 8, up.at(tick) + 4, Math.round(100 * tick) + " %", font(11, Palette.FAINT_TEXT, "end"));
            }
        }
        for (double tick : decades(low, high)) {
            double x = across.at(Math.log10(tick));
            svg.line(x, TOP, x, TOP + HEIGHT, "stroke=\"%s\"".formatted(Palette.GRID));
            svg.text(x, TOP + HEIGHT + 16, Figures.percent(tick), font(11, Palette.FAINT_TEXT, "middle"));
        }
        svg.text(left + PANEL / 2, TOP + HEIGHT + 36, panel.sizes(), font(12, Palette.MUTED, "middle"));
        for (int i = 0; i < panel.curves().size(); i++) {
            StringBuilder path = new StringBuilder();
            for (Point point : panel.curves().get(i).points()) {
                path.append(path.isEmpty() ? "M" : "L")
                        .append(Svg.number(across.at(Math.log10(point.size()))))
                        .append(' ')
                        .append(Svg.number(up.at(point.probability())));
            }
            svg.path(path.toString(), "fill=\"none\" " + stroke(i));
        }
    }

    /// Powers of ten and three times them.
    private static List<Double> decades(double low, double high) {
        List<Double> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(low); power <= high; power++) {
            for (double lead : new double[] {1, 3}) {
                double tick = lead * Math.pow(10, power);
                if (Math.log10(tick) >= low - 1e-9 && Math.log10(tick) <= high + 1e-9) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }

    private static String stroke(int curve) {
        return "stroke=\"%s\" stroke-width=\"2\" stroke-linejoin=\"round\"%s"
                .formatted(COLOURS.get(curve % COLOURS.size()), curve % 2 == 0 ? " stroke-dasharray=\"5 4\"" : "");
    }

    private static String font(int size, String colour, String anchor) {
        return "font-family=\"%s\" font-size=\"%d\" fill=\"%s\" text-anchor=\"%s\""
                .formatted(Svg.SANS, size, colour, anchor);
    }
}
