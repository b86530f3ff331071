package dev.nightjar.core.proposal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.nightjar.core.lab.KnobValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A change that somebody thinks is better, and why.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Proposal.KnobChange.class, name = "knobs"),
    @JsonSubTypes.Type(value = Proposal.Edit.class, name = "edit"),
    @JsonSubTypes.Type(value = Proposal.Unparsed.class, name = "unparsed")
})
public sealed interface Proposal {

    /// New values for some knobs; every other constant stays.
    record KnobChange(Map<String, KnobValue> changes, String reason) implements Proposal {
        public KnobChange {
            changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
        }
    }

    /// A new text of the editable file.
    record Edit(String text, String reason) implements Proposal {}

    /// What a model said, letter for letter. The first rail reads it.
    record Unparsed(String raw) implements Proposal {}
}
