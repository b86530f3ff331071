package dev.nightjar.lab.source;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `parse.py` answers.
record PythonProgram(@Nullable Mistake error, List<Constant> constants, String fingerprint, List<Use> uses) {

    record Mistake(int line, String message) {}

    /// @param type  `int`, `real`, `text` or `flag`
    /// @param start index of the literal's first character, its sign included
    /// @param end   index after its last
    record Constant(String name, String type, Object value, int start, int end) {}

    Map<String, Constant> byName() {
        Map<String, Constant> named = new LinkedHashMap<>();
        constants.forEach(constant -> named.put(constant.name(), constant));
        return named;
    }
}
