package dev.nightjar.core.rails;

/// Whether a proposal may cost a trial.
public sealed interface Verdict {

    /// Every pure rail passed; `candidate` is what a trial would run.
    record Passed(Candidate candidate) implements Verdict {}

    /// `rail` stopped the proposal. The reason is shown to the proposer, so it names the value and the allowed
    /// range.
    record Blocked(RailName rail, String reason) implements Verdict {
        public Blocked {
            if (reason.isBlank()) {
                throw new IllegalArgumentException(
                        "A block by rail (%s) needs a reason.\nMaybe the rail's message is empty.".formatted(rail));
            }
        }
    }
}
