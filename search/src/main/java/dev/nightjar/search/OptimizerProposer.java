package dev.nightjar.search;

import dev.nightjar.core.lab.Budget;
import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.core.proposal.Optimizer;
import dev.nightjar.core.proposal.Optimizer.Observation;
import dev.nightjar.core.proposal.Optimizer.Usage;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.rails.RailName;
import dev.nightjar.core.run.Experiment;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Proposer;
import dev.nightjar.core.run.RunState;
import dev.nightjar.core.run.Suggestion;
import dev.nightjar.core.run.TrialRecord;
import dev.nightjar.core.trial.Purpose;
import dev.nightjar.core.trial.TrialOutcome;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Lets an optimizer propose. It is built anew for each proposal and told the whole run, so a resumed run
/// asks what the uninterrupted one would have asked.
public final class OptimizerProposer implements Proposer {

    /// Makes the optimizer of a proposal, from the context's menu, direction and seed.
    public interface Factory {
        Optimizer create(ProposalContext context);
    }

    private static final double MEGABYTE = 1 << 20;

    private final String name;
    private final Factory factory;

    public OptimizerProposer(String name, Factory factory) {
        this.name = name;
        this.factory = factory;
    }

    @Override
    public Suggestion propose(ProposalContext context) {
        Optimizer optimizer = factory.create(context);
        tell(optimizer, context.state(), context.base());
        Map<String, KnobValue> changes = optimizer.ask(context.base());
        return new Suggestion(name, new Proposal.KnobChange(changes, reason(changes, context)));
    }

    /// Tells what a run took over from earlier ones, and everything that happened in it, in order.
    ///
    /// @param base what refused proposals were relative to
    static void tell(Optimizer optimizer, RunState state, Configuration base) {
        state.recalled().forEach(recalled -> optimizer.recall(Recall.observations(recalled)));
        optimizer.screened(screens(state));
        observations(state, base).forEach(optimizer::tell);
    }

    private static List<Observation> screens(RunState state) {
        Stream<Observation> control = state.ownTrials().stream()
                .flatMap(record -> screen(record, state.run().knobs()));
        return Stream.concat(
                        control,
                        state.experiments().stream()
                                .flatMap(experiment -> experiment.committed().stream()
                                        .flatMap(committed -> experiment.candidateTrials().stream()
                                                .flatMap(record -> screen(record, committed.knobs())))))
                .toList();
    }

    private static Stream<Observation> screen(TrialRecord record, Configuration knobs) {
        return record.trial().purpose() == Purpose.SCREEN && record.value().isPresent()
                ? Stream.of(new Observation.Measured(knobs, record.value().getAsDouble()))
                : Stream.empty();
    }

    /// Everything that happened in a run, in order.
    static Stream<Observation> observations(RunState state, Configuration base) {
        Stream<Observation> baseline = state.baseline().stream()
                .map(program ->
                        new Observation.Measured(program.knobs(), program.value(), usage(state, program.trial())));
        return Stream.concat(
                baseline,
                state.experiments().stream().flatMap(experiment -> observation(state, experiment, base).stream()));
    }

    /// What a trial used up: on a GPU, of its memory, which only the program knows. Time that was given says
    /// nothing.
    private static Usage usage(RunState state, TrialRecord record) {
        if (!(record.outcome().orElse(null) instanceof TrialOutcome.Trained trained)) {
            return Usage.UNKNOWN;
        }
        double memory = state.run().device().equals("cuda")
                ? MEGABYTE * trained.reported().getOrDefault("peak_vram_mb", 0.0)
                : trained.peakMemoryBytes();
        boolean given = state.run()
                .budget()
                .map(budget -> budget.kind() == Budget.Kind.TIME)
                .orElse(true);
        return Usage.of(memory, given ? 0 : trained.trainSeconds());
    }

    private static Usage usage(RunState state, Experiment experiment) {
        return experiment.candidateTrials().stream()
                .filter(record -> record.trial().purpose() == Purpose.CANDIDATE)
                .map(record -> usage(state, record))
                .findFirst()
                .orElse(Usage.UNKNOWN);
    }

    /// What an experiment teaches; empty if it never came to a configuration.
    private static Optional<Observation> observation(RunState state, Experiment experiment, Configuration base) {
        if (experiment.committed().isEmpty()) {
            return blockedEarly(experiment, base);
        }
        Configuration knobs = experiment.committed().get().knobs();
        if (experiment.status().isEmpty()) {
            return Optional.of(new Observation.Pending(knobs));
        }
        return Optional.of(
                switch (experiment.status().get()) {
                    case KEEP, DISCARD ->
                        experiment.metric().isPresent()
                                ? new Observation.Measured(
                                        knobs, experiment.metric().getAsDouble(), usage(state, experiment))
                                : new Observation.Unmeasured(knobs);
                    case CRASH -> crashed(experiment, knobs);
                    case CHECKS_FAILED -> new Observation.Failed(knobs);
                    case BLOCKED ->
                        experiment.blocked().orElseThrow().rail() == RailName.PREFLIGHT
                                ? new Observation.Failed(knobs)
                                : new Observation.Unmeasured(knobs);
                    case TAINTED -> new Observation.Unmeasured(knobs);
                });
    }

    /// A trial that never started says nothing of its knobs.
    private static Observation crashed(Experiment experiment, Configuration knobs) {
        Optional<CrashReason> cause = experiment.trials().stream()
                .flatMap(trial -> trial.outcome().stream())
                .filter(TrialOutcome.Crashed.class::isInstance)
                .map(outcome -> ((TrialOutcome.Crashed) outcome).cause())
                .findFirst();
        return cause.equals(Optional.of(CrashReason.NOT_STARTED))
                ? new Observation.Unmeasured(knobs)
                : new Observation.Failed(knobs, cause);
    }

    /// A rail that blocked a knob change would block it again.
    private static Optional<Observation> blockedEarly(Experiment experiment, Configuration base) {
        return experiment.proposed().proposal() instanceof Proposal.KnobChange change
                ? Optional.of(new Observation.Unmeasured(base.with(change.changes())))
                : Optional.empty();
    }

    private String reason(Map<String, KnobValue> changes, ProposalContext context) {
        String steps = changes.entrySet().stream()
                .map(change -> "%s from %s to %s"
                        .formatted(
                                change.getKey(),
                                context.base()
                                        .get(change.getKey())
                                        .map(KnobValue::toString)
                                        .orElse("?"),
                                change.getValue()))
                .collect(Collectors.joining(", "));
        return changes.size() == 1
                ? "%s: %s; %s"
                        .formatted(
                                name, steps, record(changes.keySet().iterator().next(), context.state()))
                : "%s: %s".formatted(name, steps);
    }

    private static String record(String knob, RunState state) {
        List<Experiment> turned = state.experiments().stream()
                .filter(experiment -> experiment
                        .committed()
                        .map(event -> event.changes().containsKey(knob))
                        .orElse(false))
                .toList();
        long kept = turned.stream()
                .filter(experiment -> experiment.status().equals(Optional.of(ExperimentStatus.KEEP)))
                .count();
        return turned.isEmpty()
                ? "this knob was not turned before"
                : "turned in %d experiment%s before, %d kept"
                        .formatted(turned.size(), turned.size() == 1 ? "" : "s", kept);
    }
}
