package dev.nightjar.cli.integrity;

import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.rails.SourceLanguage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A language whose list of forbidden names counts for some programs only: the walls are what is tested, not the fence
/// before them.
///
/// @param upFor the sources that it counts for
record Fence(SourceLanguage language, Set<String> upFor) implements SourceLanguage {

    @Override
    public List<Problem> forbidden(String source) {
        return upFor.contains(source) ? language.forbidden(source) : List.of();
    }

    /// Whether the fence would have stopped `source` as an edit of `base`.
    boolean wouldStop(String base, String source) {
        List<String> known = new ArrayList<>(messages(base));
        return messages(source).stream().anyMatch(message -> !known.remove(message));
    }

    private List<String> messages(String source) {
        return language.forbidden(source).stream().map(Problem::message).toList();
    }

    @Override
    public Optional<Problem> syntax(String source) {
        return language.syntax(source);
    }

    @Override
    public Map<String, KnobValue> constants(String source) {
        return language.constants(source);
    }

    @Override
    public String rewrite(String source, Map<String, KnobValue> constants) {
        return language.rewrite(source, constants);
    }

    @Override
    public String fingerprint(String source) {
        return language.fingerprint(source);
    }
}
