package dev.nightjar.training;

import dev.nightjar.wire.WorkBudget;
import java.time.Duration;
import java.util.function.LongSupplier;

/// What a trial has spent of its budget. Schedules read [#fraction], so that a program means the same at every
/// budget and on every machine; the loop ends at [#reached].
public final class TrainingClock {

    private static final double NANOS = 1e9;

    private final WorkBudget budget;
    private final double guardSeconds;
    private final LongSupplier nanoTime;
    private final long start;
    private double flop;
    private long tokens;
    private long steps;

    /// Starts the clock.
    ///
    /// @param guard after which training ends whatever is left of a budget that is not time
    /// @param nanoTime a monotonic clock in nanoseconds
    public TrainingClock(WorkBudget budget, Duration guard, LongSupplier nanoTime) {
        this.budget = budget;
        this.guardSeconds = budget.clockLimit(guard).toNanos() / NANOS;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /// Counts one optimizer step.
    ///
    /// @param stepFlop floating-point operations of the step's matrix products, see [Flop]
    /// @param stepTokens target tokens of the step
    public void step(double stepFlop, long stepTokens) {
        if (!(stepFlop >= 0) || stepTokens <= 0) {
            throw new IllegalArgumentException(
                    "A step of (%s) FLOP and (%d) tokens cannot be counted.%nMaybe the batch is empty."
                            .formatted(stepFlop, stepTokens));
        }
        flop += stepFlop;
        tokens += stepTokens;
        steps++;
    }

    /// The part of the budget that is spent, 0 to 1.
    public double fraction() {
        return Math.min(1, budget.fraction(flop, seconds(), tokens, steps));
    }

    /// Whether the budget is spent or the guard's time is over.
    public boolean reached() {
        return fraction() >= 1 || seconds() >= guardSeconds;
    }

    /// Since the clock started.
    public double seconds() {
        return (nanoTime.getAsLong() - start) / NANOS;
    }

    /// Floating-point operations of matrix products so far.
    public double flop() {
        return flop;
    }

    /// Target tokens so far.
    public long tokens() {
        return tokens;
    }

    /// Optimizer steps so far.
    public long steps() {
        return steps;
    }
}
