package dev.nightjar.agents.prompt;

import dev.nightjar.core.ledger.ExperimentStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Everything that was tried, grouped by what was turned, within a number of tokens: where that is not enough,
/// the oldest rows of those that tell least become one line a group that sums them up.
final class HistoryTable {

    /// The last so many rows are never summed up.
    private static final int RECENT = 3;

    private final List<Row> rows;
    private final OptionalDouble noise;

    HistoryTable(List<Row> rows, OptionalDouble noise) {
        this.rows = List.copyOf(rows);
        this.noise = noise;
    }

    String within(int tokens) {
        List<Row> leastFirst = rows.subList(0, Math.max(0, rows.size() - RECENT)).stream()
                .sorted(Comparator.comparingInt((Row row) -> row.worth(noise)).thenComparingInt(Row::number))
                .toList();
        Set<Integer> summed = new HashSet<>();
        String text = rendered(summed);
        int next = 0;
        while (Tokens.of(text) > tokens && next < leastFirst.size()) {
            int excess = 4 * (Tokens.of(text) - tokens);
            while (next < leastFirst.size() && excess > 0) {
                Row row = leastFirst.get(next++);
                summed.add(row.number());
                excess -= row.line(noise).length();
            }
            text = rendered(summed);
        }
        if (Tokens.of(text) > tokens) {
            return new HistoryTable(oneGroup(), noise).shortest(tokens);
        }
        return text;
    }

    /// Where even the groups are too many.
    private String shortest(int tokens) {
        Set<Integer> old = rows.stream()
                .limit(Math.max(0, rows.size() - RECENT))
                .map(Row::number)
                .collect(Collectors.toSet());
        String text = rendered(old);
        return text.length() <= 4 * tokens ? text : text.substring(0, 4 * tokens);
    }

    private List<Row> oneGroup() {
        return rows.stream()
                .map(row -> new Row(
                        row.number(),
                        "all",
                        row.group() + ": " + row.change(),
                        row.status(),
                        row.metric(),
                        row.gain(),
                        row.why(),
                        row.by()))
                .toList();
    }

    private String rendered(Set<Integer> summed) {
        Map<String, List<Row>> groups =
                rows.stream().collect(Collectors.groupingBy(Row::group, LinkedHashMap::new, Collectors.toList()));
        StringBuilder text = new StringBuilder();
        groups.forEach((group, members) -> {
            text.append(group).append('\n');
            List<Row> older = members.stream()
                    .filter(row -> summed.contains(row.number()))
                    .toList();
            if (!older.isEmpty()) {
                String line = older.size() == 1 ? older.getFirst().shortLine(noise) : summary(older);
                text.append("  ").append(line).append('\n');
            }
            members.stream()
                    .filter(row -> !summed.contains(row.number()))
                    .forEach(row -> text.append("  ").append(row.line(noise)).append('\n'));
        });
        return text.toString().stripTrailing();
    }

    /// `4 others (#2 to #9): 3 discard, 1 crash; from worse by 0.02 to better by 0.001`.
    private String summary(List<Row> older) {
        Map<ExperimentStatus, Long> counts =
                older.stream().collect(Collectors.groupingBy(Row::status, TreeMap::new, Collectors.counting()));
        List<Double> gains = new ArrayList<>(older.stream()
                .flatMap(row -> row.gain().stream().boxed())
                .sorted()
                .toList());
        String range = gains.isEmpty()
                ? ""
                : gains.size() == 1
                        ? "; " + Figure.gain(gains.getFirst(), noise)
                        : "; from " + Figure.gain(gains.getFirst(), noise) + " to "
                                + Figure.gain(gains.getLast(), noise);
        return "%d older (#%d to #%d): %s%s"
                .formatted(
                        older.size(),
                        older.getFirst().number(),
                        older.getLast().number(),
                        counts.entrySet().stream()
                                .map(entry ->
                                        entry.getValue() + " " + entry.getKey().text())
                                .collect(Collectors.joining(", ")),
                        range);
    }
}
