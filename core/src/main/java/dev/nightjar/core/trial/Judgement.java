package dev.nightjar.core.trial;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.nightjar.core.lab.JudgeKind;
import java.util.OptionalDouble;

/// What the judge says about a trained trial.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Judgement.Measured.class, name = "measured"),
    @JsonSubTypes.Type(value = Judgement.Refused.class, name = "refused")
})
public sealed interface Judgement {

    /// A number and how far to believe it.
    ///
    /// @param value         in the metric's unit
    /// @param standardError over the rows that were scored; empty where the judge cannot know it
    /// @param judge         where the number comes from
    /// @param tokens        tokens that count towards it; 0 for a metric that is not about tokens
    /// @param seconds       what the judgement cost
    record Measured(double value, OptionalDouble standardError, JudgeKind judge, long tokens, double seconds)
            implements Judgement {
        public Measured {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(
                        "A measured value (%s) must be finite.\nMaybe the judge should have refused it."
                                .formatted(value));
            }
        }
    }

    /// No number, because the program did not serve what it trained.
    record Refused(String reason) implements Judgement {}
}
