package dev.nightjar.views;

import dev.nightjar.analysis.KnobUse;
import dev.nightjar.analysis.Result;
import dev.nightjar.analysis.RunStatistics;
import dev.nightjar.analysis.RunTable;
import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// A run as a person reads it in the morning: what was gained, how sure that is, what was tried, where the time
/// went, and how to get the model.
public final class ReportView {

    private static final String INDENT = "  ";
    private static final int WIDEST = 100;

    private final RunStatistics statistics;
    private final Remarks remarks;
    private final RunTable table;
    private final Ink ink;
    private final int width;
    private final int decimals;
    private final List<String> lines = new ArrayList<>();

    /// What others know of a run that the statistics do not, a sentence each.
    ///
    /// @param onKnobs   which of them matter
    /// @param onSources what happened to proposals before they were any
    public record Remarks(List<String> onKnobs, List<String> onSources) {

        public static final Remarks NONE = new Remarks(List.of(), List.of());

        public Remarks {
            onKnobs = List.copyOf(onKnobs);
            onSources = List.copyOf(onSources);
        }
    }

    private ReportView(RunStatistics statistics, Remarks remarks, Screen screen) {
        this.statistics = statistics;
        this.remarks = remarks;
        this.table = statistics.table();
        this.ink = screen.ink();
        this.width = Math.min(WIDEST, screen.width());
        this.decimals = LogView.decimals(table);
    }

    /// The report's lines, without line feeds.
    public static List<String> lines(RunStatistics statistics, Screen screen) {
        return lines(statistics, Remarks.NONE, screen);
    }

    /// The same, with what others know.
    public static List<String> lines(RunStatistics statistics, Remarks remarks, Screen screen) {
        return new ReportView(statistics, remarks, screen).lines();
    }

    private List<String> lines() {
        headline();
        section("How sure");
        Certainty.sentences(statistics).forEach(this::paragraph);
        TestSplit.lines(table.state()).forEach(this::paragraph);
        counts();
        kept();
        knobs();
        sources();
        repeats();
        failures();
        TimeTable.lines(statistics.time(), ink).ifPresent(time -> {
            section("Time");
            time.forEach(line -> lines.add(INDENT + line));
        });
        model();
        return List.copyOf(lines);
    }

    private void headline() {
        lines.add(ink.bold("%s · run %s"
                .formatted(
                        Cells.clean(table.run().lab()), Cells.clean(table.run().tag()))));
        if (!table.run().goal().isBlank()) {
            Cells.wrap(Cells.clean(table.run().goal()), width).forEach(lines::add);
        }
        lines.add("");
        lines.add(INDENT + verdict());
        lines.add("");
        paragraph(facts());
        Cells.join(Headline.terms(table.run()), width - INDENT.length())
                .forEach(line -> lines.add(INDENT + ink.dim(line)));
    }

    private String verdict() {
        OptionalDouble baseline = table.baseline().map(Result::metric).orElse(OptionalDouble.empty());
        if (baseline.isEmpty()) {
            return ink.red("Nothing was measured, so nothing can be compared.");
        }
        String from = Figures.fixed(baseline.getAsDouble(), decimals);
        Result best = table.incumbent().orElseThrow();
        String metric = "%s (%s, %s)"
                .formatted(table.run().metric(), Figures.kind(table.run().judge()), trials(best));
        if (best.baseline()) {
            return "%s %s: nothing was better than the baseline.".formatted(metric, ink.bold(from));
        }
        OptionalDouble relative = statistics.relativeGain();
        String gain = relative.isPresent()
                ? Figures.percent(relative.getAsDouble()) + " better"
                : Figures.fixed(statistics.gain().orElse(0), decimals) + " better";
        return "%s %s → %s, %s"
                .formatted(
                        metric,
                        from,
                        ink.bold(Figures.fixed(best.metric().orElse(Double.NaN), decimals)),
                        ink.green(gain));
    }

    private String trials(Result best) {
        int base = table.baseline().map(row -> row.measurement().trials()).orElse(0);
        int own = best.measurement().trials();
        if (best.baseline()) {
            return Figures.count(base, "trial");
        }
        return base == own ? Figures.count(own, "trial") + " each" : "%d and %d trials".formatted(base, own);
    }

    private String facts() {
        String time = statistics.time().known()
                ? " in " + Figures.duration(statistics.time().elapsed())
                : "";
        String found = table.incumbent()
                .filter(row -> !row.baseline())
                .map(row -> " The incumbent is experiment %d%s."
                        .formatted(
                                row.number(),
                                row.change()
                                        .shortCommit()
                                        .map(commit -> ", commit " + commit)
                                        .orElse("")))
                .orElse("");
        return "%s with %s%s.%s"
                .formatted(
                        Figures.count(statistics.experiments(), "experiment"),
                        Figures.count(statistics.trials(), "trial"),
                        time,
                        found);
    }

    private void counts() {
        if (statistics.experiments() == 0) {
            return;
        }
        section("Experiments");
        for (ExperimentStatus status : ExperimentStatus.values()) {
            int count = statistics.count(status);
            if (count > 0) {
                String share = Figures.percent(count / (double) statistics.experiments());
                lines.add(INDENT
                        + ink.status(status, Cells.left(status.text(), 14))
                        + Cells.right(Integer.toString(count), 5)
                        + Cells.right(share, 8));
            }
        }
    }

    private void kept() {
        List<Result> kept = table.experiments().stream()
                .filter(row -> row.status() == ExperimentStatus.KEEP)
                .toList();
        if (kept.isEmpty()) {
            return;
        }
        section(
                switch (table.run().gate().compare()) {
                    case INCUMBENT -> "Kept changes, each on top of the one before";
                    case BASELINE -> "Kept changes, each alone on top of the baseline";
                });
        int widest =
                kept.stream().mapToInt(row -> difference(row).length()).max().orElse(0);
        for (Result row : kept) {
            String head = INDENT + Cells.right("#" + row.number(), 5) + "  "
                    + Figures.fixed(row.metric().orElse(Double.NaN), decimals) + "  "
                    + ink.green(Cells.right(difference(row), widest)) + "  ";
            lines.add(head + Cells.fit(Cells.clean(row.description()), width - Cells.width(head)));
        }
    }

    private String difference(Result row) {
        OptionalDouble metric = row.metric();
        OptionalDouble reference = row.measurement().reference();
        return metric.isPresent() && reference.isPresent()
                ? Figures.signed(metric.getAsDouble() - reference.getAsDouble(), decimals)
                : "";
    }

    private void knobs() {
        if (statistics.knobs().isEmpty() && statistics.neverTried().isEmpty()) {
            return;
        }
        section("Knobs");
        int name = statistics.knobs().stream()
                .mapToInt(use -> Cells.width(use.knob()))
                .max()
                .orElse(4);
        if (!statistics.knobs().isEmpty()) {
            lines.add(INDENT + ink.dim(Cells.left("knob", name) + "  tried  kept  best gain"));
        }
        for (KnobUse use : statistics.knobs()) {
            String best =
                    use.bestGain().isPresent() ? Figures.signed(use.bestGain().getAsDouble(), decimals) : Figures.NONE;
            String keptTimes = Cells.right(use.kept() == 0 ? Figures.NONE : Integer.toString(use.kept()), 4);
            lines.add(INDENT + Cells.left(use.knob(), name) + "  " + Cells.right(Integer.toString(use.tried()), 5)
                    + "  " + (use.kept() > 0 ? ink.green(keptTimes) : keptTimes) + "  " + Cells.right(best, 9));
        }
        if (!statistics.neverTried().isEmpty()) {
            paragraph("Never tried: " + String.join(", ", statistics.neverTried()) + ".");
        }
        remarks.onKnobs().forEach(this::paragraph);
    }

    private void sources() {
        List<String> sources = SourcesTable.lines(statistics, decimals, ink);
        if (!sources.isEmpty()) {
            section("Proposals, by who made them");
            sources.forEach(line -> lines.add(INDENT + line));
            remarks.onSources().forEach(this::paragraph);
        }
    }

    private void repeats() {
        if (statistics.repeats().isEmpty()) {
            return;
        }
        section("Repeats");
        statistics
                .repeats()
                .forEach(repeat -> row(
                        "#" + repeat.number(),
                        "what #%d had proposed: %s".formatted(repeat.first(), repeat.description())));
    }

    private void failures() {
        if (!statistics.crashes().isEmpty()) {
            section("Crashes");
            for (Result row : statistics.crashes()) {
                row("#" + row.number(), "%s · %s".formatted(row.description(), cause(row.ending())));
            }
        }
        if (!statistics.rails().isEmpty()) {
            section("Rails that blocked");
            statistics
                    .rails()
                    .forEach((rail, count) ->
                            lines.add(INDENT + Cells.left(rail.id(), 14) + Cells.right(Integer.toString(count), 5)));
        }
    }

    /// The kind of failure, unless its reason says so already.
    private static String cause(Result.Ending ending) {
        String kind = ending.crash()
                .map(reason -> reason.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .orElse("");
        String reason = ending.reason();
        if (kind.isEmpty() || reason.toLowerCase(Locale.ROOT).contains(kind)) {
            return reason;
        }
        if (reason.isBlank()) {
            return ending.crash().equals(Optional.of(CrashReason.EXIT_CODE)) ? "no reason given" : kind;
        }
        return kind + ": " + reason;
    }

    private void row(String number, String text) {
        String head = INDENT + Cells.right(number, 5) + "  ";
        lines.add(head + Cells.fit(Cells.clean(text), width - Cells.width(head)));
    }

    private void model() {
        if (table.imported() || table.baseline().isEmpty()) {
            return;
        }
        section("The model");
        lines.add(INDENT + "nightjar best                     " + ink.dim("names the incumbent"));
        lines.add(INDENT + "nightjar best --checkout          " + ink.dim("makes a branch of it"));
        lines.add(INDENT + "nightjar best --checkpoint FILE   " + ink.dim("hands over its weights"));
        lines.add("");
        Cells.wrap(
                        "Seed %d · Nightjar %s · %s"
                                .formatted(
                                        table.run().seed(),
                                        table.run().version(),
                                        table.run().machine()),
                        width - INDENT.length())
                .forEach(line -> lines.add(INDENT + ink.dim(line)));
    }

    private void section(String title) {
        lines.add("");
        lines.add(ink.bold(title));
    }

    private void paragraph(String text) {
        Cells.wrap(text, width - INDENT.length()).forEach(line -> lines.add(INDENT + line));
    }
}
