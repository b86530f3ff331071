package dev.nightjar.cli.command;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.Lab;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// When a run ends by itself.
final class LimitOptions {

    @Option(names = "--experiments", paramLabel = "N", description = "End after N decided experiments.")
    private @Nullable Integer experiments;

    @Option(names = "--hours", paramLabel = "H", description = "End after H hours; fractions are fine.")
    private @Nullable Double hours;

    @Option(
            names = "--money",
            paramLabel = "M",
            description = "End when M is spent, at --price-per-hour or the lab's price.")
    private @Nullable Double money;

    @Option(names = "--price-per-hour", paramLabel = "P", description = "What this machine costs an hour.")
    private @Nullable Double price;

    /// `limits` with what the command line says on top.
    Lab.Limits over(Lab.Limits limits) {
        requirePositive("--experiments", experiments);
        requirePositive("--hours", hours);
        requirePositive("--money", money);
        requirePositive("--price-per-hour", price);
        Lab.Limits merged = new Lab.Limits(
                experiments == null ? limits.experiments() : OptionalInt.of(experiments),
                hours == null ? limits.time() : Optional.of(Duration.ofMillis(Math.round(hours * 3_600_000))),
                money == null ? limits.money() : OptionalDouble.of(money),
                price == null ? limits.pricePerHour() : OptionalDouble.of(price),
                limits.onEnd());
        if (merged.money().isPresent() && merged.pricePerHour().isEmpty()) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    "The limit of money (%s) needs a price per hour."
                            .formatted(merged.money().getAsDouble()),
                    "--price-per-hour 2.50 is missing, or price_per_hour in [limits] of lab.toml.");
        }
        return merged;
    }

    private static void requirePositive(String option, @Nullable Number value) {
        if (value != null && !(value.doubleValue() > 0 && value.doubleValue() < 1e9)) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    "%s (%s) must be positive.".formatted(option, value),
                    "it should be left out for no limit.");
        }
    }
}
