package dev.nightjar.analysis;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.rails.Reason;
import dev.nightjar.core.run.Experiment;
import dev.nightjar.core.run.RunState;
import dev.nightjar.core.run.TrialRecord;
import dev.nightjar.core.trial.Judgement;
import dev.nightjar.core.trial.Purpose;
import dev.nightjar.core.trial.TrialOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Rows from a run's state.
public final class Results {

    private Results() {}

    /// The row of a finished experiment.
    ///
    /// @throws IllegalArgumentException if it is still open
    public static Result of(Experiment experiment, RunState state) {
        ExperimentStatus status = experiment
                .status()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Experiment (%d) is still open.\nMaybe it should be left out.".formatted(experiment.number())));
        List<TrialRecord> own = experiment.trials().stream()
                .filter(record -> record.trial().purpose() == Purpose.CANDIDATE)
                .toList();
        return new Result(
                experiment.number(),
                status,
                experiment.decided().map(Event.Decided::best).orElse(false),
                change(experiment),
                new Measurement(
                        experiment.metric(),
                        standardError(own),
                        experiment.decided().map(Event.Decided::reference).orElse(OptionalDouble.empty()),
                        measured(experiment.committed().map(Event.Committed::commit), own, state)),
                new Result.Ending(
                        experiment.blocked().map(Event.Blocked::reason).orElseGet(experiment::reason),
                        experiment.blocked().map(Event.Blocked::rail),
                        crash(experiment.trials())),
                cost(
                        experiment.trials(),
                        experiment.tries().stream()
                                .mapToDouble(Event.Proposed::seconds)
                                .sum()),
                reported(experiment.trials()),
                Map.of(),
                experiment.startedAt(),
                experiment.changedAt());
    }

    /// Row 0, or empty while the baseline is still to be measured.
    public static Optional<Result> baseline(RunState state, Instant startedAt, Instant endedAt) {
        List<TrialRecord> own = state.ownTrials().stream()
                .filter(record -> record.trial().purpose() == Purpose.BASELINE)
                .toList();
        Optional<String> failure =
                own.stream().flatMap(record -> record.failure().stream()).findFirst();
        Optional<RunState.Program> program = state.baseline();
        if (program.isEmpty() && failure.isEmpty()) {
            return Optional.empty();
        }
        Event.RunStarted run = state.run();
        Optional<String> commit = Optional.of(run.baseline()).filter(text -> !text.isBlank());
        OptionalDouble metric =
                program.isPresent() ? OptionalDouble.of(program.get().value()) : OptionalDouble.empty();
        return Optional.of(new Result(
                0,
                program.isPresent() ? ExperimentStatus.KEEP : ExperimentStatus.CRASH,
                false,
                new Change("", "baseline", "", Map.of(), run.knobs(), commit, Optional.empty()),
                new Measurement(metric, standardError(own), OptionalDouble.empty(), measured(commit, own, state)),
                new Result.Ending(program.isPresent() ? "" : failure.orElse(""), Optional.empty(), crash(own)),
                cost(own, 0),
                reported(own),
                Map.of(),
                startedAt,
                endedAt));
    }

    private static Change change(Experiment experiment) {
        Proposal proposal = experiment.proposed().proposal();
        Map<String, KnobValue> proposed = switch (proposal) {
            case Proposal.KnobChange change -> change.changes();
            case Proposal.Edit _, Proposal.Unparsed _ ->
                experiment.committed().map(Event.Committed::changes).orElse(Map.of());
        };
        return new Change(
                experiment.proposed().proposer(),
                experiment.description(),
                Reason.of(proposal),
                proposed,
                experiment.committed().map(Event.Committed::knobs).orElseGet(() -> new Configuration(Map.of())),
                experiment.committed().map(Event.Committed::commit).filter(text -> !text.isBlank()),
                experiment.committed().map(Event.Committed::base).filter(text -> !text.isBlank()));
    }

    /// Other tools reuse a commit's name for what they discarded, so there only the row's own trials are its
    /// evidence.
    private static int measured(Optional<String> commit, List<TrialRecord> own, RunState state) {
        boolean imported = state.run().origin().startsWith("import");
        List<TrialRecord> evidence = imported || commit.isEmpty()
                ? own
                : state.trials().stream()
                        .filter(record -> record.trial().commit().equals(commit.get())
                                && record.trial().purpose().evidence())
                        .toList();
        return (int)
                evidence.stream().filter(record -> record.value().isPresent()).count();
    }

    /// Of the mean of independent estimates: the root of the sum of squares, divided by their number.
    private static OptionalDouble standardError(List<TrialRecord> trials) {
        double squares = 0;
        int count = 0;
        for (TrialRecord record : trials) {
            if (record.verdict().orElse(null) instanceof Judgement.Measured measured) {
                if (measured.standardError().isEmpty()) {
                    return OptionalDouble.empty();
                }
                squares += Math.pow(measured.standardError().getAsDouble(), 2);
                count++;
            }
        }
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(squares) / count);
    }

    private static Optional<TrialOutcome.CrashReason> crash(List<TrialRecord> trials) {
        for (TrialRecord record : trials) {
            if (record.outcome().orElse(null) instanceof TrialOutcome.Crashed crashed) {
                return Optional.of(crashed.cause());
            }
            if (record.verdict().orElse(null) instanceof Judgement.Refused refused) {
                return Optional.of(refused.cause());
            }
        }
        return Optional.empty();
    }

    /// What trials cost together; `proposing` comes on top.
    static Cost cost(List<TrialRecord> trials, double proposing) {
        double training = 0;
        double startUp = 0;
        double judging = 0;
        long memory = 0;
        for (TrialRecord record : trials) {
            switch (record.outcome().orElse(null)) {
                case TrialOutcome.Trained trained -> {
                    training += trained.trainSeconds();
                    startUp += Math.max(0, trained.totalSeconds() - trained.trainSeconds());
                    memory = Math.max(memory, trained.peakMemoryBytes());
                }
                case TrialOutcome.Crashed crashed -> training += crashed.totalSeconds();
                case null -> {}
            }
            judging += seconds(record.judgement()) + seconds(record.confirmation());
        }
        return new Cost(proposing, 0, training, startUp, judging, memory);
    }

    private static double seconds(Optional<Judgement> judgement) {
        return judgement.orElse(null) instanceof Judgement.Measured measured ? measured.seconds() : 0;
    }

    private static Map<String, Double> reported(List<TrialRecord> trials) {
        return trials.reversed().stream()
                .filter(record -> record.outcome().orElse(null) instanceof TrialOutcome.Trained)
                .map(record -> ((TrialOutcome.Trained) record.outcome().orElseThrow()).reported())
                .findFirst()
                .orElse(Map.of());
    }
}
