package dev.nightjar.analysis;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.KnobValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What an experiment changed.
///
/// @param proposer      who suggested it; empty for the baseline
/// @param description   one line: what was changed
/// @param hypothesis    why the proposer thought it better; may be empty
/// @param knobs         the proposed new values; empty for the baseline and for free edits
/// @param configuration every knob's value in the changed program, as far as it is known
/// @param commit        of the changed program; empty where it never became one, or another tool did not say
/// @param base          the commit that it changes
public record Change(
        String proposer,
        String description,
        String hypothesis,
        Map<String, KnobValue> knobs,
        Configuration configuration,
        Optional<String> commit,
        Optional<String> base) {

    public Change {
        knobs = Collections.unmodifiableMap(new LinkedHashMap<>(knobs));
    }

    /// A change of which nothing is known but its one-line description and its commit.
    public static Change described(String description, Optional<String> commit) {
        return new Change("", description, "", Map.of(), new Configuration(Map.of()), commit, Optional.empty());
    }

    /// The commit as people write it, 7 characters, or empty.
    public Optional<String> shortCommit() {
        return commit.map(full -> full.length() > 7 ? full.substring(0, 7) : full);
    }
}
