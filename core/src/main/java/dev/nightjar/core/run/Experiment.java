package dev.nightjar.core.run;

import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.ledger.Event.Blocked;
import dev.nightjar.core.ledger.Event.Committed;
import dev.nightjar.core.ledger.Event.Decided;
import dev.nightjar.core.ledger.Event.Proposed;
import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.core.proposal.Tries;
import dev.nightjar.core.rails.RailName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/// One turn of the loop, as far as it has come.
///
/// @param tries      every proposal that was made for it; the last is the one that counts
/// @param refusals   of the tries before the last, and of the last if it is to be mended
/// @param committed  the last try's commit
/// @param superseded commits of tries that were refused after they had passed the pure rails
public record Experiment(
        List<Proposed> tries,
        List<Refusal> refusals,
        Optional<Committed> committed,
        List<Committed> superseded,
        boolean preflighted,
        Optional<Blocked> blocked,
        Optional<Decided> decided,
        List<TrialRecord> trials,
        Instant startedAt,
        Instant changedAt) {

    public Experiment {
        tries = List.copyOf(tries);
        refusals = List.copyOf(refusals);
        superseded = List.copyOf(superseded);
        trials = List.copyOf(trials);
    }

    static Experiment opened(Proposed proposed, Instant at) {
        return new Experiment(
                List.of(proposed),
                List.of(),
                Optional.empty(),
                List.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                at,
                at);
    }

    Experiment refused(Event.Refused event, Instant at) {
        List<Refusal> more = new ArrayList<>(refusals);
        more.add(new Refusal(proposed().proposal(), proposed().proposer(), event.rail(), event.reason()));
        List<Committed> gone = new ArrayList<>(superseded);
        committed.ifPresent(gone::add);
        return new Experiment(tries, more, Optional.empty(), gone, false, blocked, decided, trials, startedAt, at);
    }

    Experiment retried(Event.Retried event, Instant at) {
        List<Proposed> more = new ArrayList<>(tries);
        more.add(new Proposed(
                number(),
                event.proposal(),
                event.proposer(),
                event.basis(),
                tries.getFirst().program(),
                event.seconds(),
                tries.getFirst().tries(),
                event.base(),
                event.account()));
        return new Experiment(
                more, refusals, committed, superseded, preflighted, blocked, decided, trials, startedAt, at);
    }

    Experiment committed(Committed event, Instant at) {
        return new Experiment(
                tries, refusals, Optional.of(event), superseded, preflighted, blocked, decided, trials, startedAt, at);
    }

    Experiment preflighted(Instant at) {
        return new Experiment(tries, refusals, committed, superseded, true, blocked, decided, trials, startedAt, at);
    }

    Experiment blocked(Blocked event, Instant at) {
        return new Experiment(
                tries,
                refusals,
                committed,
                superseded,
                preflighted,
                Optional.of(event),
                decided,
                trials,
                startedAt,
                at);
    }

    Experiment decided(Decided event, Instant at) {
        return new Experiment(
                tries,
                refusals,
                committed,
                superseded,
                preflighted,
                blocked,
                Optional.of(event),
                trials,
                startedAt,
                at);
    }

    Experiment withTrials(List<TrialRecord> newTrials, Instant at) {
        return new Experiment(
                tries, refusals, committed, superseded, preflighted, blocked, decided, newTrials, startedAt, at);
    }

    /// The try that counts.
    public Proposed proposed() {
        return tries.getLast();
    }

    /// Whether the last try was refused and is to be mended.
    boolean refused() {
        return refusals.size() == tries.size();
    }

    /// How often it may be mended.
    Tries allowed() {
        return tries.getFirst().tries().orElse(Tries.ONCE);
    }

    /// Whether a refusal by `rail`, or by a crash where it is empty, may go back to the proposer.
    boolean mendable(Optional<RailName> rail) {
        long before = refusals.stream()
                .filter(refusal -> kind(refusal.rail()).equals(kind(rail)))
                .count();
        return switch (kind(rail)) {
            case ATTEMPT -> before + 1 < allowed().attempts();
            case REPAIR -> before < allowed().repairs();
            case CRASH -> before < allowed().crashes();
        };
    }

    private enum Kind {
        ATTEMPT,
        REPAIR,
        CRASH
    }

    private static Kind kind(Optional<RailName> rail) {
        return rail.map(name -> name == RailName.PREFLIGHT ? Kind.REPAIR : Kind.ATTEMPT)
                .orElse(Kind.CRASH);
    }

    /// Trials of the try that counts, and of the programs that it is compared with.
    public List<TrialRecord> candidateTrials() {
        Set<String> gone = superseded.stream().map(Committed::commit).collect(Collectors.toSet());
        return trials.stream()
                .filter(record -> !gone.contains(record.trial().commit()))
                .toList();
    }

    public int number() {
        return tries.getFirst().number();
    }

    /// Empty while it is open.
    public Optional<ExperimentStatus> status() {
        if (blocked.isPresent()) {
            return Optional.of(ExperimentStatus.BLOCKED);
        }
        return decided.map(Decided::status);
    }

    public boolean open() {
        return status().isEmpty();
    }

    /// The candidate's mean metric, where it was measured.
    public OptionalDouble metric() {
        return decided.map(Decided::metric).orElse(OptionalDouble.empty());
    }

    /// One line: what was changed.
    public String description() {
        return committed
                .map(Committed::description)
                .orElseGet(() -> Descriptions.of(proposed().proposal()));
    }

    /// Why it ended as it did.
    public String reason() {
        return blocked.map(event -> event.rail() + ": " + event.reason())
                .or(() -> decided.map(Decided::reason))
                .orElse("");
    }
}
