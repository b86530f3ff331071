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
import dev.nightjar.core.rails.SourceLanguage;
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
import java.util.OptionalInt;
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
            Inbox inbox,
            Interruption interruption,
            Observer observer,
            InstantSource clock) {}

    private final Parts parts;
    private final Turn turn;
    private RunState state;

    public Loop(Parts parts) {
        this.parts = parts;
        this.turn = new Turn(parts);
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
            case Step.Propose(int number) -> {
                listen();
                turn.propose(state, number).forEach(this::record);
            }
            case Step.Retry(Experiment experiment) ->
                turn.retry(state, experiment).forEach(this::record);
            case Step.Check(Experiment experiment) -> record(turn.check(state, experiment));
            case Step.Preflight(Experiment experiment, String commit) -> record(turn.preflight(experiment, commit));
            case Step.Request(Purpose purpose, int experiment, String commit) -> request(purpose, experiment, commit);
            case Step.Train(Trial trial) -> {
                thinkAhead();
                record(new Event.TrialEnded(
                        trial.id(),
                        parts.trainer()
                                .train(
                                        trial,
                                        progress -> parts.observer().progressed(trial, progress),
                                        parts.interruption())));
            }
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

    /// What people said meanwhile comes first, each message once.
    private void listen() {
        for (Inbox.Message message : parts.inbox().waiting()) {
            if (!state.words().knows(message.id())) {
                record(new Event.Told(message.id(), message.text()));
            }
            parts.inbox().taken(message);
        }
    }

    /// While the trial trains, the next experiment can be thought of elsewhere.
    private void thinkAhead() {
        int next = state.experiments().size() + 1;
        OptionalInt most = parts.lab().limits().experiments();
        if (most.isEmpty() || next <= most.getAsInt()) {
            parts.proposer().ahead(turn.context(state, next, List.of()));
        }
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
        Optional<TrialRecord> failed = experiment.candidateTrials().stream()
                .filter(record -> record.failure().isPresent())
                .findFirst();
        if (failed.isPresent()) {
            Turn.mend(state, experiment, failed.get())
                    .ifPresentOrElse(
                            this::record,
                            () -> end(
                                    experiment,
                                    failed.get().tainted() ? ExperimentStatus.TAINTED : ExperimentStatus.CRASH,
                                    failed.get().failure().orElseThrow(),
                                    OptionalDouble.empty(),
                                    false));
            return;
        }
        Optional<String> rejection = Screening.rejection(state, experiment);
        if (rejection.isPresent()) {
            end(experiment, ExperimentStatus.DISCARD, rejection.get(), OptionalDouble.empty(), false);
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
