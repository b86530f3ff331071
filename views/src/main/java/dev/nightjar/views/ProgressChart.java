package dev.nightjar.views;

import dev.nightjar.analysis.Result;
import dev.nightjar.analysis.RunStatistics;
import dev.nightjar.analysis.RunTable;
import dev.nightjar.analysis.Verification;
import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.views.LabelPlaces.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/// A run as a picture: the metric over experiments, the best so far as a line, what was kept with its change,
/// what was not as small marks. A metric far worse than the baseline is drawn at the edge, so that the
/// interesting range keeps its room.
public final class ProgressChart {

    private static final double WIDTH = 960;
    private static final double HEIGHT = 520;
    private static final double LEFT = 84;
    private static final double RIGHT = WIDTH - 44;
    private static final double TOP = 104;
    private static final double BOTTOM = HEIGHT - 84;
    private static final int TICKS = 6;
    private static final int LONGEST_LABEL = 34;
    private static final int MOST_LABELS = 12;
    private static final double WORTH_A_LABEL = 0.04;
    private static final double LETTER = 6.05;

    private final RunStatistics statistics;
    private final RunTable table;
    private final Axis x;
    private final Axis y;
    private final Svg svg;
    private final LabelPlaces places = new LabelPlaces(new Box(LEFT + 4, TOP + 2, RIGHT - LEFT - 8, BOTTOM - TOP - 4));

    private ProgressChart(RunStatistics statistics) {
        this.statistics = statistics;
        this.table = statistics.table();
        int last = table.results().stream().mapToInt(Result::number).max().orElse(0);
        this.x = new Axis(0, Math.max(1, last), LEFT + 18, RIGHT - 18);
        this.y = metrics();
        this.svg = new Svg(WIDTH, HEIGHT, title(), subtitle());
    }

    /// The picture as a complete SVG document.
    public static String svg(RunStatistics statistics) {
        return new ProgressChart(statistics).draw();
    }

    private String draw() {
        svg.rectangle(
                0.5,
                0.5,
                WIDTH - 1,
                HEIGHT - 1,
                "rx=\"10\" fill=\"%s\" stroke=\"%s\"".formatted(Palette.NIGHT, Palette.EDGE));
        svg.text(LEFT - 48, 44, title(), font(21, Palette.TEXT, 600));
        svg.text(LEFT - 48, 68, subtitle(), font(13, Palette.MUTED, 400));
        axes();
        if (!statistics.bestSoFar().isEmpty()) {
            marks();
            baseline();
            best();
            kept();
        }
        statistics.verification().ifPresent(this::verified);
        rug();
        legend();
        return svg.toString();
    }

    private String title() {
        OptionalDouble relative = statistics.relativeGain();
        OptionalDouble baseline = table.baseline().map(Result::metric).orElse(OptionalDouble.empty());
        OptionalDouble best = table.incumbent().map(Result::metric).orElse(OptionalDouble.empty());
        if (baseline.isEmpty() || best.isEmpty()) {
            return "%s: nothing measured yet".formatted(table.run().lab());
        }
        int decimals = LogView.decimals(table);
        String head = "%s · %s %s"
                .formatted(table.run().lab(), table.run().metric(), Figures.fixed(baseline.getAsDouble(), decimals));
        String gain = relative.isPresent() ? " · %s better".formatted(Figures.percent(relative.getAsDouble())) : "";
        boolean same = table.incumbent().orElseThrow().baseline();
        return same ? head : head + " → " + Figures.fixed(best.getAsDouble(), decimals) + gain;
    }

    private String subtitle() {
        List<String> facts = new ArrayList<>();
        facts.add("run " + table.run().tag());
        facts.add("%s, %d kept"
                .formatted(
                        Figures.count(statistics.experiments(), "experiment"),
                        statistics.count(ExperimentStatus.KEEP)));
        table.run()
                .budget()
                .ifPresent(budget -> facts.add(budget + " a trial"
                        + (table.run().device().isEmpty()
                                ? ""
                                : " on " + table.run().device())));
        int most = table.results().stream()
                .mapToInt(row -> row.measurement().trials())
                .max()
                .orElse(1);
        facts.add("%s, %s"
                .formatted(
                        Figures.kind(table.run().judge()),
                        most <= 1 ? "1 trial a point" : "up to %d trials a point".formatted(most)));
        if (!table.run().proposer().isEmpty()) {
            facts.add(table.run().proposer());
        }
        return String.join("  ·  ", facts);
    }

    /// From the best metric to the baseline and a little worse, so that most of what was discarded fits.
    private Axis metrics() {
        List<Double> values = table.results().stream()
                .map(Result::metric)
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .sorted(worstLast())
                .toList();
        if (values.isEmpty()) {
            return new Axis(0, 1, BOTTOM, TOP);
        }
        double best = values.getFirst();
        double baseline = table.baseline()
                .map(Result::metric)
                .orElse(OptionalDouble.empty())
                .orElse(best);
        double limit = baseline + worse() * Math.max(Math.abs(baseline - best), 0.01 * Math.abs(baseline));
        double shown = values.stream()
                .filter(value -> worstLast().compare(value, limit) <= 0)
                .max(worstLast())
                .orElse(baseline);
        double room = 0.1 * Math.max(Math.abs(shown - best), 0.02 * Math.max(Math.abs(best), 1e-9));
        double low = Math.min(best, shown) - room;
        double high = Math.max(best, shown) + room;
        return new Axis(low, high, BOTTOM, TOP);
    }

    private double worse() {
        return table.run().direction() == Direction.LOWER ? 1 : -1;
    }

    private Comparator<Double> worstLast() {
        return Comparator.comparingDouble(value -> worse() * value);
    }

    private void axes() {
        int decimals = y.decimals(TICKS);
        for (double tick : y.ticks(TICKS)) {
            svg.line(LEFT, y.at(tick), RIGHT, y.at(tick), "stroke=\"%s\"".formatted(Palette.GRID));
            svg.text(
                    LEFT - 10,
                    y.at(tick) + 4,
                    Figures.fixed(tick, decimals),
                    font(12, Palette.MUTED, 400) + " text-anchor=\"end\"");
        }
        for (double tick : x.ticks(10)) {
            if (tick == Math.rint(tick)) {
                svg.text(
                        x.at(tick),
                        BOTTOM + 36,
                        Figures.fixed(tick, 0),
                        font(12, Palette.MUTED, 400) + " text-anchor=\"middle\"");
            }
        }
        svg.line(LEFT, BOTTOM, RIGHT, BOTTOM, "stroke=\"%s\"".formatted(Palette.EDGE));
        svg.text(
                LEFT,
                TOP - 12,
                "%s, %s"
                        .formatted(
                                table.run().metric(), Figures.better(table.run().direction())),
                font(12, Palette.MUTED, 400));
        svg.text(RIGHT, BOTTOM + 36 + 24, "experiment", font(12, Palette.MUTED, 400) + " text-anchor=\"end\"");
    }

    private void baseline() {
        double value = statistics.bestSoFar().getFirst().metric();
        svg.line(
                LEFT,
                y.at(value),
                RIGHT,
                y.at(value),
                "stroke=\"%s\" stroke-dasharray=\"2 5\"".formatted(Palette.MUTED));
        String label = "baseline " + Figures.fixed(value, LogView.decimals(table));
        double width = label.length() * LETTER + 6;
        double line = y.at(value) + (worse() > 0 ? -7 : 15);
        double right = RIGHT - 2;
        // From the right to the left, until it hides no mark.
        while (right - width > LEFT && !places.free(new Box(right - width, line - 11, width + 4, 15))) {
            right -= 10;
        }
        svg.text(right, line, label, font(12, Palette.MUTED, 400) + " text-anchor=\"end\"");
        places.take(new Box(right - width, line - 11, width, 15));
    }

    /// What the run's choice was worth on seeds that took no part in it.
    private void verified(Verification verification) {
        int decimals = Figures.decimals(verification.baseline());
        String error = verification.standardError().isPresent()
                ? " ± " + Figures.fixed(verification.standardError().getAsDouble(), decimals)
                : "";
        String sentence = "on %s: a gain of %s%s, better in %d of %d"
                .formatted(
                        Figures.count(verification.pairs(), "fresh seed"),
                        Figures.signed(verification.gain(), decimals),
                        error,
                        verification.better(),
                        verification.pairs());
        svg.text(RIGHT, TOP - 12, sentence, font(12, Palette.GREEN, 400) + " text-anchor=\"end\"");
    }

    /// Everything that was measured and not kept; what does not fit stands at the edge as a triangle.
    private void marks() {
        for (Result row : table.experiments()) {
            if (row.metric().isEmpty() || row.status() == ExperimentStatus.KEEP) {
                continue;
            }
            double px = x.at(row.number());
            double value = row.metric().getAsDouble();
            String colour = Palette.of(row.status());
            if (value > y.high() || value < y.low()) {
                double edge = value > y.high() ? TOP + 2 : BOTTOM - 2;
                double inward = value > y.high() ? 6 : -6;
                svg.path(
                        "M%s %sl3.5 %sh-7z".formatted(Svg.number(px), Svg.number(edge), Svg.number(inward)),
                        "fill=\"%s\"".formatted(colour));
                continue;
            }
            places.take(new Box(px - 4, y.at(value) - 4, 8, 8));
            if (row.status() == ExperimentStatus.DISCARD) {
                svg.circle(px, y.at(value), 3, "fill=\"%s\"".formatted(colour));
            } else {
                svg.circle(px, y.at(value), 3.2, "fill=\"none\" stroke=\"%s\" stroke-width=\"1.6\"".formatted(colour));
            }
        }
    }

    private void best() {
        StringBuilder path = new StringBuilder();
        double lastX = 0;
        double lastY = 0;
        for (RunStatistics.Best step : statistics.bestSoFar()) {
            double px = x.at(step.number());
            double py = y.at(step.metric());
            if (path.isEmpty()) {
                path.append("M%s %s".formatted(Svg.number(px), Svg.number(py)));
            } else {
                path.append("H%sV%s".formatted(Svg.number(px), Svg.number(py)));
                places.take(new Box(lastX, lastY - 2, px - lastX, 4));
                places.take(new Box(px - 2, Math.min(lastY, py), 4, Math.abs(py - lastY)));
            }
            lastX = px;
            lastY = py;
        }
        path.append("H").append(Svg.number(RIGHT - 18));
        places.take(new Box(lastX, lastY - 2, RIGHT - 18 - lastX, 4));
        svg.path(
                path.toString(),
                "fill=\"none\" stroke=\"%s\" stroke-width=\"2\" stroke-linejoin=\"round\"".formatted(Palette.GREEN));
    }

    private void kept() {
        table.baseline()
                .filter(row -> row.metric().isPresent())
                .ifPresent(row -> svg.circle(x.at(0), y.at(row.metric().getAsDouble()), 5, point(Palette.CYAN)));
        List<Result> rows = table.experiments().stream()
                .filter(row ->
                        row.status() == ExperimentStatus.KEEP && row.metric().isPresent())
                .toList();
        rows.forEach(row -> svg.circle(x.at(row.number()), y.at(row.metric().getAsDouble()), 5, point(Palette.GREEN)));
        rows.forEach(row ->
                places.take(new Box(x.at(row.number()) - 5, y.at(row.metric().getAsDouble()) - 5, 10, 10)));
        double least = WORTH_A_LABEL * statistics.gain().orElse(0);
        List<Result> worthALabel = rows.stream()
                .filter(row -> row.gain(table.run().direction()).orElse(0) >= least)
                .sorted(Comparator.comparingDouble(
                        row -> -row.gain(table.run().direction()).orElse(0)))
                .limit(MOST_LABELS)
                .sorted(Comparator.comparingInt(Result::number))
                .toList();
        worthALabel.forEach(this::label);
    }

    private void label(Result row) {
        double px = x.at(row.number());
        double py = y.at(row.metric().getAsDouble());
        String text = Cells.fit(Cells.clean(row.description()), LONGEST_LABEL);
        var place = places.place(px, py, text.length() * LETTER, worse() > 0);
        if (place != null && place.away()) {
            svg.line(
                    px,
                    py,
                    place.x() + (place.end() ? 3 : -3),
                    place.y() - 4,
                    "stroke=\"%s\"".formatted(Palette.FAINT));
            svg.circle(px, py, 5, point(Palette.GREEN));
        }
        if (place != null) {
            svg.text(
                    place.x(),
                    place.y(),
                    text,
                    font(11.5, Palette.TEXT, 400) + (place.end() ? " text-anchor=\"end\"" : ""));
        }
    }

    /// What never came to a number: a tick below the axis.
    private void rug() {
        for (Result row : table.experiments()) {
            if (row.metric().isEmpty()) {
                double px = x.at(row.number());
                svg.line(
                        px,
                        BOTTOM + 6,
                        px,
                        BOTTOM + 18,
                        "stroke=\"%s\" stroke-width=\"2\" stroke-linecap=\"round\""
                                .formatted(Palette.of(row.status())));
            }
        }
    }

    private void legend() {
        double at = LEFT;
        double line = HEIGHT - 24;
        at = entry(at, line, Palette.GREEN, "kept, best so far", true);
        at = entry(at, line, Palette.FAINT, "discarded", true);
        at = entry(at, line, Palette.RED, "crashed", false);
        at = entry(at, line, Palette.YELLOW, "blocked by a rail", false);
        if (count(ExperimentStatus.CHECKS_FAILED) + count(ExperimentStatus.TAINTED) > 0) {
            svg.circle(
                    at + 4,
                    line - 4,
                    3.4,
                    "fill=\"none\" stroke=\"%s\" stroke-width=\"1.6\"".formatted(Palette.YELLOW));
            at = label(at, line, "checks failed, tainted");
        }
        boolean outside = table.results().stream()
                .map(Result::metric)
                .anyMatch(value ->
                        value.isPresent() && (value.getAsDouble() > y.high() || value.getAsDouble() < y.low()));
        if (outside) {
            svg.path(
                    "M%s %sl3.5 6h-7z".formatted(Svg.number(at + 4), Svg.number(line - 7)),
                    "fill=\"%s\"".formatted(Palette.FAINT));
            label(at, line, "outside the picture");
        }
    }

    private int count(ExperimentStatus status) {
        return statistics.count(status);
    }

    private double entry(double at, double line, String colour, String text, boolean dot) {
        if (dot) {
            svg.circle(at + 4, line - 4, 4, "fill=\"%s\"".formatted(colour));
        } else {
            svg.line(
                    at + 4,
                    line - 10,
                    at + 4,
                    line + 2,
                    "stroke=\"%s\" stroke-width=\"2\" stroke-linecap=\"round\"".formatted(colour));
        }
        return label(at, line, text);
    }

    private double label(double at, double line, String text) {
        svg.text(at + 14, line, text, font(12, Palette.MUTED, 400));
        return at + 14 + text.length() * 6.4 + 22;
    }

    private static String point(String colour) {
        return "fill=\"%s\" stroke=\"%s\" stroke-width=\"2\"".formatted(colour, Palette.NIGHT);
    }

    private static String font(double size, String colour, int weight) {
        return "font-family=\"%s\" font-size=\"%s\" fill=\"%s\"%s"
                .formatted(
                        Svg.SANS,
                        Svg.number(size),
                        colour,
                        weight == 400 ? "" : " font-weight=\"%d\"".formatted(weight));
    }
}
