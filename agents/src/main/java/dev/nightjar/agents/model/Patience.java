package dev.nightjar.agents.model;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long somebody asks again.
///
/// @param total   no attempt begins later than this after the first
/// @param first   the pause after the first failure, on average
/// @param longest the longest pause of our own; what a server asks for may be longer
/// @param badAnswers how many of them in one question: each may have been paid for
public record Patience(Duration total, Duration first, Duration longest, int badAnswers) {

    /// While the loop waits.
    public static final Patience USUAL =
            new Patience(Duration.ofMinutes(2), Duration.ofSeconds(1), Duration.ofSeconds(30), 2);

    /// Asks once.
    public static final Patience NONE = new Patience(Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);

    public Patience {
        if (total.isNegative() || first.isNegative() || longest.compareTo(first) < 0 || badAnswers < 0) {
            throw new IllegalArgumentException(
                    "Patience (%s in all, pauses from %s to %s, %d bad answers) is not negative.\nMaybe first and longest are swapped."
                            .formatted(total, first, longest, badAnswers));
        }
    }

    /// A server that is not there seldom comes while somebody waits; whoever falls back meanwhile asks again later.
    private static final Duration NOBODY_THERE = Duration.ofSeconds(10);

    Duration total(ModelException.Kind kind) {
        return kind == ModelException.Kind.UNREACHABLE && total.compareTo(NOBODY_THERE) > 0 ? NOBODY_THERE : total;
    }

    /// Doubles each time, up to the longest, and is spread over half of it to either side, so that two who failed
    /// together do not come back together.
    ///
    /// @param failures so far, at least 1
    Duration pause(int failures, RandomGenerator random) {
        double average = Math.min(longest.toMillis(), first.toMillis() * Math.pow(2, failures - 1));
        return Duration.ofMillis(Math.round(average * (0.5 + random.nextDouble())));
    }
}
