package dev.nightjar.core.run;

import dev.nightjar.core.gate.Decision;
import dev.nightjar.core.gate.Evidence;
import dev.nightjar.core.gate.Gate;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.lab.Menu;
import dev.nightjar.core.ledger.EndReason;
import dev.nightjar.core.ledger.Entry;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.core.ledger.Ledger;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.rails.RailContext;
import dev.nightjar.core.rails.RailName;
import dev.nightjar.core.rails.Rails;
import dev.nightjar.core.rails.SourceLanguage;
import dev.nightjar.core.rails.Verdict;
import dev.nightjar.core.trial.Checks;
import dev.nightjar.core.trial.Interruption;
import dev.nightjar.core.trial.Judge;
import dev.nightjar.core.trial.Judgement;
import dev.nightjar.core.trial.Preflight;
import dev.nightjar.core.trial.Progress;
import dev.nightjar.core.trial.Purpose;
import dev.nightjar.core.trial.Trainer;
import dev.nightjar.core.trial.Trial;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/// Propose, check, train, measure, decide, write down; until a budget is spent or a person says stop.
public final class Loop {

    /// Everything that the loop works with.
    public record Parts(
            Lab lab,
            Menu menu,
            SourceLanguage language,
            Workspace workspace,
            Proposer proposer,
            Preflight preflight,
            Trainer trainer,
            Judge judge,
            Checks checks,
            Gate gate,
            Ledger ledger,
            StopRequests stopRequests,
            Interruption interruption,
            Observer observer,
            InstantSource clock) {}

    private final Parts parts;
    private RunState state;

    public Loop(Parts parts) {
        this.parts = parts;
        this.state = RunState.of(parts.ledger().entries());
    }

    /// Runs until there is a reason to end, and says which. An [Interruption] ends it within a step.
    public EndReason run() {
        state.incumbent().ifPresent(this::settle);
        while (true) {
            Step step = state.next();
            Optional<Event.SessionEnded> end = reasonToEnd(step);
            try {
                if (end.isPresent()) {
                    if (end.get().reason() == EndReason.LIMIT || end.get().reason() == EndReason.STOPPED) {
                        test();
                    }
                    record(end.get());
                    return end.get().reason();
                }
                perform(step);
            } catch (Interruption.Interrupted e) {
                record(new Event.SessionEnded(EndReason.STOPPED, "in the middle of a step; it will be done again"));
                return EndReason.STOPPED;
            }
        }
    }

    private Optional<Event.SessionEnded> reasonToEnd(Step step) {
        if (step instanceof Step.GiveUp(String reason)) {
            return Optional.of(new Event.SessionEnded(EndReason.BASELINE_FAILED, reason));
        }
        if (step.boundary() || step.expensive()) {
            Optional<EndReason> asked = parts.stopRequests().pending();
            if (asked.isPresent()) {
                return Optional.of(new Event.SessionEnded(asked.get(), "a person asked"));
            }
        }
        if (step.boundary()) {
            return Limits.reached(parts.lab().limits(), state, elapsed())
                    .map(detail -> new Event.SessionEnded(EndReason.LIMIT, detail));
        }
        return Optional.empty();
    }

    private void perform(Step step) {
        switch (step) {
            case Step.Propose(int number) -> propose(number);
            case Step.Check(int number, Proposal proposal) -> check(number, proposal);
            case Step.Preflight(int number, String commit) -> preflight(number, commit);
            case Step.Request(Purpose purpose, int experiment, String commit) -> request(purpose, experiment, commit);
            case Step.Train(Trial trial) ->
                record(new Event.TrialEnded(
                        trial.id(),
                        parts.trainer()
                                .train(
                                        trial,
                                        progress -> parts.observer().progressed(trial, progress),
                                        parts.interruption())));
            case Step.Measure(Trial trial, var training) -> {
                parts.observer().progressed(trial, new Progress(Progress.Phase.JUDGING, 1, 0, Double.NaN, 0));
                record(new Event.TrialJudged(
                        trial.id(),
                        parts.judge().judge(trial, training, state.comparison(trial), parts.interruption())));
                sameAcrossSeeds(trial).ifPresent(this::record);
            }
            case Step.Decide(Experiment experiment) -> decide(experiment);
            case Step.GiveUp _ -> throw new IllegalStateException("Giving up is an end, not a step.");
        }
    }

    private void propose(int number) {
        RunState.Program base = state.reference().orElseThrow();
        long start = parts.clock().millis();
        Suggestion suggestion = parts.proposer()
                .propose(new ProposalContext(
                        number,
                        Seeds.proposal(state.run().seed(), number),
                        parts.lab(),
                        parts.menu(),
                        base.knobs(),
                        parts.workspace().source(base.commit()),
                        state));
        double seconds = (parts.clock().millis() - start) / 1000.0;
        record(new Event.Proposed(
                number,
                suggestion.proposal(),
                suggestion.by(),
                state.sequence(),
                parts.workspace().program(),
                seconds));
    }

    private void check(int number, Proposal proposal) {
        RunState.Program base = state.reference().orElseThrow();
        RailContext context = new RailContext(
                parts.lab(),
                parts.menu(),
                parts.language(),
                parts.workspace().source(base.commit()),
                base.knobs(),
                state.fingerprints());
        switch (Rails.check(proposal, context)) {
            case Verdict.Blocked(RailName rail, String reason) -> record(new Event.Blocked(number, rail, reason));
            case Verdict.Passed(var candidate) ->
                record(new Event.Committed(
                        number,
                        parts.workspace().commit(base.commit(), candidate.text(), number, candidate.description()),
                        base.commit(),
                        candidate.configuration(),
                        candidate.changes(),
                        candidate.fingerprint(),
                        candidate.description()));
        }
    }

    private void preflight(int number, String commit) {
        long start = parts.clock().millis();
        Optional<String> block = parts.preflight().block(commit, parts.interruption());
        record(block.<Event>map(reason -> new Event.Blocked(number, RailName.PREFLIGHT, reason))
                .orElseGet(
                        () -> new Event.PreflightPassed(number, (parts.clock().millis() - start) / 1000.0)));
    }

    private void request(Purpose purpose, int experiment, String commit) {
        List<TrialRecord> all = state.trials();
        int id = all.isEmpty() ? 1 : all.getLast().trial().id() + 1;
        int replicate = (int) all.stream()
                .filter(record -> record.trial().experiment() == experiment)
                .count();
        record(new Event.TrialRequested(new Trial(
                id, experiment, purpose, commit, Seeds.trial(state.run().seed(), experiment, replicate))));
    }

    private void decide(Experiment experiment) {
        Optional<String> failure = experiment.trials().stream()
                .flatMap(record -> record.failure().stream())
                .findFirst();
        if (failure.isPresent()) {
            end(experiment, ExperimentStatus.CRASH, failure.get(), OptionalDouble.empty(), false);
            return;
        }
        String commit = experiment.committed().orElseThrow().commit();
        Evidence evidence = new Evidence(
                state.run().direction(),
                state.values(commit),
                state.values(state.reference().orElseThrow().commit()));
        OptionalDouble metric = OptionalDouble.of(evidence.candidateMean());
        switch (parts.gate().decide(evidence)) {
            case Decision.Discard(String reason) -> end(experiment, ExperimentStatus.DISCARD, reason, metric, false);
            case Decision.NeedTrial(Purpose purpose, String _) ->
                request(
                        purpose,
                        experiment.number(),
                        purpose == Purpose.CANDIDATE
                                ? commit
                                : state.reference().orElseThrow().commit());
            case Decision.Keep(String reason) -> {
                if (confirm(experiment)) {
                    return; // the next look decides, with what this one has found
                }
                Optional<String> objection = parts.checks().objection(commit, parts.interruption());
                boolean best = objection.isEmpty()
                        && state.run()
                                .direction()
                                .better(
                                        metric.getAsDouble(),
                                        state.incumbent().orElseThrow().value());
                end(
                        experiment,
                        objection.isPresent() ? ExperimentStatus.CHECKS_FAILED : ExperimentStatus.KEEP,
                        objection.orElse(reason),
                        metric,
                        best);
            }
        }
    }

    /// Looks closer at a trial of the candidate that was measured but not confirmed. Returns whether there was one.
    private boolean confirm(Experiment experiment) {
        for (TrialRecord record : experiment.trials()) {
            Trial trial = record.trial();
            if (trial.purpose() == Purpose.CANDIDATE
                    && record.confirmation().isEmpty()
                    && record.judgement().orElse(null) instanceof Judgement.Measured measured
                    && measured.integrity().isPresent()) {
                parts.observer().progressed(trial, new Progress(Progress.Phase.CONFIRMING, 1, 0, Double.NaN, 0));
                Optional<Judgement> closer =
                        parts.judge().confirm(trial, measured, state.comparison(trial), parts.interruption());
                if (closer.isPresent()) {
                    record(new Event.TrialConfirmed(trial.id(), closer.get()));
                    return true;
                }
            }
        }
        return false;
    }

    /// Another seed that gives the same value to the last bit says that the program ignores its seed.
    private Optional<Event> sameAcrossSeeds(Trial trial) {
        return state.sameAcrossSeeds(trial)
                .map(other -> new Event.Noted(
                        trial.experiment(), Map.of("same_value_across_seeds", List.of(other, trial.id()))));
    }

    /// Measures baseline and incumbent on the test split, each once.
    private void test() {
        List<RunState.Program> programs = Stream.of(state.baseline(), state.incumbent())
                .flatMap(Optional::stream)
                .toList();
        for (RunState.Program program : programs) {
            Trial trial = program.trial().trial();
            boolean audited =
                    program.trial().verdict().flatMap(Judgement::integrity).isPresent();
            if (audited && state.tested(program.commit()).isEmpty()) {
                parts.observer().progressed(trial, new Progress(Progress.Phase.TESTING, 1, 0, Double.NaN, 0));
                parts.judge()
                        .test(trial, state.testComparison(trial), parts.interruption())
                        .ifPresent(judgement -> record(new Event.Tested(trial.id(), judgement)));
            }
        }
    }

    /// The decision is written first; then the branch follows. Replaying this after a crash changes nothing.
    private void end(
            Experiment experiment, ExperimentStatus status, String reason, OptionalDouble metric, boolean best) {
        OptionalDouble reference =
                OptionalDouble.of(state.reference().orElseThrow().value());
        record(new Event.Decided(experiment.number(), status, reason, metric, reference, best));
        settle(state.incumbent().orElseThrow());
    }

    private void settle(RunState.Program incumbent) {
        parts.workspace().moveBranch(incumbent.commit());
        Set<Integer> keep = new HashSet<>();
        keep.add(incumbent.trial().trial().id());
        state.baseline().ifPresent(baseline -> keep.add(baseline.trial().trial().id()));
        state.trials().stream()
                .filter(TrialRecord::open)
                .forEach(record -> keep.add(record.trial().id()));
        parts.trainer().keepOnly(keep);
    }

    private void record(Event event) {
        Entry entry = parts.ledger().append(event);
        state = state.after(entry);
        parts.observer().recorded(entry, state);
    }

    private Duration elapsed() {
        Duration open = state.sessions().isEmpty()
                ? Duration.ZERO
                : Duration.between(
                        state.sessions().getLast().lastSeen(), parts.clock().instant());
        return state.elapsed().plus(open);
    }
}
