package dev.nightjar.cli.bench.search;

import java.util.ArrayList;
import java.util.List;

/// One search's way: what its incumbent was worth when.
///
/// @param problem   the problem's name
/// @param optimizer the optimizer's
/// @param version   the optimizer's, where it is not Nightjar's own
/// @param seed      of the problem's instance, the noise and the optimizer
/// @param hours     the budget of simulated training
/// @param optimum   the best value there is; NaN where nobody knows
/// @param trials    how many it made
/// @param failed    how many of them died
/// @param askMillis the mean time of a question, in milliseconds
/// @param steps     each new incumbent's worth, the first one at the start's end
public record Track(
        String problem,
        String optimizer,
        String version,
        long seed,
        double hours,
        double optimum,
        int trials,
        int failed,
        double askMillis,
        List<Step> steps) {

    /// @param hours of simulated training when it was found
    /// @param value without noise where the problem tells, else as measured
    public record Step(double hours, double value) {}

    public Track {
        steps = List.copyOf(new ArrayList<>(steps));
        if (steps.isEmpty()) {
            throw new IllegalArgumentException(
                    "The search of (%s) by (%s) has no incumbent.\nMaybe the start fails there."
                            .formatted(problem, optimizer));
        }
    }

    /// A line for people.
    public String line() {
        return "%-14s %-22s seed %2d  left %.4f  %3d trials, %2d failed, %.1f ms a question"
                .formatted(problem, optimizer, seed, left(hours), trials, failed, askMillis);
    }

    /// A line for programs.
    public String json() {
        return JsonLines.MAPPER.writeValueAsString(this);
    }

    /// What the incumbent was worth after so many hours; the start's worth before anything was measured.
    double at(double when) {
        double value = steps.getFirst().value();
        for (Step step : steps) {
            if (step.hours() <= when) {
                value = step.value();
            }
        }
        return value;
    }

    /// What is left after so many hours: of a problem with a known best, the share of the start's distance to
    /// it; else the value itself.
    double left(double when) {
        return Double.isNaN(optimum) ? at(when) : (at(when) - optimum) / (at(0) - optimum);
    }
}
