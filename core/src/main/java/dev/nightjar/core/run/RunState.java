package dev.nightjar.core.run;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Lab.GatePolicy.Compare;
import dev.nightjar.core.ledger.EndReason;
import dev.nightjar.core.ledger.Entry;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.ledger.Event.Committed;
import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.core.trial.Judge;
import dev.nightjar.core.trial.Judgement;
import dev.nightjar.core.trial.Purpose;
import dev.nightjar.core.trial.Trial;
import dev.nightjar.core.trial.TrialOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Everything that is known of a run: the fold of its ledger.
///
/// @param sequence    of the last event
/// @param sessions    one for each engine that took the run up, in order
/// @param ownTrials   trials that belong to no experiment: the baseline's, and those after the run
/// @param experiments in order of their numbers, from 1
/// @param tests       measurements on the test split, in order
/// @param words       what people and proposers said besides proposals
/// @param recalled    earlier runs that this one may learn from
public record RunState(
        Event.RunStarted run,
        long sequence,
        List<Session> sessions,
        List<TrialRecord> ownTrials,
        List<Experiment> experiments,
        List<Event.Tested> tests,
        Words words,
        List<Event.Recalled> recalled) {

    public RunState {
        tests = List.copyOf(tests);
        recalled = List.copyOf(recalled);
        sessions = List.copyOf(sessions);
        ownTrials = List.copyOf(ownTrials);
        experiments = List.copyOf(experiments);
    }

    /// A program with its commit and what it measured.
    public record Program(int experiment, String commit, Configuration knobs, TrialRecord trial, double value) {}

    /// @throws IllegalArgumentException if the entries do not begin with the start of a run
    public static RunState of(List<Entry> entries) {
        if (entries.isEmpty() || !(entries.getFirst().event() instanceof Event.RunStarted started)) {
            throw new IllegalArgumentException(
                    "A ledger begins with the start of a run.\nMaybe its first line is missing.");
        }
        RunState state = new RunState(
                started,
                entries.getFirst().sequence(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Words.NONE,
                List.of());
        for (Entry entry : entries.subList(1, entries.size())) {
            state = state.after(entry);
        }
        return state;
    }

    /// The state one event later.
    public RunState after(Entry entry) {
        RunState next = switch (entry.event()) {
            case Event.RunStarted _ ->
                throw new IllegalArgumentException(
                        "Entry %d starts the run a second time.\nMaybe two ledgers were joined."
                                .formatted(entry.sequence()));
            case Event.SessionStarted started -> withSessions(plus(sessions, Session.opened(started, entry.at())));
            case Event.SessionEnded(EndReason reason, String detail) -> endSession(reason, detail);
            case Event.Proposed event -> open(event, entry);
            case Event.Committed event -> change(event.number(), experiment -> experiment.committed(event, entry.at()));
            case Event.PreflightPassed(int number, double _) ->
                change(number, experiment -> experiment.preflighted(entry.at()));
            case Event.Blocked event -> change(event.number(), experiment -> experiment.blocked(event, entry.at()));
            case Event.Decided event -> change(event.number(), experiment -> experiment.decided(event, entry.at()));
            case Event.Refused event -> change(event.number(), experiment -> experiment.refused(event, entry.at()));
            case Event.Retried event -> change(event.number(), experiment -> experiment.retried(event, entry.at()));
            case Event.Noted event -> withWords(words.with(event));
            case Event.Lesson event -> withWords(words.with(event));
            case Event.Told(String id, String text) ->
                withWords(words.with(new Words.Told(entry.sequence(), id, text)));
            case Event.TrialRequested(Trial trial) ->
                withTrials(trial.experiment(), entry, trials -> plus(trials, TrialRecord.requested(trial)));
            case Event.TrialEnded(int trial, TrialOutcome outcome) ->
                withTrials(owner(trial), entry, trials -> changeTrial(trials, trial, known -> known.ended(outcome)));
            case Event.TrialJudged(int trial, Judgement judgement) ->
                withTrials(owner(trial), entry, trials -> changeTrial(trials, trial, known -> known.judged(judgement)));
            case Event.TrialConfirmed(int trial, Judgement judgement) ->
                withTrials(
                        owner(trial), entry, trials -> changeTrial(trials, trial, known -> known.confirmed(judgement)));
            case Event.Tested event ->
                new RunState(run, sequence, sessions, ownTrials, experiments, plus(tests, event), words, recalled);
            case Event.Recalled event ->
                new RunState(run, sequence, sessions, ownTrials, experiments, tests, words, plus(recalled, event));
        };
        List<Session> seen = next.sessions.isEmpty()
                ? next.sessions
                : changeLast(next.sessions, session -> session.seen(entry.at()));
        return new RunState(
                next.run,
                entry.sequence(),
                seen,
                next.ownTrials,
                next.experiments,
                next.tests,
                next.words,
                next.recalled);
    }

    /// What to do next; see [Step].
    public Step next() {
        return NextStep.of(this);
    }

    /// The lab's program as the run found it, once it has been measured.
    public Optional<Program> baseline() {
        return ownTrials.stream()
                .filter(record -> record.trial().purpose() == Purpose.BASELINE
                        && record.value().isPresent())
                .findFirst()
                .map(record -> new Program(
                        0, run.baseline(), run.knobs(), record, record.value().getAsDouble()));
    }

    /// The best program so far: the last one that the branch moved to, else the baseline.
    public Optional<Program> incumbent() {
        return experiments.reversed().stream()
                .filter(experiment ->
                        experiment.decided().map(Event.Decided::best).orElse(false))
                .findFirst()
                .map(RunState::program)
                .or(this::baseline);
    }

    /// The program that the next proposal starts from, and that its candidate is compared with.
    public Optional<Program> reference() {
        return run.gate().compare() == Compare.BASELINE ? baseline() : incumbent();
    }

    /// What is known of other programs when a trial is judged.
    public Judge.Comparison comparison(Trial trial) {
        Optional<TrialRecord> beaten =
                reference().map(Program::trial).filter(record -> record.trial().id() != trial.id());
        return new Judge.Comparison(
                beaten.flatMap(record -> record.measured()
                        .flatMap(Judgement.Measured::claims)
                        .map(claims -> new Judge.Reference(record.trial(), claims))),
                baseline().map(Program::trial).flatMap(TrialRecord::serving));
    }

    /// As [#comparison], on the test split: the baseline is the first there.
    public Judge.Comparison testComparison(Trial trial) {
        Optional<Judge.Reference> beaten = baseline()
                .map(program -> program.trial().trial())
                .filter(first -> first.id() != trial.id())
                .flatMap(first -> tests.stream()
                        .filter(test -> test.trial() == first.id())
                        .map(Event.Tested::judgement)
                        .filter(Judgement.Measured.class::isInstance)
                        .flatMap(judgement -> ((Judgement.Measured) judgement).claims().stream())
                        .map(claims -> new Judge.Reference(first, claims))
                        .findFirst());
        return new Judge.Comparison(beaten, comparison(trial).baseline());
    }

    /// A trial of the same commit with another seed that was measured at exactly the same value, if there is one.
    public Optional<Integer> sameAcrossSeeds(Trial trial) {
        OptionalDouble value = record(trial.id()).value();
        return value.isEmpty()
                ? Optional.empty()
                : trials().stream()
                        .filter(other -> other.trial().commit().equals(trial.commit())
                                && other.trial().seed() != trial.seed()
                                && (other.trial().purpose() == Purpose.SCREEN) == (trial.purpose() == Purpose.SCREEN)
                                && other.value().equals(value))
                        .map(other -> other.trial().id())
                        .findFirst();
    }

    /// What the test split said about the program of a commit.
    public Optional<Judgement> tested(String commit) {
        return tests.stream()
                .filter(test -> record(test.trial()).trial().commit().equals(commit))
                .map(Event.Tested::judgement)
                .findFirst();
    }

    /// Experiments that have ended, however they did.
    public List<Experiment> decided() {
        return experiments.stream().filter(experiment -> !experiment.open()).toList();
    }

    public Optional<Experiment> experiment(int number) {
        return number >= 1 && number <= experiments.size()
                ? Optional.of(experiments.get(number - 1))
                : Optional.empty();
    }

    /// Every trial, in order of its number.
    public List<TrialRecord> trials() {
        List<TrialRecord> all = new ArrayList<>(ownTrials);
        experiments.forEach(experiment -> all.addAll(experiment.trials()));
        all.sort((a, b) -> Integer.compare(a.trial().id(), b.trial().id()));
        return all;
    }

    /// Every value that was measured for a commit during the run, at the whole budget.
    List<Double> values(String commit) {
        return trials().stream()
                .filter(record -> record.trial().commit().equals(commit)
                        && record.trial().purpose().evidence())
                .flatMap(record -> record.value().stream().boxed())
                .toList();
    }

    /// Every program that was tried, by fingerprint, with the experiment that tried it first. The
    /// program of a tainted trial is yet to be tried.
    public Map<String, Integer> fingerprints() {
        Map<String, Integer> tried = new LinkedHashMap<>();
        tried.put(run.fingerprint(), 0);
        for (Experiment experiment : experiments) {
            boolean tainted = experiment.status().equals(Optional.of(ExperimentStatus.TAINTED));
            Stream.concat(
                            experiment.superseded().stream(),
                            experiment.committed().stream().filter(_ -> !tainted))
                    .forEach(committed -> tried.putIfAbsent(committed.fingerprint(), experiment.number()));
        }
        return tried;
    }

    /// Time that engines have spent on this run.
    public Duration elapsed() {
        return sessions.stream().map(Session::length).reduce(Duration.ZERO, Duration::plus);
    }

    private static Program program(Experiment experiment) {
        Committed committed = experiment.committed().orElseThrow();
        TrialRecord trial = experiment.trials().stream()
                .filter(record -> record.trial().purpose() == Purpose.CANDIDATE
                        && record.trial().commit().equals(committed.commit()))
                .findFirst()
                .orElseThrow();
        return new Program(
                experiment.number(),
                committed.commit(),
                committed.knobs(),
                trial,
                experiment.metric().orElseThrow());
    }

    private int owner(int trial) {
        return record(trial).trial().experiment();
    }

    private TrialRecord record(int trial) {
        return trials().stream()
                .filter(record -> record.trial().id() == trial)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The ledger has no trial (%d).\nMaybe a line is missing.".formatted(trial)));
    }

    private RunState change(int number, UnaryOperator<Experiment> change) {
        Experiment old = experiment(number)
                .orElseThrow(() -> new IllegalArgumentException(
                        "The ledger has no experiment (%d).\nMaybe a line is missing.".formatted(number)));
        List<Experiment> changed = new ArrayList<>(experiments);
        changed.set(number - 1, change.apply(old));
        return withExperiments(changed);
    }

    private RunState endSession(EndReason reason, String detail) {
        if (sessions.isEmpty()) {
            throw new IllegalArgumentException("The ledger ends a session that never began.\nMaybe a line is missing.");
        }
        return withSessions(changeLast(sessions, session -> session.ended(reason, detail)));
    }

    private RunState open(Event.Proposed event, Entry entry) {
        if (event.number() != experiments.size() + 1) {
            throw new IllegalArgumentException(
                    "The ledger opens experiment (%d) where (%d) is next.\nMaybe a line is missing."
                            .formatted(event.number(), experiments.size() + 1));
        }
        return withExperiments(plus(experiments, Experiment.opened(event, entry.at())));
    }

    private RunState withTrials(int experiment, Entry entry, UnaryOperator<List<TrialRecord>> change) {
        return experiment == 0
                ? new RunState(run, sequence, sessions, change.apply(ownTrials), experiments, tests, words, recalled)
                : change(experiment, old -> old.withTrials(change.apply(old.trials()), entry.at()));
    }

    private RunState withExperiments(List<Experiment> changed) {
        return new RunState(run, sequence, sessions, ownTrials, changed, tests, words, recalled);
    }

    private RunState withWords(Words changed) {
        return new RunState(run, sequence, sessions, ownTrials, experiments, tests, changed, recalled);
    }

    private RunState withSessions(List<Session> changed) {
        return new RunState(run, sequence, changed, ownTrials, experiments, tests, words, recalled);
    }

    private static List<TrialRecord> changeTrial(List<TrialRecord> trials, int id, UnaryOperator<TrialRecord> change) {
        return trials.stream()
                .map(record -> record.trial().id() == id ? change.apply(record) : record)
                .toList();
    }

    private static <T> List<T> plus(List<T> list, T last) {
        List<T> longer = new ArrayList<>(list);
        longer.add(last);
        return Collections.unmodifiableList(longer);
    }

    private static <T> List<T> changeLast(List<T> list, UnaryOperator<T> change) {
        List<T> changed = new ArrayList<>(list);
        changed.set(changed.size() - 1, change.apply(changed.getLast()));
        return changed;
    }
}
