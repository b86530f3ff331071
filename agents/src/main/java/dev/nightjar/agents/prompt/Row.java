package dev.nightjar.agents.prompt;

import dev.nightjar.agents.answer.EditNotes;
import dev.nightjar.agents.answer.ProposedKnobs;
import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.core.run.Experiment;
import dev.nightjar.core.run.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// One experiment in the table of everything that was tried.
///
/// @param group  what it turned: a knob, a part of the file, or several
/// @param change what was changed, on one line
/// @param gain   over what it was compared with; empty where there is no number
record Row(
        int number,
        String group,
        String change,
        ExperimentStatus status,
        OptionalDouble metric,
        OptionalDouble gain,
        String why,
        String by) {

    static final String SEVERAL = "several at a time";
    static final String OTHER = "other";
    private static final int LONGEST_CHANGE = 160;
    private static final int LONGEST_REASON = 160;

    /// Of every experiment that has ended, in order.
    static List<Row> all(RunState state, Remembered notes) {
        List<Row> rows = new ArrayList<>();
        Direction direction = state.run().direction();
        for (Experiment experiment : state.decided()) {
            Optional<EditNotes> edit = notes.edit(experiment.number());
            OptionalDouble reference =
                    experiment.decided().map(decided -> decided.reference()).orElse(OptionalDouble.empty());
            OptionalDouble metric = experiment.metric();
            rows.add(new Row(
                    experiment.number(),
                    group(experiment, edit),
                    change(experiment, edit),
                    experiment.status().orElseThrow(),
                    metric,
                    metric.isPresent() && reference.isPresent()
                            ? OptionalDouble.of(direction.gain(metric.getAsDouble(), reference.getAsDouble()))
                            : OptionalDouble.empty(),
                    why(experiment),
                    experiment.proposed().proposer()));
        }
        return rows;
    }

    /// The knobs that an experiment turned, or meant to turn.
    static Set<String> knobs(Experiment experiment) {
        Set<String> changed = experiment
                .committed()
                .map(committed -> committed.changes().keySet())
                .orElse(Set.of());
        return changed.isEmpty() ? ProposedKnobs.of(experiment.proposed().proposal()) : changed;
    }

    private static String group(Experiment experiment, Optional<EditNotes> edit) {
        if (edit.isPresent() && !edit.get().parts().isEmpty()) {
            return edit.get().parts().size() == 1
                    ? edit.get().parts().getFirst()
                    : String.join(" + ", edit.get().parts());
        }
        Set<String> knobs = knobs(experiment);
        if (knobs.isEmpty()) {
            return OTHER;
        }
        return knobs.size() == 1 ? Quoted.line(knobs.iterator().next(), 60) : SEVERAL;
    }

    private static String change(Experiment experiment, Optional<EditNotes> edit) {
        String knobs = experiment.committed().isPresent()
                ? ""
                : ProposedKnobs.text(experiment.proposed().proposal());
        String description = Quoted.line(knobs.isEmpty() ? experiment.description() : knobs, LONGEST_CHANGE);
        return edit.map(notes -> edited(experiment, description) + " ["
                        + notes.simplicity().text() + "]")
                .orElse(description);
    }

    /// An edit that turns knobs too is described by them; why it was made says what else it does.
    private static String edited(Experiment experiment, String description) {
        String reason = ProposedKnobs.reason(experiment.proposed().proposal(), LONGEST_CHANGE)
                .map(line -> Quoted.line(line, LONGEST_CHANGE))
                .orElse("");
        return reason.isEmpty() || reason.startsWith(description) ? description : description + ": " + reason;
    }

    /// Where the figures do not say it.
    private static String why(Experiment experiment) {
        return switch (experiment.status().orElseThrow()) {
            case KEEP, DISCARD -> "";
            case CRASH, BLOCKED, CHECKS_FAILED, TAINTED -> Quoted.line(experiment.reason(), LONGEST_REASON);
        };
    }

    /// How much would be lost without it: rows with little go first.
    int worth(OptionalDouble noise) {
        return switch (status) {
            case KEEP -> 4;
            case DISCARD ->
                gain.isPresent() && noise.isPresent() && Math.abs(gain.getAsDouble()) >= 2 * noise.getAsDouble()
                        ? 3
                        : 2;
            case CRASH, CHECKS_FAILED, TAINTED -> 1;
            case BLOCKED -> 0;
        };
    }

    /// Without why it failed.
    String shortLine(OptionalDouble noise) {
        return new Row(number, group, change, status, metric, gain, "", by).line(noise);
    }

    String line(OptionalDouble noise) {
        StringBuilder text = new StringBuilder("#%d %s | %s".formatted(number, change, status.text()));
        if (metric.isPresent()) {
            text.append(" | ").append(Figure.metric(metric.getAsDouble()));
        }
        if (gain.isPresent()) {
            text.append(" | ").append(Figure.gain(gain.getAsDouble(), noise));
        }
        if (!why.isEmpty()) {
            text.append(" | ").append(why);
        }
        return text.toString();
    }
}
