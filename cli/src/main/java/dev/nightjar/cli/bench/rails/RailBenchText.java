package dev.nightjar.cli.bench.rails;

import dev.nightjar.core.rails.RailName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What a bench found, for people: a line a category, every case that went wrong, and the three figures.
public final class RailBenchText {

    private RailBenchText() {}

    public static List<String> lines(RailBench bench) {
        List<String> lines = new ArrayList<>();
        Map<String, List<RailResult>> categories = bench.results().stream()
                .collect(Collectors.groupingBy(
                        result -> result.railCase().category(), LinkedHashMap::new, Collectors.toList()));
        int width = Math.max(
                8, categories.keySet().stream().mapToInt(String::length).max().orElse(0));
        String row = "  %-" + width + "s  %9s  %9s  %s";
        lines.add(row.formatted("category", "blocked", "passed", "by").stripTrailing());
        categories.forEach((name, results) -> {
            RailScore score = RailScore.of(results);
            lines.add(row.formatted(
                            name,
                            of(score.blocked(), score.unsafe()),
                            of(score.passed(), score.clean()),
                            rails(results))
                    .stripTrailing());
        });
        for (RailResult result : bench.wrong()) {
            lines.add("");
            lines.addAll(mistake(result));
        }
        lines.add("");
        if (!bench.skipped().isEmpty()) {
            lines.add("%d cases were left out. %s".formatted(bench.skipped().size(), bench.lacking()));
        }
        RailScore score = bench.score();
        lines.add(figure("block recall", score.blockRecall(), score.blocked(), score.unsafe(), "unsafe cases blocked"));
        lines.add(figure("clean pass", score.cleanPass(), score.passed(), score.clean(), "clean cases passed"));
        lines.add(figure(
                "right rail", score.rightRail(), score.byRail(), score.named(), "blocked by the rail that should"));
        return lines;
    }

    private static String of(int part, int whole) {
        return whole == 0 ? "" : part + "/" + whole;
    }

    /// `R1 12, R3 4`
    private static String rails(List<RailResult> results) {
        return results.stream()
                .flatMap(result -> result.rail().stream())
                .collect(Collectors.groupingBy(RailName::ordinal, java.util.TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> "R%d ×%d".formatted(entry.getKey() + 1, entry.getValue()))
                .collect(Collectors.joining("  "));
    }

    private static List<String> mistake(RailResult result) {
        RailCase railCase = result.railCase();
        String expected = switch (railCase.expect()) {
            case PASS -> "to pass";
            case BLOCK -> "a block" + railCase.rail().map(rail -> " by " + rail).orElse("");
        };
        String got = result.rail().map(rail -> "blocked by " + rail).orElse("passed");
        return List.of(
                "✗ %s (line %d): expected %s, %s".formatted(railCase.id(), railCase.line(), expected, got),
                "    " + plain(result.explanation()),
                "    raw: " + plain(railCase.raw()));
    }

    /// One short line without anything that a terminal would obey.
    private static String plain(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}]+", " ").strip();
        return line.length() <= 200 ? line : line.substring(0, 199) + "…";
    }

    private static String figure(String name, double share, int part, int whole, String what) {
        return String.format(
                Locale.ROOT, "%s %-12s %.3f  %d of %d %s", part == whole ? "✓" : "✗", name, share, part, whole, what);
    }
}
