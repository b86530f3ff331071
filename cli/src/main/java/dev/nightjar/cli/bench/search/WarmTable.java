package dev.nightjar.cli.bench.search;

import dev.nightjar.cli.bench.search.Results.Duel;
import dev.nightjar.cli.bench.search.Results.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/// What [WarmBench] found, as Markdown: rows are what a search began with, columns hours.
record WarmTable(Results results) {

    private static final double[] HOURS = {2, 4, 8};

    List<String> markdown() {
        List<String> lines = new ArrayList<>();
        for (String problem : results.problems()) {
            double end = results.hours(problem);
            double[] hours = DoubleStream.of(HOURS).filter(hour -> hour <= end).toArray();
            StringBuilder head = new StringBuilder("| %s |".formatted(problem));
            StringBuilder rule = new StringBuilder("|---|");
            for (double hour : hours) {
                head.append(" after %.0f h |".formatted(hour));
                rule.append("---|");
            }
            lines.add("");
            lines.add(head + " failed |");
            lines.add(rule + "---|");
            for (String start : results.optimizers()) {
                StringBuilder row = new StringBuilder("| %s |".formatted(start));
                for (double hour : hours) {
                    row.append(' ').append(cell(problem, start, hour)).append(" |");
                }
                List<Track> tracks = results.of(problem, start);
                double failed = tracks.stream().mapToInt(Track::failed).sum();
                lines.add(row
                        + " %.0f %% |"
                                .formatted(100
                                        * failed
                                        / Math.max(
                                                1,
                                                tracks.stream()
                                                        .mapToInt(Track::trials)
                                                        .sum())));
            }
        }
        return lines;
    }

    /// A star where the paired test tells it from the cold search.
    private String cell(String problem, String start, double hour) {
        Spread spread = results.left(problem, start, hour);
        Duel duel = results.duel(problem, start, WarmBench.COLD, hour);
        String mark = duel.better() ? ", better" : duel.worse() ? ", worse" : "";
        return String.format(Locale.ROOT, "%.4f ± %.4f%s", spread.mean(), spread.deviation(), mark);
    }
}
