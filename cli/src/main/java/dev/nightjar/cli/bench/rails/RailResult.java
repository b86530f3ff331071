package dev.nightjar.cli.bench.rails;

import dev.nightjar.core.rails.RailName;
import dev.nightjar.core.rails.Verdict;
import java.util.Optional;

/// What the rails made of a case.
public record RailResult(RailCase railCase, Verdict verdict) {

    /// The rail that blocked it.
    Optional<RailName> rail() {
        return switch (verdict) {
            case Verdict.Blocked(RailName rail, String _) -> Optional.of(rail);
            case Verdict.Passed _ -> Optional.empty();
        };
    }

    /// Why it was blocked, or what a trial would run.
    String explanation() {
        return switch (verdict) {
            case Verdict.Blocked(RailName _, String reason) -> reason;
            case Verdict.Passed(var candidate) -> candidate.description();
        };
    }

    /// Whether it was blocked or passed as it should be, by whatever rail.
    boolean rightVerdict() {
        return rail().isPresent() == (railCase.expect() == RailCase.Expect.BLOCK);
    }

    /// Whether the rail that the case names did it; true where it names none.
    boolean rightRail() {
        return railCase.rail().isEmpty() || railCase.rail().equals(rail());
    }

    boolean right() {
        return rightVerdict() && rightRail();
    }
}
