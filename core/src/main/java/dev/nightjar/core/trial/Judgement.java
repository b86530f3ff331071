package dev.nightjar.core.trial;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.nightjar.core.lab.JudgeKind;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// What the judge says about a trained trial.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Judgement.Measured.class, name = "measured"),
    @JsonSubTypes.Type(value = Judgement.Refused.class, name = "refused")
})
public sealed interface Judgement {

    /// What the audits said, where there were any.
    Optional<Integrity> integrity();

    /// A number and how far to believe it.
    ///
    /// @param value         in the metric's unit
    /// @param standardError over the rows that were scored and the audits; empty where the judge cannot know it
    /// @param judge         where the number comes from
    /// @param tokens        tokens that count towards it; 0 for a metric that is not about tokens
    /// @param seconds       what the judgement cost
    /// @param claims        SHA-256 of the model's claims; sealed only, as are the next two
    record Measured(
            double value,
            OptionalDouble standardError,
            JudgeKind judge,
            long tokens,
            double seconds,
            Optional<String> claims,
            Optional<Integrity> integrity,
            Optional<Serving> serving)
            implements Judgement {

        /// A number that nobody audited.
        public Measured(double value, OptionalDouble standardError, JudgeKind judge, long tokens, double seconds) {
            this(value, standardError, judge, tokens, seconds, Optional.empty(), Optional.empty(), Optional.empty());
        }

        public Measured {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(
                        "A measured value (%s) must be finite.\nMaybe the judge should have refused it."
                                .formatted(value));
            }
        }
    }

    /// No number, because the program did not serve what it trained, or served it at too high a cost, or because
    /// its claims are false.
    record Refused(String reason, CrashReason cause, Optional<Integrity> integrity, Optional<Serving> serving)
            implements Judgement {

        public Refused(String reason) {
            this(reason, CrashReason.JUDGEMENT);
        }

        public Refused(String reason, CrashReason cause) {
            this(reason, cause, Optional.empty(), Optional.empty());
        }

        /// A ledger from before audits has no cause.
        public Refused(
                String reason, @Nullable CrashReason cause, Optional<Integrity> integrity, Optional<Serving> serving) {
            this.reason = reason;
            this.cause = cause == null ? CrashReason.JUDGEMENT : cause;
            this.integrity = integrity;
            this.serving = serving;
        }
    }
}
