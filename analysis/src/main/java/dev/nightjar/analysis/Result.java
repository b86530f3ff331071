package dev.nightjar.analysis;

import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.core.rails.RailName;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A finished experiment as one row of a table; row 0 is the baseline. Views, statistics and every exchange
/// format read these.
///
/// @param best     whether the run's branch moved to it
/// @param reported what the program printed about itself in its last trial; no trusted numbers
/// @param notes    what else is remembered of it, as JSON values
public record Result(
        int number,
        ExperimentStatus status,
        boolean best,
        Change change,
        Measurement measurement,
        Ending ending,
        Cost cost,
        Map<String, Double> reported,
        Map<String, @Nullable Object> notes,
        Instant startedAt,
        Instant endedAt) {

    /// Why it ended as it did. `rail` says which rail blocked it, `crash` what kind of failure it was.
    public record Ending(String reason, Optional<RailName> rail, Optional<CrashReason> crash) {

        public static Ending because(String reason) {
            return new Ending(reason, Optional.empty(), Optional.empty());
        }
    }

    public Result {
        reported = Collections.unmodifiableMap(new TreeMap<>(reported));
        notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
        if (number < 0) {
            throw new IllegalArgumentException(
                    "An experiment's number (%d) must not be negative.\nMaybe the table was altered."
                            .formatted(number));
        }
    }

    public boolean baseline() {
        return number == 0;
    }

    public OptionalDouble metric() {
        return measurement.metric();
    }

    public String description() {
        return change.description();
    }

    /// How much better it is than what it was compared with, in the metric's unit; negative when it is worse.
    public OptionalDouble gain(Direction direction) {
        return metric().isPresent() && measurement.reference().isPresent()
                ? OptionalDouble.of(direction.gain(
                        metric().getAsDouble(), measurement.reference().getAsDouble()))
                : OptionalDouble.empty();
    }

    /// From the first thought to the decision.
    public Duration wall() {
        return Duration.between(startedAt, endedAt).plusMillis(Math.round(1000 * cost.proposing()));
    }

    /// The engine's own share of the time, in seconds: neither thinking, nor pre-flight, nor trial, nor judge.
    /// Empty where the times are not known.
    public OptionalDouble overhead() {
        double seconds = Duration.between(startedAt, endedAt).toNanos() / 1e9;
        return seconds > 0 ? OptionalDouble.of(Math.max(0, seconds - cost.outsideTheEngine())) : OptionalDouble.empty();
    }
}
