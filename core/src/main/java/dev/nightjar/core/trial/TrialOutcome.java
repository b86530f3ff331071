package dev.nightjar.core.trial;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
    record Crashed(CrashReason cause, String reason, List<String> logTail, double totalSeconds)
            implements TrialOutcome {
        public Crashed {
            logTail = List.copyOf(logTail);
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
        NOT_STARTED
    }
}
