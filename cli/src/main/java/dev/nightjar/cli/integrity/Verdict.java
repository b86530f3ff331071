package dev.nightjar.cli.integrity;

import dev.nightjar.core.run.Experiment;
import dev.nightjar.core.run.TrialRecord;
import dev.nightjar.core.trial.Judgement;
import dev.nightjar.core.trial.TrialOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// What the ledger says of an experiment, in the words of `record` in `attack.properties`:
///
/// | | |
/// |---|---|
/// | `blocked R5_diff_lint` | a rail stopped it |
/// | `crash TIME_LIMIT` | its trial or its judgement ended so |
/// | `same` | it has a metric with integrity intact: the honest program's, to 0.0005 |
/// | `measured` | it has another metric with integrity intact |
///
/// `honest` accepts the last two. Alternatives are divided by `|`; one without a first word has that of the one before.
///
/// @param words  one of these
/// @param reason what the ledger says
/// @param value  the metric, if there is one
record Verdict(String words, String reason, OptionalDouble value) {

    /// As much as a correction by audits may be off.
    static final double SAME = 0.0005;

    static List<String> alternatives(String record) {
        List<String> alternatives = new ArrayList<>();
        String first = "";
        for (String alternative : record.split("\\|", -1)) {
            String[] words = alternative.split(" ", 2);
            boolean complete = words.length == 2 || words[0].matches("[a-z]+");
            alternatives.add(complete ? alternative : first + " " + alternative);
            first = complete ? words[0] : first;
        }
        return alternatives;
    }

    /// @param honest the value of the lab's own program
    static Verdict of(Experiment experiment, double honest) {
        if (experiment.blocked().isPresent()) {
            var blocked = experiment.blocked().get();
            return new Verdict("blocked " + blocked.rail(), blocked.reason(), OptionalDouble.empty());
        }
        for (TrialRecord record : experiment.trials()) {
            if (record.outcome().orElse(null) instanceof TrialOutcome.Crashed crashed) {
                return new Verdict("crash " + crashed.cause(), crashed.reason(), OptionalDouble.empty());
            }
            if (record.verdict().orElse(null) instanceof Judgement.Refused refused) {
                return new Verdict("crash " + refused.cause(), refused.reason(), OptionalDouble.empty());
            }
        }
        return experiment.trials().stream()
                .flatMapToDouble(record -> record.value().stream())
                .mapToObj(value -> new Verdict(
                        Math.abs(value - honest) <= SAME ? "same" : "measured",
                        "%.4f".formatted(value),
                        OptionalDouble.of(value)))
                .findFirst()
                .orElseGet(() -> new Verdict("nothing", "it was not run", OptionalDouble.empty()));
    }

    /// Whether it is one of these.
    boolean in(List<String> alternatives) {
        boolean measured = words.equals("same") || words.equals("measured");
        return alternatives.contains(words)
                || (measured && alternatives.contains("honest"))
                || (words.equals("same") && alternatives.contains("measured"));
    }
}
