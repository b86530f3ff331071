package dev.nightjar.execution;

import dev.nightjar.wire.MetricLine;
import dev.nightjar.wire.ProgressLine;
import dev.nightjar.wire.SummaryBlock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What a process printed, as its log has it.
record TrialLog(List<String> lines) {
    private static final int TAIL = 50;
    private static final Pattern CONTROL =
            Pattern.compile("[\\p{Cntrl}&&[^\\t]]|[\\u0080-\\u009f\\u202a-\\u202e\\u2066-\\u2069]");
    private static final Pattern THROWN =
            Pattern.compile("(Exception in thread .*|[\\w.]+(Error|Exception|Interrupt)\\b.*)");

    TrialLog {
        lines = List.copyOf(lines);
    }

    static TrialLog read(Path file) throws IOException {
        try {
            return new TrialLog(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        } catch (NoSuchFileException _) {
            return new TrialLog(List.of());
        }
    }

    /// Without what would command a terminal: these lines are shown to people.
    List<String> tail() {
        return lines.subList(Math.max(0, lines.size() - TAIL), lines.size()).stream()
                .map(line -> CONTROL.matcher(line).replaceAll("?"))
                .toList();
    }

    /// Metric lines and the numbers of the summary block, by name; a metric line wins over a summary's.
    Map<String, Double> reported() {
        Map<String, Double> numbers = new TreeMap<>();
        SummaryBlock.parse(lines)
                .ifPresent(summary -> summary.values()
                        .keySet()
                        .forEach(key -> summary.number(key).ifPresent(value -> numbers.put(key, value))));
        numbers.putAll(MetricLine.lastOfEach(lines.stream()));
        return numbers;
    }

    /// How far the program said last that it was, or empty if it never said.
    Optional<ProgressLine> progress() {
        return lines.reversed().stream()
                .flatMap(line -> ProgressLine.parse(line).stream())
                .findFirst();
    }

    boolean mentions(Pattern pattern) {
        return tail().stream().anyMatch(line -> pattern.matcher(line).find());
    }

    /// The line that most likely says what went wrong: the last exception, else the last line that is not blank.
    String lastWords() {
        List<String> tail = tail().reversed();
        return tail.stream()
                .filter(line -> THROWN.matcher(line.strip()).matches())
                .findFirst()
                .or(() -> tail.stream().filter(line -> !line.isBlank()).findFirst())
                .map(String::strip)
                .orElse("it printed nothing");
    }
}
