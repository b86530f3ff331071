package dev.nightjar.analysis.exchange;

import dev.nightjar.analysis.Change;
import dev.nightjar.analysis.Cost;
import dev.nightjar.analysis.Result;
import dev.nightjar.analysis.RunTable;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.ledger.EndReason;
import dev.nightjar.core.ledger.Entry;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.core.ledger.LedgerCodec;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.rails.RailName;
import dev.nightjar.core.trial.Judgement;
import dev.nightjar.core.trial.Purpose;
import dev.nightjar.core.trial.Trial;
import dev.nightjar.core.trial.TrialOutcome;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// A ledger that says what rows say: [RunTable#of] on it gives the rows back. Where another tool kept one line,
/// the ledger has the events that Nightjar would have written: a proposal, a commit, one trial, its judgement,
/// the decision.
public final class RowLedger {

    private static final Lab.Limits NO_LIMITS = new Lab.Limits(
            OptionalInt.empty(), Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty(), List.of());

    private final Event.RunStarted run;
    private final List<Entry> entries = new ArrayList<>();
    private String previous = Entry.NO_PREVIOUS;
    private int trials;

    private RowLedger(Event.RunStarted run) {
        this.run = run;
    }

    /// @param note what a person should know about where the rows come from
    public static List<Entry> of(Event.RunStarted run, List<Result> rows, Optional<String> note, Instant importedAt) {
        RowLedger ledger = new RowLedger(run);
        Instant first =
                rows.stream().map(Result::startedAt).min(Instant::compareTo).orElse(importedAt);
        Instant last =
                rows.stream().map(Result::endedAt).max(Instant::compareTo).orElse(importedAt);
        ledger.add(first, run);
        ledger.add(first, new Event.SessionStarted(0, NO_LIMITS, note));
        rows.forEach(ledger::add);
        ledger.add(last, new Event.SessionEnded(EndReason.STOPPED, "imported"));
        return List.copyOf(ledger.entries);
    }

    private void add(Instant at, Event event) {
        Entry entry = new Entry(entries.size() + 1L, at, previous, event);
        entries.add(entry);
        previous = LedgerCodec.hash(LedgerCodec.encode(entry));
    }

    private void add(Result row) {
        if (!row.baseline()) {
            propose(row);
        }
        if (row.status() != ExperimentStatus.BLOCKED) {
            trial(row);
        }
        if (!row.baseline()) {
            decide(row);
        }
        Map<String, @Nullable Object> notes = new LinkedHashMap<>(row.notes());
        if (row.baseline() && !row.description().equals("baseline")) {
            notes.put(RunTable.DESCRIPTION_NOTE, row.description());
        }
        if (row.measurement().trials() > 1) {
            notes.put(RunTable.TRIALS_NOTE, row.measurement().trials());
        }
        if (!notes.isEmpty()) {
            add(row.endedAt(), new Event.Noted(row.number(), notes));
        }
    }

    private void propose(Result row) {
        Change change = row.change();
        Proposal proposal = change.knobs().isEmpty()
                ? new Proposal.Edit("", change.hypothesis())
                : new Proposal.KnobChange(change.knobs(), change.hypothesis());
        int number = row.number();
        add(
                row.startedAt(),
                new Event.Proposed(
                        number,
                        proposal,
                        change.proposer(),
                        entries.size(),
                        Optional.empty(),
                        row.cost().proposing()));
        add(
                row.startedAt(),
                new Event.Committed(
                        number,
                        change.commit().orElse(""),
                        change.base().orElse(""),
                        change.configuration(),
                        change.knobs(),
                        "import-" + number,
                        change.description()));
        if (row.cost().preflight() > 0) {
            add(row.startedAt(), new Event.PreflightPassed(number, row.cost().preflight()));
        }
    }

    private void trial(Result row) {
        Trial trial = new Trial(
                ++trials,
                row.number(),
                row.baseline() ? Purpose.BASELINE : Purpose.CANDIDATE,
                row.baseline() ? run.baseline() : row.change().commit().orElse(""),
                run.seed());
        add(row.startedAt(), new Event.TrialRequested(trial));
        Cost cost = row.cost();
        if (row.status() == ExperimentStatus.CRASH || row.metric().isEmpty()) {
            add(
                    row.endedAt(),
                    new Event.TrialEnded(
                            trial.id(),
                            new TrialOutcome.Crashed(
                                    row.ending().crash().orElse(CrashReason.EXIT_CODE),
                                    row.ending().reason(),
                                    List.of(),
                                    cost.training() + cost.startUp())));
            return;
        }
        add(
                row.endedAt(),
                new Event.TrialEnded(
                        trial.id(),
                        new TrialOutcome.Trained(
                                cost.training(),
                                cost.training() + cost.startUp(),
                                cost.peakMemoryBytes(),
                                row.reported())));
        add(
                row.endedAt(),
                new Event.TrialJudged(
                        trial.id(),
                        new Judgement.Measured(
                                row.metric().getAsDouble(),
                                row.measurement().standardError(),
                                run.judge(),
                                0,
                                cost.judging())));
    }

    private void decide(Result row) {
        if (row.status() == ExperimentStatus.BLOCKED) {
            add(
                    row.endedAt(),
                    new Event.Blocked(
                            row.number(),
                            row.ending().rail().orElse(RailName.SCHEMA),
                            row.ending().reason()));
        } else {
            add(
                    row.endedAt(),
                    new Event.Decided(
                            row.number(),
                            row.status(),
                            row.ending().reason(),
                            row.metric(),
                            row.measurement().reference(),
                            row.best()));
        }
    }
}
