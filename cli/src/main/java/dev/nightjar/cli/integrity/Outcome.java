package dev.nightjar.cli.integrity;

import java.util.List;
import java.util.OptionalDouble;

/// What became of a case.
///
/// @param fence    whether the fence of forbidden names would have stopped it as well
/// @param detected of `judged` judgements, how many found it out
/// @param gain     of the metric against the honest program's, if it has one
/// @param wrong    what is not as it must be, one line each; empty if all is well
record Outcome(
        Case attack,
        Verdict verdict,
        boolean fence,
        int detected,
        int judged,
        OptionalDouble gain,
        double seconds,
        List<String> wrong) {

    Outcome {
        wrong = List.copyOf(wrong);
    }

    boolean passed() {
        return wrong.isEmpty();
    }

    /// What came of it in one word or two.
    String end() {
        return switch (verdict.words()) {
            case "same" -> attack.honest() ? "intact" : "neutralised";
            case "measured" -> attack.honest() ? "intact" : "bounded";
            default -> verdict.words().contains("INTEGRITY") ? "detected" : verdict.words();
        };
    }
}
