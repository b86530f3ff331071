package dev.nightjar.wire;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One line `METRIC name=value` on the standard output of any program: the pattern is `^METRIC\s+([\w.µ]+)=(\S+)\s*$`.
public record MetricLine(String name, double value) {

    private static final Pattern LINE = Pattern.compile("METRIC\\s+([\\w.µ]+)=(\\S+)\\s*");
    private static final Pattern NAME = Pattern.compile("[\\w.µ]+");

    public MetricLine {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "The metric name (%s) may only have letters, digits, dots, underscores and µ.%nMaybe it contains a space or a hyphen."
                            .formatted(name));
        }
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "The metric %s (%s) must be finite.%nMaybe the training diverged.".formatted(name, value));
        }
    }

    /// The metric on `line`; empty if it is no metric line or its value is not a finite decimal number.
    public static Optional<MetricLine> parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Numbers.finite(matcher.group(2)).map(value -> new MetricLine(matcher.group(1), value));
    }

    /// The last value of each name, in the order in which the names first appeared.
    public static Map<String, Double> lastOfEach(Stream<String> lines) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        lines.map(MetricLine::parse).flatMap(Optional::stream).forEach(line -> metrics.put(line.name, line.value));
        return Collections.unmodifiableMap(metrics);
    }

    /// The line, without its end.
    public String format() {
        return "METRIC " + name + "=" + value;
    }
}
