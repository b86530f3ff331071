package dev.nightjar.agents.prompt;

import dev.nightjar.agents.answer.EditNotes;
import dev.nightjar.core.run.RunState;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The notes of a run by experiment; of two with the same name the later one counts.
public final class Remembered {

    private final Map<Integer, Map<String, @Nullable Object>> notes = new HashMap<>();

    private Remembered() {}

    public static Remembered of(RunState state) {
        Remembered remembered = new Remembered();
        state.words()
                .noted()
                .forEach(noted -> remembered
                        .notes
                        .computeIfAbsent(noted.number(), number -> new LinkedHashMap<>())
                        .putAll(noted.notes()));
        return remembered;
    }

    /// A note as one line for a prompt.
    public Optional<String> note(int experiment, String key) {
        return notes.getOrDefault(experiment, Map.of()).get(key) instanceof String text && !text.isBlank()
                ? Optional.of(Quoted.line(text, 600))
                : Optional.empty();
    }

    /// What an edit changed.
    public Optional<EditNotes> edit(int experiment) {
        return EditNotes.in(notes.getOrDefault(experiment, Map.of()));
    }
}
