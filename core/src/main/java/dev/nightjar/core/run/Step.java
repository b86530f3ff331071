package dev.nightjar.core.run;

import dev.nightjar.core.trial.Purpose;
import dev.nightjar.core.trial.Trial;
import dev.nightjar.core.trial.TrialOutcome;

/// The one thing to do next. A function of the ledger alone, so an engine that starts anew does what the old one would
/// have done.
public sealed interface Step {

    /// Think of experiment `number`.
    record Propose(int number) implements Step {}

    /// Ask again: the last try of the open experiment was refused, and there is another.
    record Retry(Experiment experiment) implements Step {}

    /// Take the proposal through the pure rails and make it a commit.
    record Check(Experiment experiment) implements Step {}

    /// Take the commit through the eighth rail.
    record Preflight(Experiment experiment, String commit) implements Step {}

    /// Note that a trial is to be run, before it is.
    record Request(Purpose purpose, int experiment, String commit) implements Step {}

    record Train(Trial trial) implements Step {}

    record Measure(Trial trial, TrialOutcome.Trained training) implements Step {}

    record Decide(Experiment experiment) implements Step {}

    /// The baseline has no value: nothing can be compared with it.
    record GiveUp(String reason) implements Step {}

    /// Whether stopping before this step leaves no experiment half done.
    default boolean boundary() {
        return switch (this) {
            case Propose _, GiveUp _ -> true;
            case Retry _, Check _, Preflight _, Request _, Train _, Measure _, Decide _ -> false;
        };
    }

    /// Whether this step costs a trial's time.
    default boolean expensive() {
        return switch (this) {
            case Train _, Preflight _ -> true;
            case Propose _, Retry _, Check _, Request _, Measure _, Decide _, GiveUp _ -> false;
        };
    }
}
