package dev.nightjar.wire;

import java.time.Duration;

/// How much a trial may train, in the unit in which it is counted. `toString` is the canonical text (`2 TFLOP`, `300
/// s`, `20000000 tokens`, `400 steps`), and [#parse] reads it back to an equal budget.
public sealed interface WorkBudget {

    /// Reads `2 TFLOP`, `500 GFLOP`, `300s`, `5m`, `1.5 h`, `20M tokens`, `400 steps`, with or without the space.
    ///
    /// @throws IllegalArgumentException if the number, its sign or the unit is not understood
    static WorkBudget parse(String text) {
        return BudgetText.parse(text);
    }

    /// Floating-point operations of the matrix products.
    record Compute(double flop) implements WorkBudget {
        public Compute {
            if (!(flop > 0) || Double.isInfinite(flop)) {
                throw new IllegalArgumentException(
                        "The budget (%s FLOP) must be positive and finite.%nMaybe the unit is missing: \"2 TFLOP\"."
                                .formatted(flop));
            }
        }

        @Override
        public String toString() {
            return BudgetText.flop(flop);
        }
    }

    /// Time of the training clock.
    record TrainingTime(Duration duration) implements WorkBudget {
        public TrainingTime {
            if (!duration.isPositive()) {
                throw new IllegalArgumentException(
                        "The budget (%s) must be positive.%nMaybe the unit is missing: \"5s\".".formatted(duration));
            }
        }

        @Override
        public String toString() {
            return Seconds.format(duration) + " s";
        }
    }

    /// Target tokens that the program has trained on.
    record Tokens(long tokens) implements WorkBudget {
        public Tokens {
            requirePositive(tokens, "tokens");
        }

        @Override
        public String toString() {
            return tokens + " tokens";
        }
    }

    /// Optimizer steps.
    record Steps(long steps) implements WorkBudget {
        public Steps {
            requirePositive(steps, "steps");
        }

        @Override
        public String toString() {
            return steps + " steps";
        }
    }

    private static void requirePositive(long count, String unit) {
        if (count <= 0) {
            throw new IllegalArgumentException(
                    "The budget (%d %s) must be positive.%nMaybe it was rounded down from a part of one."
                            .formatted(count, unit));
        }
    }

    /// The time that a time budget allows, or `guard` for the other kinds.
    default Duration clockLimit(Duration guard) {
        return switch (this) {
            case TrainingTime(Duration duration) -> duration;
            case Compute _, Tokens _, Steps _ -> guard;
        };
    }

    /// The part of this budget that is spent: 0 at the start, 1 or a little more at the end.
    ///
    /// @param flop floating-point operations so far
    /// @param seconds of the training clock so far
    default double fraction(double flop, double seconds, long tokens, long steps) {
        return switch (this) {
            case Compute(double limit) -> flop / limit;
            case TrainingTime(Duration limit) ->
                seconds / Seconds.decimal(limit).doubleValue();
            case Tokens(long limit) -> (double) tokens / limit;
            case Steps(long limit) -> (double) steps / limit;
        };
    }
}
