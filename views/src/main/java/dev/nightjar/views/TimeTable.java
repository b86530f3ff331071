package dev.nightjar.views;

import dev.nightjar.analysis.TimeUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where the time went, with bars.
final class TimeTable {

    private static final int BAR = 30;

    private TimeTable() {}

    /// Empty where no times are known.
    static Optional<List<String>> lines(TimeUse time, Ink ink) {
        if (!time.known()) {
            return Optional.empty();
        }
        List<String> lines = new ArrayList<>();
        if (time.training() == 0) {
            lines.add(Figures.duration(time.elapsed()) + " from the first to the last time stamp.");
            return Optional.of(lines);
        }
        part(lines, "training", time.training(), time, ink);
        if (time.startUp() + time.judging() + time.preflight() + time.proposing() == 0) {
            part(lines, "everything else", time.everythingElse(), time, ink);
        } else {
            part(lines, "start-up", time.startUp(), time, ink);
            part(lines, "judging", time.judging(), time, ink);
            part(lines, "pre-flight", time.preflight(), time, ink);
            part(lines, "proposing", time.proposing(), time, ink);
            part(lines, "engine, waiting", time.rest(), time, ink);
        }
        time.medianExperiment()
                .ifPresent(seconds -> lines.add("A measured experiment takes %s (median)%s."
                        .formatted(
                                Figures.duration(seconds),
                                time.medianOverhead().isPresent()
                                        ? ", %s of it in the engine itself"
                                                .formatted(Figures.duration(
                                                        time.medianOverhead().getAsDouble()))
                                        : "")));
        return Optional.of(lines);
    }

    private static void part(List<String> lines, String name, double seconds, TimeUse time, Ink ink) {
        if (seconds == 0) {
            return;
        }
        double share = Math.clamp(seconds / time.seconds(), 0, 1);
        String bar = "━".repeat((int) Math.round(share * BAR));
        lines.add(Cells.left(name, 16)
                + Cells.right(Figures.duration(seconds), 8)
                + Cells.right(Figures.percent(share), 9)
                + (bar.isEmpty() ? "" : "  " + ink.cyan(bar)));
    }
}
