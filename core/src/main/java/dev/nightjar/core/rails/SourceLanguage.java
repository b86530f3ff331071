package dev.nightjar.core.rails;

import dev.nightjar.core.lab.KnobValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the rails must know about the language of the editable file.
public interface SourceLanguage {

    /// Where a text stops being a program. `line` counts from 1.
    record Problem(int line, String message) {}

    /// The first syntax error.
    Optional<Problem> syntax(String source);

    /// The value of each top-level constant that holds a literal, by the constant's name.
    Map<String, KnobValue> constants(String source);

    /// The source with the literals of the named constants replaced, and not one other character.
    ///
    /// @throws IllegalArgumentException if a constant is not there or the value does not fit its type
    String rewrite(String source, Map<String, KnobValue> constants);

    /// SHA-256 of the normalised syntax tree: comments, white space and the spelling of literals do not count.
    String fingerprint(String source);

    /// Uses of what a training program must not use (`docs/reference/forbidden.md`).
    List<Problem> forbidden(String source);
}
