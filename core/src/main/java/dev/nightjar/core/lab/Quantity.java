package dev.nightjar.core.lab;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations and sizes as people write them: `90s`, `5m`, `8h`, `4GiB`, `500MB`.
public final class Quantity {

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("\\s*([0-9]+(?:\\.[0-9]+)?)\\s*([A-Za-z]*)\\s*");

    private static final Map<String, Double> SECONDS =
            Map.of("ms", 0.001, "s", 1.0, "m", 60.0, "min", 60.0, "h", 3600.0, "d", 86400.0);

    private static final Map<String, Long> BYTES = Map.of(
            "b", 1L,
            "kb", 1_000L,
            "mb", 1_000_000L,
            "gb", 1_000_000_000L,
            "kib", 1L << 10,
            "mib", 1L << 20,
            "gib", 1L << 30);

    private Quantity() {}

    /// A duration with its unit (`ms`, `s`, `m`, `h`, `d`).
    public static Duration duration(String text) {
        Matcher matcher = match(text, "duration", "\"5m\"");
        Double seconds = SECONDS.get(matcher.group(2));
        if (seconds == null) {
            throw new IllegalArgumentException(
                    "The duration (%s) has no known unit.\nMaybe the unit is missing: \"%ss\"."
                            .formatted(text, matcher.group(1)));
        }
        double value = Double.parseDouble(matcher.group(1)) * seconds;
        if (value <= 0) {
            throw new IllegalArgumentException(
                    "The duration (%s) must be positive.\nMaybe it should be left out.".formatted(text));
        }
        return Duration.ofNanos(Math.round(value * 1e9));
    }

    /// A size in bytes with its unit (`B`, `KB`, `MB`, `GB`, `KiB`, `MiB`, `GiB`).
    public static long bytes(String text) {
        Matcher matcher = match(text, "size", "\"4GiB\"");
        Long unit = BYTES.get(matcher.group(2).toLowerCase(Locale.ROOT));
        if (unit == null) {
            throw new IllegalArgumentException("The size (%s) has no known unit.\nMaybe the unit is missing: \"%sGiB\"."
                    .formatted(text, matcher.group(1)));
        }
        return Math.round(Double.parseDouble(matcher.group(1)) * unit);
    }

    private static Matcher match(String text, String noun, String example) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "The %s (%s) is not a positive number with a unit.\nMaybe it should read like %s."
                            .formatted(noun, text, example));
        }
        return matcher;
    }
}
