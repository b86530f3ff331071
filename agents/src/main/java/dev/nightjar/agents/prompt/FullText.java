package dev.nightjar.agents.prompt;

import dev.nightjar.agents.answer.ProposedKnobs;
import dev.nightjar.core.run.Experiment;
import dev.nightjar.core.run.RunState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/// The best experiment and the most recent ones, with everything that was thought of them.
final class FullText {

    private static final int LONGEST_REASON = 600;

    private FullText() {}

    static Section of(RunState state, List<Row> rows, Remembered notes, OptionalDouble noise, int recent) {
        Set<Integer> numbers = new LinkedHashSet<>();
        state.incumbent()
                .map(RunState.Program::experiment)
                .filter(number -> number > 0)
                .ifPresent(numbers::add);
        rows.subList(Math.max(0, rows.size() - recent), rows.size()).forEach(row -> numbers.add(row.number()));
        return new Section(
                "The best and the most recent, in full",
                rows.stream()
                        .filter(row -> numbers.contains(row.number()))
                        .map(row -> full(state, row, notes, noise))
                        .collect(Collectors.joining("\n")));
    }

    private static String full(RunState state, Row row, Remembered notes, OptionalDouble noise) {
        Experiment experiment = state.experiment(row.number()).orElseThrow();
        List<String> lines = new ArrayList<>();
        lines.add(row.line(noise) + " | by " + Quoted.line(row.by(), 60));
        ProposedKnobs.reason(experiment.proposed().proposal(), LONGEST_REASON)
                .ifPresent(reason -> lines.add("  reason: " + Quoted.line(reason, LONGEST_REASON)));
        notes.note(row.number(), "hypothesis").ifPresent(text -> lines.add("  hypothesis: " + text));
        notes.note(row.number(), "arch_change").ifPresent(text -> lines.add("  what changed: " + text));
        notes.edit(row.number())
                .ifPresent(edit -> lines.add("  parts: %s; %s"
                        .formatted(
                                String.join(", ", edit.parts()),
                                edit.simplicity().text())));
        if (row.why().isEmpty() && !experiment.reason().isEmpty()) {
            lines.add("  decision: " + Quoted.line(experiment.reason(), 200));
        }
        notes.note(row.number(), "next_action_hint").ifPresent(text -> lines.add("  hint for the next: " + text));
        return String.join("\n", lines);
    }
}
