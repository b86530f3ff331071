package dev.nightjar.cli.bench.search;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// A problem's races as an SVG picture: what is left against hours, the median over the seeds and the band of
/// the middle half.
record SearchPlot(Results results, String problem, double hours) {

    private static final int WIDTH = 680;
    private static final int HEIGHT = 360;
    private static final int LEFT = 64;
    private static final int BOTTOM = 40;
    private static final int TOP = 28;
    private static final int RIGHT = 190;
    private static final int COLUMNS = 120;
    private static final List<String> COLORS =
            List.of("#1b6ca8", "#c8553d", "#5b8c5a", "#8e5ea2", "#b58900", "#3a7d7c", "#7f7f7f", "#d16ba5");

    String svg() {
        List<String> optimizers = results.optimizers().stream()
                .filter(optimizer -> !results.of(problem, optimizer).isEmpty())
                .toList();
        double[] range = range(optimizers);
        StringBuilder svg = new StringBuilder();
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">\n"
                        .formatted(WIDTH, HEIGHT));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        svg.append("<text x=\"%d\" y=\"18\" font-weight=\"bold\">%s</text>\n".formatted(LEFT, problem));
        axes(svg, range);
        for (int i = 0; i < optimizers.size(); i++) {
            curve(svg, optimizers.get(i), COLORS.get(i % COLORS.size()), range, i);
        }
        return svg.append("</svg>\n").toString();
    }

    private double[] range(List<String> optimizers) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (String optimizer : optimizers) {
            double[] first = quartiles(optimizer, hours / 20);
            double[] last = quartiles(optimizer, hours);
            low = Math.min(low, last[0]);
            high = Math.max(high, Math.max(first[1], last[2]));
        }
        return new double[] {low - 0.04 * (high - low), high};
    }

    private void axes(StringBuilder svg, double[] range) {
        for (int i = 0; i <= 4; i++) {
            double value = range[0] + i * (range[1] - range[0]) / 4;
            svg.append(format(
                    "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#e5e5e5\"/>"
                            + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#555555\">%.4g</text>%n",
                    LEFT, y(value, range), WIDTH - RIGHT, y(value, range), LEFT - 6, y(value, range) + 4, value));
            double hour = i * hours / 4;
            svg.append(format(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#555555\">%s</text>%n",
                    x(hour),
                    HEIGHT - BOTTOM + 18,
                    hour == Math.rint(hour) ? format("%.0f", hour) : format("%.1f", hour)));
        }
        svg.append(format(
                "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#555555\">hours of simulated training</text>%n",
                x(hours / 2), HEIGHT - 6));
    }

    private void curve(StringBuilder svg, String optimizer, String color, double[] range, int row) {
        StringBuilder middle = new StringBuilder();
        StringBuilder upper = new StringBuilder();
        StringBuilder lower = new StringBuilder();
        for (int i = 0; i <= COLUMNS; i++) {
            double when = hours * i / COLUMNS;
            double[] at = quartiles(optimizer, when);
            middle.append(format("%.1f,%.1f ", x(when), y(at[1], range)));
            upper.append(format("%.1f,%.1f ", x(when), y(at[2], range)));
            lower.insert(0, format("%.1f,%.1f ", x(when), y(at[0], range)));
        }
        svg.append("<polygon points=\"%s%s\" fill=\"%s\" fill-opacity=\"0.13\"/>\n"
                .formatted(upper, lower.toString().strip(), color));
        svg.append("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\"/>\n"
                .formatted(middle.toString().strip(), color, optimizer.equals("auto") ? "2.5" : "1.4"));
        svg.append("<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>\n"
                .formatted(WIDTH - RIGHT + 10, TOP + 14 + 17 * row, color, optimizer));
    }

    /// Lower quartile, median, upper quartile of what is left.
    private double[] quartiles(String optimizer, double when) {
        double[] sorted = results.of(problem, optimizer).stream()
                .mapToDouble(track -> track.left(when))
                .sorted()
                .toArray();
        return Arrays.stream(new double[] {0.25, 0.5, 0.75})
                .map(share -> sorted[(int) Math.round(share * (sorted.length - 1))])
                .toArray();
    }

    private double x(double when) {
        return LEFT + (WIDTH - LEFT - RIGHT) * when / hours;
    }

    private static double y(double value, double[] range) {
        double share = range[1] > range[0] ? (value - range[0]) / (range[1] - range[0]) : 0;
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * Math.clamp(share, 0, 1);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
