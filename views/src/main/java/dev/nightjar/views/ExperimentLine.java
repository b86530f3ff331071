package dev.nightjar.views;

import dev.nightjar.analysis.Result;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.ledger.ExperimentStatus;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One row of a run in one line: number, status, metric, difference to what it was compared with, change, time.
final class ExperimentLine {

    private static final int NUMBER = 4;
    private static final int STATUS = 13;
    private static final int TIME = 7;

    private final String title;
    private final int decimals;
    private final int metric;
    private final int difference;
    private final int description;
    private final Ink ink;
    private final boolean times;

    /// @param typical  a value of the metric, such as the baseline's; it decides how wide numbers are
    /// @param decimals of the metric
    /// @param times   whether there are times to show
    ExperimentLine(Event.RunStarted run, double typical, int decimals, Screen screen, boolean times) {
        this.ink = screen.ink();
        this.times = times;
        this.decimals = decimals;
        String full = "%s (%s)".formatted(run.metric(), Figures.kind(run.judge()));
        int digits =
                Figures.fixed(Double.isFinite(typical) ? typical : 0, decimals).length() + 1;
        boolean narrow = screen.width() < 90;
        this.metric = Math.max(digits, Math.min(Cells.width(full), narrow ? Cells.width(run.metric()) : 28));
        this.title = Cells.fit(Cells.width(full) <= metric ? full : run.metric(), metric);
        this.difference = Math.max(digits, 7);
        this.description = Math.max(
                8, screen.width() - NUMBER - 3 - STATUS - 2 - metric - 2 - difference - 2 - (times ? TIME + 2 : 0));
    }

    String header() {
        return ink.dim((Cells.right("#", NUMBER) + "   " + Cells.left("status", STATUS) + "  "
                        + Cells.right(title, metric) + "  "
                        + Cells.right("Δ", difference) + "  " + Cells.left("change", description)
                        + (times ? "  " + Cells.right("time", TIME) : ""))
                .stripTrailing());
    }

    String of(Result row) {
        String status = row.baseline() && row.status() == ExperimentStatus.KEEP
                ? "baseline"
                : row.status().text();
        String name = Cells.left(status, STATUS);
        String star = row.best() ? "★" : " ";
        String value = Cells.right(text(row.metric()), metric);
        String delta = Cells.right(difference(row), difference);
        String what = Cells.left(Cells.fit(what(row), description), description);
        String time = times ? "  " + Cells.right(Figures.duration(row.wall()), TIME) : "";
        String number = Cells.right(Integer.toString(row.number()), NUMBER);
        if (row.status() == ExperimentStatus.DISCARD) {
            return ink.dim(number + "   " + name + "  " + value + "  " + delta + "  " + (what + time).stripTrailing());
        }
        boolean kept = row.status() == ExperimentStatus.KEEP && !row.baseline();
        String shownName = row.baseline() && kept(row) ? ink.cyan(name) : ink.status(row.status(), name);
        return number + " " + ink.green(star) + " " + shownName + "  " + (kept ? ink.bold(value) : value) + "  "
                + (kept ? ink.green(delta) : delta) + "  " + (what + ink.dim(time)).stripTrailing();
    }

    private static boolean kept(Result row) {
        return row.status() == ExperimentStatus.KEEP;
    }

    private String text(OptionalDouble value) {
        return value.isPresent() ? Figures.fixed(value.getAsDouble(), decimals) : Figures.NONE;
    }

    private String difference(Result row) {
        return row.metric().isPresent() && row.measurement().reference().isPresent()
                ? Figures.signed(
                        row.metric().getAsDouble()
                                - row.measurement().reference().getAsDouble(),
                        decimals)
                : "";
    }

    private static String what(Result row) {
        String change = Cells.clean(row.description());
        String trials = row.measurement().trials() > 1
                ? " (%s)".formatted(Figures.count(row.measurement().trials(), "trial"))
                : "";
        return switch (row.status()) {
            case KEEP, DISCARD -> change + trials;
            case BLOCKED, CRASH, CHECKS_FAILED, TAINTED ->
                Stream.of(change, rail(row) + Cells.clean(row.ending().reason()))
                        .filter(part -> !part.isBlank())
                        .collect(Collectors.joining(" · "));
        };
    }

    private static String rail(Result row) {
        return row.ending().rail().map(rail -> rail.id() + ": ").orElse("");
    }
}
