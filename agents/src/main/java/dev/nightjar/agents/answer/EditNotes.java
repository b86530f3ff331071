package dev.nightjar.agents.answer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an edit changes, as notes of its experiment: which parts of the file, and how much longer it makes the
/// program. Whoever proposes an edit leaves them, so that later prompts can group by part without the texts.
///
/// @param parts      names, in the order of the file
/// @param simplicity of the whole edit
public record EditNotes(List<String> parts, Simplicity simplicity) {

    public EditNotes {
        parts = List.copyOf(parts);
    }

    public static EditNotes of(String before, String after, String file) {
        return new EditNotes(Outline.changed(before, after, file), Simplicity.of(before, after, file));
    }

    /// As JSON values for the ledger.
    public Map<String, @Nullable Object> notes() {
        Map<String, @Nullable Object> notes = new LinkedHashMap<>();
        notes.put("parts", parts);
        notes.put("lines_added", simplicity.added());
        notes.put("lines_removed", simplicity.removed());
        notes.put("tokens", simplicity.tokens());
        return notes;
    }

    /// What [#notes] left in a ledger, if all of it is there.
    public static Optional<EditNotes> in(Map<String, @Nullable Object> notes) {
        if (notes.get("parts") instanceof List<?> parts
                && notes.get("lines_added") instanceof Number added
                && notes.get("lines_removed") instanceof Number removed
                && notes.get("tokens") instanceof Number tokens) {
            return Optional.of(new EditNotes(
                    parts.stream()
                            .map(part -> Plain.line(String.valueOf(part), 80))
                            .toList(),
                    new Simplicity(added.intValue(), removed.intValue(), tokens.intValue())));
        }
        return Optional.empty();
    }
}
