package dev.nightjar.core.rails;

import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.rails.StrictJson.Characters;
import dev.nightjar.core.rails.StrictJson.Digits;
import dev.nightjar.core.rails.StrictJson.Items;
import dev.nightjar.core.rails.StrictJson.Members;
import dev.nightjar.core.rails.StrictJson.Nothing;
import dev.nightjar.core.rails.StrictJson.Truth;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Reads a proposal exactly as a model must write it: `{"knob", "new_value", "reason"}`, `{"changes": [{"knob",
/// "new_value"}, …], "reason"}`, or `{"edit", "reason"}` with the whole new text of the editable file, and `"file"`
/// beside it if the model wants to name it. Strict on purpose: what is read loosely is what gets abused.
final class ProposalText {

    private static final int LONGEST_KNOBS = 64 * 1024;
    private static final int LONGEST_EDIT = 1 << 20;
    private static final int LONGEST_NAME = 16 * 1024;

    private ProposalText() {}

    /// What a model said, read.
    ///
    /// @param file    the file that it says it edits, if it says so
    /// @param numbers each new number as it was written, by knob: reading it as a double may have rounded it
    record Read(Proposal proposal, Optional<String> file, Map<String, BigDecimal> numbers) {}

    /// @throws IllegalArgumentException with what is wrong, for the proposer to read
    static Read parse(String raw, Scope scope) {
        int longest = switch (scope) {
            case KNOB -> LONGEST_KNOBS;
            case EDIT -> LONGEST_EDIT;
        };
        if (raw.length() > longest) {
            throw new IllegalArgumentException(
                    "The answer has %d characters, more than %d.".formatted(raw.length(), longest));
        }
        StrictJson value = StrictJson.read(raw);
        if (!(value instanceof Members(Map<String, StrictJson> root))) {
            throw new IllegalArgumentException(
                    "The answer is not one JSON object but %s.".formatted(value.described()));
        }
        return root.containsKey("edit") ? edit(root) : knobs(root);
    }

    /// What is wrong with an edit that did not come as JSON.
    static Optional<String> problem(Proposal.Edit edit) {
        return edit.text().length() > LONGEST_EDIT
                ? Optional.of("The edit has %d characters, more than %d."
                        .formatted(edit.text().length(), LONGEST_EDIT))
                : Reason.problem(edit.reason());
    }

    private static Read edit(Map<String, StrictJson> root) {
        boolean named = root.containsKey("file");
        requireKeys(root, named ? Set.of("file", "edit", "reason") : Set.of("edit", "reason"));
        Optional<String> file = named ? Optional.of(text(root, "file")) : Optional.empty();
        return new Read(new Proposal.Edit(text(root, "edit"), reason(root)), file, Map.of());
    }

    private static Read knobs(Map<String, StrictJson> root) {
        Map<String, KnobValue> changes = new LinkedHashMap<>();
        Map<String, BigDecimal> numbers = new LinkedHashMap<>();
        if (root.containsKey("changes")) {
            requireKeys(root, Set.of("changes", "reason"));
            if (!(root.get("changes") instanceof Items(var items)) || items.isEmpty()) {
                throw new IllegalArgumentException("The key \"changes\" must hold a list of at least one change.");
            }
            for (StrictJson item : items) {
                if (!(item instanceof Members(Map<String, StrictJson> change))) {
                    throw new IllegalArgumentException(
                            "Expected an object with exactly the keys [knob, new_value], found %s."
                                    .formatted(item.described()));
                }
                requireKeys(change, Set.of("knob", "new_value"));
                put(changes, numbers, change);
            }
        } else {
            requireKeys(root, Set.of("knob", "new_value", "reason"));
            put(changes, numbers, root);
        }
        return new Read(new Proposal.KnobChange(changes, reason(root)), Optional.empty(), numbers);
    }

    private static void put(
            Map<String, KnobValue> changes, Map<String, BigDecimal> numbers, Map<String, StrictJson> change) {
        String knob = requireShort(text(change, "knob"));
        StrictJson written = member(change, "new_value");
        if (changes.put(knob, value(written)) != null) {
            throw new IllegalArgumentException("The knob (%s) is changed twice.".formatted(Text.quote(knob)));
        }
        if (written instanceof Digits digits) {
            numbers.put(knob, digits.exact());
        }
    }

    private static KnobValue value(StrictJson written) {
        return switch (written) {
            case Digits digits -> number(digits);
            case Characters(String text) -> new KnobValue.Text(requireShort(text));
            case Truth(boolean flag) -> new KnobValue.Flag(flag);
            case Members _, Items _, Nothing _ ->
                throw new IllegalArgumentException(
                        "The key \"new_value\" must hold a number or a text, not %s.".formatted(written.described()));
        };
    }

    private static KnobValue number(Digits digits) {
        if (digits.whole()) {
            try {
                return new KnobValue.Int(Long.parseLong(digits.digits()));
            } catch (NumberFormatException e) { // more than 63 bits: a real, and R3's to refuse
                return new KnobValue.Real(Double.parseDouble(digits.digits()));
            }
        }
        return new KnobValue.Real(Double.parseDouble(digits.digits()));
    }

    private static String reason(Map<String, StrictJson> root) {
        String reason = text(root, "reason");
        Reason.problem(reason).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        return reason;
    }

    private static String text(Map<String, StrictJson> object, String key) {
        StrictJson value = member(object, key);
        if (!(value instanceof Characters(String text))) {
            throw new IllegalArgumentException(
                    "The key \"%s\" must hold a text, not %s.".formatted(key, value.described()));
        }
        return text;
    }

    private static String requireShort(String text) {
        if (text.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "A text has %d characters, more than %d.".formatted(text.length(), LONGEST_NAME));
        }
        return text;
    }

    private static StrictJson member(Map<String, StrictJson> object, String key) {
        StrictJson value = object.get(key);
        if (value == null) {
            throw new IllegalArgumentException("The key \"%s\" is missing.".formatted(key));
        }
        return value;
    }

    private static void requireKeys(Map<String, StrictJson> object, Set<String> expected) {
        if (!object.keySet().equals(expected)) {
            throw new IllegalArgumentException("Expected an object with exactly the keys %s, found %s."
                    .formatted(
                            new TreeSet<>(expected), Text.quote(object.keySet().toString())));
        }
    }
}
