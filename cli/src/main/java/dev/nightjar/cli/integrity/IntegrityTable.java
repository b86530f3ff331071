package dev.nightjar.cli.integrity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What a bench found, for people, for programs and for `docs/reference/integrity-bench.md`.
public final class IntegrityTable {

    private final List<Outcome> outcomes;

    /// @param outcomes in the order in which they came
    IntegrityTable(List<Outcome> outcomes) {
        this.outcomes = List.copyOf(outcomes);
    }

    /// Attacks and honest programs.
    public int count() {
        return outcomes.size();
    }

    /// Whether everything was stopped by what must stop it, and every honest program passed.
    public boolean passed() {
        return outcomes.stream().allMatch(Outcome::passed);
    }

    /// What is not as it must be, one text for each case.
    public List<String> failures() {
        return outcomes.stream()
                .filter(outcome -> !outcome.passed())
                .map(IntegrityTable::line)
                .toList();
    }

    /// One line while the bench is at work.
    static String line(Outcome outcome) {
        String line = String.format(
                Locale.ROOT,
                "%s  %-40s %-18s %-28s %-12s %5.1f s",
                outcome.passed() ? "ok  " : "FAIL",
                outcome.attack().name(),
                outcome.attack().stoppedBy(),
                outcome.verdict().words(),
                chance(outcome),
                outcome.seconds());
        return outcome.passed() ? line : line + "\n        " + String.join("\n        ", outcome.wrong());
    }

    /// The last line.
    public String summary() {
        long honest = outcomes.stream().filter(one -> one.attack().honest()).count();
        long failed = outcomes.stream().filter(one -> !one.passed()).count();
        Map<String, Long> ends = outcomes.stream()
                .filter(one -> !one.attack().honest())
                .collect(Collectors.groupingBy(
                        one -> one.end().replaceFirst(" .*", ""), java.util.TreeMap::new, Collectors.counting()));
        return "%d attacks (%s), %d honest programs: %s"
                .formatted(
                        outcomes.size() - honest,
                        ends.entrySet().stream()
                                .map(end -> end.getValue() + " " + end.getKey())
                                .collect(Collectors.joining(", ")),
                        honest,
                        failed == 0 ? "all as they must be." : failed + " NOT as they must be.");
    }

    /// A Markdown table.
    public List<String> markdown() {
        List<String> lines = new ArrayList<>(List.of(
                "| attack | what it tries | what stops it | recorded as | detected | gain | fence | seconds |",
                "|---|---|---|---|---|---|---|---|"));
        outcomes.forEach(outcome -> lines.add(String.format(
                Locale.ROOT,
                "| `%s` | %s: %s%s | %s | %s%s | %s | %s | %s | %.1f |",
                outcome.attack().name(),
                outcome.attack().title(),
                outcome.attack().tries(),
                outcome.attack().evidence().isEmpty()
                        ? ""
                        : " *(" + outcome.attack().evidence() + ")*",
                outcome.attack().stoppedBy(),
                outcome.end().equals(outcome.verdict().words()) ? "" : outcome.end() + ": ",
                outcome.verdict().words(),
                chance(outcome),
                outcome.gain().isPresent()
                        ? String.format(Locale.ROOT, "%+.4f", outcome.gain().getAsDouble())
                        : "",
                outcome.fence() ? "R5" : "",
                outcome.seconds())));
        return lines;
    }

    /// An array with an object for each case.
    public String json() {
        return outcomes.stream()
                .map(outcome -> String.format(
                        Locale.ROOT,
                        "{\"name\":\"%s\",\"honest\":%s,\"stopped_by\":\"%s\",\"record\":\"%s\",\"detected\":%d,\"judged\":%d,\"fence\":%s,\"seconds\":%.1f,\"passed\":%s}",
                        outcome.attack().name(),
                        outcome.attack().honest(),
                        outcome.attack().stoppedBy(),
                        outcome.verdict().words(),
                        outcome.detected(),
                        outcome.judged(),
                        outcome.fence(),
                        outcome.seconds(),
                        outcome.passed()))
                .collect(Collectors.joining(",\n ", "[", "]"));
    }

    private static String chance(Outcome outcome) {
        if (outcome.attack().chance().isEmpty()) {
            return "";
        }
        return "%d/%d (p≥%s)"
                .formatted(
                        outcome.detected(),
                        outcome.judged(),
                        outcome.attack().chance().getAsDouble());
    }
}
