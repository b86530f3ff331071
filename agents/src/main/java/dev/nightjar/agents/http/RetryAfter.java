package dev.nightjar.agents.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Function;

/// How long a server asks to wait: `retry-after-ms`, or `Retry-After` in seconds or as a date (RFC 9110, 10.2.3).
final class RetryAfter {

    private static final Duration LONGEST = Duration.ofDays(1);

    private RetryAfter() {}

    /// @param header a header's value by its name, empty if it is not there
    static Optional<Duration> of(Function<String, Optional<String>> header, Instant now) {
        return header.apply("retry-after-ms")
                .flatMap(text -> seconds(text).map(value -> value / 1000))
                .or(() -> header.apply("retry-after")
                        .flatMap(text -> seconds(text).or(() -> until(text, now))))
                .map(RetryAfter::bounded);
    }

    private static Optional<Double> seconds(String text) {
        try {
            double value = Double.parseDouble(text.strip());
            return value >= 0 ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Double> until(String text, Instant now) {
        try {
            Instant then = ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Math.max(0, Duration.between(now, then).toMillis() / 1000.0));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration bounded(double seconds) {
        return Duration.ofMillis(Math.round(1000 * Math.min(seconds, LONGEST.toSeconds())));
    }
}
