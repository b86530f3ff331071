package dev.nightjar.core.run;

import dev.nightjar.core.lab.Lab;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// Whether a budget for experiments, time or money is spent.
public final class Limits {

    private Limits() {}

    /// Which limit is reached, in words, or empty if none is. `elapsed` is the time that engines have spent on the
    /// run.
    public static Optional<String> reached(Lab.Limits limits, RunState state, Duration elapsed) {
        int decided = state.decided().size();
        if (limits.experiments().isPresent() && decided >= limits.experiments().getAsInt()) {
            return Optional.of("%d experiments are done".formatted(decided));
        }
        if (limits.time().isPresent() && elapsed.compareTo(limits.time().get()) >= 0) {
            return Optional.of(String.format(Locale.ROOT, "%.2f hours are over", hours(elapsed)));
        }
        if (limits.money().isPresent() && limits.pricePerHour().isPresent()) {
            double spent = hours(elapsed) * limits.pricePerHour().getAsDouble();
            if (spent >= limits.money().getAsDouble()) {
                return Optional.of(String.format(Locale.ROOT, "%.2f of money is spent", spent));
            }
        }
        return Optional.empty();
    }

    private static double hours(Duration elapsed) {
        return elapsed.toMillis() / 3_600_000.0;
    }
}
