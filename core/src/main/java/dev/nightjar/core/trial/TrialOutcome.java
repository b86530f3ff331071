package dev.nightjar.core.trial;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// How a trial ended.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TrialOutcome.Trained.class, name = "trained"),
    @JsonSubTypes.Type(value = TrialOutcome.Crashed.class, name = "crashed")
})
public sealed interface TrialOutcome {

    /// The program ran to its end.
    ///
    /// @param trainSeconds    on the training clock
    /// @param totalSeconds    from the process's start to its end
    /// @param peakMemoryBytes the largest resident size of the process tree
    /// @param reported        what the program printed as metric lines and summary, by name; no trusted numbers
    record Trained(double trainSeconds, double totalSeconds, long peakMemoryBytes, Map<String, Double> reported)
            implements TrialOutcome {
        public Trained {
            reported = Collections.unmodifiableMap(new TreeMap<>(reported));
        }
    }

    /// The program failed, or was ended at one of its limits.
    ///
    /// @param reason       one line
    /// @param logTail      the last lines of what it printed, at most 50
    /// @param totalSeconds from the process's start to its end
    /// @param others       share of the processors that other programs used meanwhile, from 0 to 1, where that can
    /// be why a limit of time was passed
    record Crashed(CrashReason cause, String reason, List<String> logTail, double totalSeconds, OptionalDouble others)
            implements TrialOutcome {

        /// With less than this for others, a trial is its own fault.
        public static final double BUSY = 0.25;

        public Crashed {
            logTail = List.copyOf(logTail);
            double share = others.orElse(0);
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException(
                        "The share (%s) of the processors that others used must be from 0 to 1.\nMaybe the ledger was altered."
                                .formatted(share));
            }
        }

        public Crashed(CrashReason cause, String reason, List<String> logTail, double totalSeconds) {
            this(cause, reason, logTail, totalSeconds, OptionalDouble.empty());
        }

        /// Whether it passed a limit of time while the machine was so busy with other things that this says
        /// nothing about the program.
        public boolean tainted() {
            return cause.ofTime() && others.orElse(0) >= BUSY;
        }
    }

    /// What kind of failure it was: an optimizer learns differently from each.
    enum CrashReason {
        EXIT_CODE,
        DIVERGED,
        OUT_OF_MEMORY,
        /// More output than the lab allows.
        DISK_LIMIT,
        /// More processor time than the baseline's trial lets it have.
        PROCESSOR_LIMIT,
        /// More processes at a time than the sandbox allows.
        TOO_MANY_PROCESSES,
        TIME_LIMIT,
        START_UP_LIMIT,
        NO_CHECKPOINT,
        JUDGEMENT,
        /// The model's claims do not stand up to its audits.
        INTEGRITY,
        SERVING_BUDGET,
        NOT_STARTED;

        /// Whether a busy machine can be what caused it.
        public boolean ofTime() {
            return switch (this) {
                case TIME_LIMIT, START_UP_LIMIT, PROCESSOR_LIMIT -> true;
                case EXIT_CODE,
                        DIVERGED,
                        OUT_OF_MEMORY,
                        DISK_LIMIT,
                        TOO_MANY_PROCESSES,
                        NO_CHECKPOINT,
                        JUDGEMENT,
                        INTEGRITY,
                        SERVING_BUDGET,
                        NOT_STARTED -> false;
            };
        }
    }
}
