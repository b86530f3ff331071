package dev.nightjar.core.ledger;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.nightjar.core.lab.Budget;
import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.lab.JudgeKind;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.lab.Lab.GatePolicy;
import dev.nightjar.core.proposal.Account;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.proposal.Tries;
import dev.nightjar.core.rails.RailName;
import dev.nightjar.core.trial.Judgement;
import dev.nightjar.core.trial.Trial;
import dev.nightjar.core.trial.TrialOutcome;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// One thing that happened. The names in the ledger are listed here and nowhere else.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Event.RunStarted.class, name = "run_started"),
    @JsonSubTypes.Type(value = Event.Recalled.class, name = "recalled"),
    @JsonSubTypes.Type(value = Event.SessionStarted.class, name = "session_started"),
    @JsonSubTypes.Type(value = Event.SessionEnded.class, name = "session_ended"),
    @JsonSubTypes.Type(value = Event.Proposed.class, name = "proposed"),
    @JsonSubTypes.Type(value = Event.Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = Event.Retried.class, name = "retried"),
    @JsonSubTypes.Type(value = Event.Blocked.class, name = "blocked"),
    @JsonSubTypes.Type(value = Event.Committed.class, name = "committed"),
    @JsonSubTypes.Type(value = Event.PreflightPassed.class, name = "preflight_passed"),
    @JsonSubTypes.Type(value = Event.TrialRequested.class, name = "trial_requested"),
    @JsonSubTypes.Type(value = Event.TrialEnded.class, name = "trial_ended"),
    @JsonSubTypes.Type(value = Event.TrialJudged.class, name = "trial_judged"),
    @JsonSubTypes.Type(value = Event.TrialConfirmed.class, name = "trial_confirmed"),
    @JsonSubTypes.Type(value = Event.Tested.class, name = "tested"),
    @JsonSubTypes.Type(value = Event.Decided.class, name = "decided"),
    @JsonSubTypes.Type(value = Event.Noted.class, name = "noted"),
    @JsonSubTypes.Type(value = Event.Lesson.class, name = "lesson"),
    @JsonSubTypes.Type(value = Event.Told.class, name = "told")
})
public sealed interface Event {

    /// The first event: everything that later events refer to.
    ///
    /// @param baseline    commit of the lab's program as the run found it
    /// @param knobs       its configuration
    /// @param fingerprint of its normalised syntax tree
    /// @param menu        the knobs' names, in the menu's order
    /// @param yardstick   what else decides the metric; empty in imported runs and in ledgers older than it
    /// @param device      `cpu`, `cuda`, or empty for an imported run
    /// @param isolation   what is around the programs that are tried: `bubblewrap`, or `none` if they saw and
    /// reached
    ///     all that the person does; empty in imported runs and in ledgers older than it
    /// @param changes     knobs that a proposal may change at a time; empty for any number
    /// @param origin      `new`, `from <tag>`, or `import <format>`
    /// @param machine     a line about processor, cores and memory
    record RunStarted(
            String tag,
            String lab,
            String goal,
            long seed,
            String baseline,
            Configuration knobs,
            String fingerprint,
            List<String> menu,
            String metric,
            Direction direction,
            JudgeKind judge,
            Optional<Yardstick> yardstick,
            Optional<Budget> budget,
            String device,
            Optional<String> isolation,
            GatePolicy gate,
            String proposer,
            OptionalInt changes,
            String origin,
            String machine,
            String version)
            implements Event {
        public RunStarted {
            menu = List.copyOf(menu);
        }
    }

    /// What an earlier run of the lab came to, copied when this one began: that run may grow or be deleted, and
    /// what this one learns from stays the same.
    ///
    /// @param run     its tag
    /// @param budget  of its trials; empty where nobody knows
    /// @param results the baseline's first, then in the order of its experiments
    record Recalled(String run, Optional<Budget> budget, List<Result> results) implements Event {

        /// What became of a configuration.
        ///
        /// @param value empty for a failure
        /// @param cause of a failure, where it is known
        public record Result(Configuration knobs, OptionalDouble value, Optional<CrashReason> cause) {}

        public Recalled {
            results = List.copyOf(results);
        }
    }

    /// An engine took up the run, to end at `limits`. `note` says what it found, such as a torn line that it
    /// dropped.
    record SessionStarted(long pid, Lab.Limits limits, Optional<String> note) implements Event {}

    /// An engine left the run in order.
    record SessionEnded(EndReason reason, String detail) implements Event {}

    /// Opens experiment `number`.
    ///
    /// @param basis   the sequence number of the last event the proposer saw
    /// @param program SHA-256 of `program.md` as it was then
    /// @param seconds that the loop waited for it
    /// @param tries   how often it may be mended; empty for once
    /// @param base    commit of the program that the proposer saw, where it was not the one of the time
    /// @param account what it cost; empty where nobody was asked who keeps accounts
    record Proposed(
            int number,
            Proposal proposal,
            String proposer,
            long basis,
            Optional<String> program,
            double seconds,
            Optional<Tries> tries,
            Optional<String> base,
            Optional<Account> account)
            implements Event {

        public Proposed(
                int number, Proposal proposal, String proposer, long basis, Optional<String> program, double seconds) {
            this(
                    number,
                    proposal,
                    proposer,
                    basis,
                    program,
                    seconds,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /// A try of experiment `number` did not pass, and its proposer may mend it.
    ///
    /// @param rail empty if it crashed in the first steps of its trial
    record Refused(int number, Optional<RailName> rail, String reason) implements Event {}

    /// The next try of experiment `number`; the fields are [Proposed]'s.
    record Retried(
            int number,
            Proposal proposal,
            String proposer,
            long basis,
            double seconds,
            Optional<String> base,
            Optional<Account> account)
            implements Event {}

    /// A rail ends experiment `number`.
    record Blocked(int number, RailName rail, String reason) implements Event {}

    /// The candidate of experiment `number` is a commit.
    record Committed(
            int number,
            String commit,
            String base,
            Configuration knobs,
            Map<String, KnobValue> changes,
            String fingerprint,
            String description)
            implements Event {}

    record PreflightPassed(int number, double seconds) implements Event {}

    record TrialRequested(Trial trial) implements Event {}

    record TrialEnded(int trial, TrialOutcome outcome) implements Event {}

    record TrialJudged(int trial, Judgement judgement) implements Event {}

    /// The same claims stood, or did not stand, up to more audits before a keep. Takes the earlier judgement's
    /// place.
    record TrialConfirmed(int trial, Judgement judgement) implements Event {}

    /// The program of a trial was measured on the test split, which is read once for a program.
    record Tested(int trial, Judgement judgement) implements Event {}

    /// Ends experiment `number`.
    ///
    /// @param metric    the candidate's mean, where there is one
    /// @param reference what it was compared with
    /// @param best      whether the branch moves to its commit
    record Decided(
            int number,
            ExperimentStatus status,
            String reason,
            OptionalDouble metric,
            OptionalDouble reference,
            boolean best)
            implements Event {}

    /// What is worth keeping of experiment `number` (0 is the baseline) besides numbers and decisions: a
    /// hypothesis, a hint for the next one, or what another tool's format knows and the other events have no place
    /// for. Values are JSON; the loop ignores them.
    record Noted(int number, Map<String, @Nullable Object> notes) implements Event {
        /// Spelt out because a compact constructor loses the annotation of the map's values in its class file.
        public Noted(int number, Map<String, @Nullable Object> notes) {
            this.number = number;
            this.notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
        }
    }

    /// A proposer left lesson `id`, counted from 1, when it proposed experiment `number`.
    record Lesson(int number, int id, dev.nightjar.core.proposal.Lesson lesson) implements Event {}

    /// A person said something to the next proposer.
    ///
    /// @param id of the message: one that is taken from the inbox twice is the same
    record Told(String id, String text) implements Event {}
}
