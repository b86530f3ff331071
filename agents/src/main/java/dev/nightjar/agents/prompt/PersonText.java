package dev.nightjar.agents.prompt;

import dev.nightjar.agents.answer.Plain;
import dev.nightjar.core.run.RunState;
import dev.nightjar.core.run.Words;
import java.util.List;
import java.util.stream.Collectors;

/// What the person said during the run.
final class PersonText {

    private static final int MOST = 12;
    private static final int LONGEST = 2_000;

    private PersonText() {}

    /// The newest last. New is what the proposal before did not see.
    static Section of(RunState state, int number) {
        List<Words.Told> told = state.words().told();
        long seen = state.experiments().stream()
                .filter(experiment -> experiment.number() < number)
                .mapToLong(experiment -> experiment.proposed().basis())
                .max()
                .orElse(0);
        String text = told.subList(Math.max(0, told.size() - MOST), told.size()).stream()
                .map(word ->
                        "- %s%s".formatted(word.sequence() > seen ? "New: " : "", Plain.line(word.text(), LONGEST)))
                .collect(Collectors.joining("\n"));
        return new Section("What the person said during this run", text);
    }
}
