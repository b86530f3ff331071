package dev.nightjar.views;

import dev.nightjar.analysis.Result;
import dev.nightjar.analysis.RunStatistics;
import dev.nightjar.analysis.RunTable;
import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.core.run.Experiment;
import dev.nightjar.core.run.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// How a run stands, on half a screen.
public final class StatusView {

    private static final int LABEL = 12;

    private StatusView() {}

    /// @param alive whether an engine holds the run right now
    /// @param now   for "since"
    public static List<String> lines(RunStatistics statistics, boolean alive, Instant now, Screen screen) {
        RunTable table = statistics.table();
        Ink ink = screen.ink();
        List<String> lines = new ArrayList<>();
        lines.add(ink.bold("%s · run %s"
                        .formatted(
                                Cells.clean(table.run().lab()),
                                Cells.clean(table.run().tag()))) + " · " + situation(table, alive, now, ink));
        Cells.join(Headline.terms(table.run()), screen.width()).forEach(text -> lines.add(ink.dim(text)));
        lines.add("");
        measured(statistics, lines, ink);
        TestSplit.lines(table.state()).forEach(text -> lines.add(label("") + text));
        lines.add(label("experiments") + counts(statistics, ink));
        table.open().ifPresent(open -> lines.add(label("now") + Cells.fit(now(open), screen.width() - LABEL)));
        if (statistics.time().known()) {
            lines.add(label("time") + time(statistics));
        }
        return lines;
    }

    private static String situation(RunTable table, boolean alive, Instant now, Ink ink) {
        if (table.imported()) {
            return "read-only, %s".formatted(table.run().origin());
        }
        if (table.state().sessions().isEmpty()) {
            return "not started";
        }
        Session session = table.state().sessions().getLast();
        if (session.ended().isEmpty()) {
            String since = Figures.duration(Duration.between(session.startedAt(), now));
            return alive
                    ? ink.green("running")
                            + " for %s (process %d)"
                                    .formatted(since, session.started().pid())
                    : ink.yellow("interrupted") + "; nightjar resume goes on";
        }
        String detail = session.detail().isBlank() ? "" : " (%s)".formatted(Cells.clean(session.detail()));
        return switch (session.ended().get()) {
            case LIMIT -> "done" + detail;
            case STOPPED -> "stopped" + detail + "; nightjar resume goes on";
            case PAUSED -> ink.yellow("paused") + "; nightjar resume goes on";
            case FAILED -> ink.red("ended by an error") + detail + "; nightjar resume goes on";
            case BASELINE_FAILED -> ink.red("baseline failed") + detail;
        };
    }

    private static void measured(RunStatistics statistics, List<String> lines, Ink ink) {
        RunTable table = statistics.table();
        int decimals = LogView.decimals(table);
        table.baseline().ifPresent(row -> lines.add(label("baseline") + number(row, table, decimals)));
        table.incumbent().filter(row -> !row.baseline()).ifPresent(row -> {
            lines.add(label("incumbent") + ink.bold(number(row, table, decimals)));
            OptionalDouble relative = statistics.relativeGain();
            String percent = relative.isPresent() ? ", " + Figures.percent(relative.getAsDouble()) : "";
            String gain =
                    "%s better%s".formatted(Figures.fixed(statistics.gain().orElse(0), decimals), percent);
            lines.add(label("")
                    + ink.green(gain)
                    + "; experiment %d: %s".formatted(row.number(), Cells.clean(row.description())));
        });
    }

    /// `val_bpb 1.6123 ± 0.0021 (sealed, 1 trial)`, or what became of it instead.
    static String number(Result row, RunTable table, int decimals) {
        if (row.metric().isEmpty()) {
            return "no number: " + Cells.clean(row.ending().reason());
        }
        OptionalDouble error = row.measurement().standardError();
        return "%s %s%s (%s, %s)"
                .formatted(
                        table.run().metric(),
                        Figures.fixed(row.metric().getAsDouble(), decimals),
                        error.isPresent() ? " ± " + Figures.fixed(error.getAsDouble(), decimals) : "",
                        Figures.kind(table.run().judge()),
                        Figures.count(row.measurement().trials(), "trial"));
    }

    /// `22: 4 keep, 15 discard, 1 crash`.
    static String counts(RunStatistics statistics, Ink ink) {
        List<String> parts = new ArrayList<>();
        for (ExperimentStatus status : ExperimentStatus.values()) {
            int count = statistics.count(status);
            if (count > 0) {
                parts.add(ink.status(status, "%d %s".formatted(count, status.text())));
            }
        }
        return statistics.experiments() + (parts.isEmpty() ? "" : ": " + String.join(", ", parts));
    }

    private static String now(Experiment open) {
        String doing =
                open.committed().isEmpty() ? "being checked" : open.trials().isEmpty() ? "in pre-flight" : "on trial";
        return "experiment %d %s: %s".formatted(open.number(), doing, Cells.clean(open.description()));
    }

    private static String time(RunStatistics statistics) {
        var time = statistics.time();
        if (time.training() == 0) {
            return Figures.duration(time.elapsed());
        }
        return "%s, of it %s (%s) training"
                .formatted(
                        Figures.duration(time.elapsed()),
                        Figures.duration(time.training()),
                        Figures.percent(Math.min(1, time.training() / time.seconds())));
    }

    private static String label(String text) {
        return Cells.left(text, LABEL);
    }
}
