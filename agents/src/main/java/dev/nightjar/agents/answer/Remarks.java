package dev.nightjar.agents.answer;

import dev.nightjar.core.proposal.Lesson;
import dev.nightjar.core.rails.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.json.JsonMapper;

/// What a model said besides its proposal: notes by name, and lessons. Read loosely, because nothing depends on
/// it; but what the next prompt quotes passes the same check as a reason.
///
/// @param notes `hypothesis`, `arch_change`, `next_action_hint`, `plan`; `dropped` names those that did
///     not pass
public record Remarks(Map<String, @Nullable Object> notes, List<Lesson> lessons) {

    public static final Remarks NONE = new Remarks(Map.of(), List.of());

    /// Of one note.
    public static final int LONGEST = 800;

    private static final Set<String> NOTES = Set.of("hypothesis", "arch_change", "next_action_hint", "plan");
    private static final Set<String> LESSONS = Set.of("lessons", "lesson", "note", "notes");
    static final Set<String> KEYS =
            Set.of("hypothesis", "arch_change", "next_action_hint", "plan", "lessons", "lesson", "note", "notes");

    private static final int LONGEST_OBJECT = 64 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    /// Spelt out because a compact constructor loses the annotation of the map's values in its class file.
    public Remarks(Map<String, @Nullable Object> notes, List<Lesson> lessons) {
        this.notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
        this.lessons = List.copyOf(lessons);
    }

    /// @param object raw JSON; what cannot be read says nothing
    static Remarks in(String object) {
        if (object.length() > LONGEST_OBJECT) {
            return NONE;
        }
        Map<?, ?> read;
        try {
            read = JSON.readValue(object, Map.class);
        } catch (JacksonException e) {
            return NONE;
        }
        Reader reader = new Reader();
        reader.members(read);
        return reader.remarks();
    }

    /// What was said under a key, on one line.
    public Optional<String> note(String key) {
        return notes.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private static final class Reader {

        private final Map<String, @Nullable Object> notes = new LinkedHashMap<>();
        private final List<Lesson> lessons = new ArrayList<>();
        private final List<String> dropped = new ArrayList<>();

        void members(Map<?, ?> object) {
            object.forEach((key, value) -> {
                String name = String.valueOf(key);
                if (NOTES.contains(name) && value != null) {
                    passing(name, value, LONGEST).ifPresent(text -> notes.put(name, text));
                } else if (LESSONS.contains(name)) {
                    lesson(value);
                }
            });
        }

        private void lesson(@Nullable Object value) {
            switch (value) {
                case null -> {}
                case List<?> list -> list.forEach(this::lesson);
                case Map<?, ?> map
                when map.get("text") instanceof String text ->
                    passing("lesson", text, Lesson.LONGEST)
                            .ifPresent(line -> lessons.add(
                                    new Lesson(line, numbers(map.get("experiments")), numbers(map.get("retires")))));
                case Map<?, ?> map -> members(map);
                case String text ->
                    passing("lesson", text, Lesson.LONGEST)
                            .ifPresent(line -> lessons.add(new Lesson(line, List.of(), List.of())));
                default -> {}
            }
        }

        private Optional<String> passing(String name, Object value, int longest) {
            String line = Plain.line(value.toString(), longest);
            if (line.isBlank()) {
                return Optional.empty();
            }
            Optional<String> problem = Reason.problem(line);
            problem.ifPresent(why -> dropped.add(name));
            return problem.isPresent() ? Optional.empty() : Optional.of(line);
        }

        private static List<Integer> numbers(@Nullable Object value) {
            Set<Integer> numbers = new TreeSet<>();
            if (value instanceof List<?> list) {
                list.forEach(item -> {
                    if (item instanceof Integer number && number > 0) {
                        numbers.add(number);
                    }
                });
            } else if (value instanceof Integer number && number > 0) {
                numbers.add(number);
            }
            return List.copyOf(numbers);
        }

        Remarks remarks() {
            if (!dropped.isEmpty()) {
                notes.put("dropped", List.copyOf(dropped));
            }
            return new Remarks(notes, lessons);
        }
    }
}
