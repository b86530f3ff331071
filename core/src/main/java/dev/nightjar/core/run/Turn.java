package dev.nightjar.core.run;

import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.proposal.Lesson;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.proposal.Tries;
import dev.nightjar.core.rails.Candidate;
import dev.nightjar.core.rails.RailContext;
import dev.nightjar.core.rails.RailName;
import dev.nightjar.core.rails.Rails;
import dev.nightjar.core.rails.Verdict;
import dev.nightjar.core.trial.TrialOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The way of one proposal from a proposer to a candidate that may be tried: asked for, checked, made a commit,
/// pre-flighted, and sent back where it can be mended. Changes nothing but the workspace; says what is to be recorded.
final class Turn {

    private static final String MOVED =
            "The program has changed since this was thought of, and both change the same lines. Start from the program as it is now.";

    private final Loop.Parts parts;

    Turn(Loop.Parts parts) {
        this.parts = parts;
    }

    /// The first try of experiment `number`, with what its proposer has to say besides.
    List<Event> propose(RunState state, int number) {
        long start = parts.clock().millis();
        Suggestion suggestion = parts.proposer().propose(context(state, number, List.of()));
        List<Event> events = new ArrayList<>();
        events.add(new Event.Proposed(
                number,
                suggestion.proposal(),
                suggestion.by(),
                suggestion.basis().sequence().orElse(state.sequence()),
                parts.workspace().program(),
                seconds(start),
                suggestion.tries().equals(Tries.ONCE) ? Optional.empty() : Optional.of(suggestion.tries()),
                suggestion.basis().commit(),
                suggestion.account()));
        events.addAll(besides(suggestion, state, number));
        return events;
    }

    /// The next try of an experiment whose last one was refused.
    List<Event> retry(RunState state, Experiment experiment) {
        long start = parts.clock().millis();
        Suggestion suggestion = parts.proposer().propose(context(state, experiment.number(), experiment.refusals()));
        List<Event> events = new ArrayList<>();
        events.add(new Event.Retried(
                experiment.number(),
                suggestion.proposal(),
                suggestion.by(),
                suggestion.basis().sequence().orElse(state.sequence()),
                seconds(start),
                suggestion.basis().commit(),
                suggestion.account()));
        events.addAll(besides(suggestion, state, experiment.number()));
        return events;
    }

    private static List<Event> besides(Suggestion suggestion, RunState state, int number) {
        List<Event> events = new ArrayList<>();
        int id = state.words().lessons().size();
        for (Lesson lesson : suggestion.lessons()) {
            events.add(new Event.Lesson(number, ++id, lesson));
        }
        if (!suggestion.notes().isEmpty()) {
            events.add(new Event.Noted(number, suggestion.notes()));
        }
        return events;
    }

    /// Takes a proposal through the pure rails and makes it a commit.
    Event check(RunState state, Experiment experiment) {
        RunState.Program base = state.reference().orElseThrow();
        Proposal proposal = experiment.proposed().proposal();
        Optional<String> seen = experiment.proposed().base().filter(commit -> !commit.equals(base.commit()));
        if (seen.isPresent()) {
            Optional<Proposal> carried = carried(proposal, seen.get(), base.commit());
            if (carried.isEmpty()) {
                return refusal(experiment, RailName.DIFF_LINT, MOVED);
            }
            proposal = carried.get();
        }
        RailContext context = new RailContext(
                parts.lab(),
                parts.menu(),
                parts.language(),
                parts.workspace().source(base.commit()),
                base.knobs(),
                state.fingerprints());
        return switch (Rails.check(proposal, context)) {
            case Verdict.Blocked(RailName rail, String reason) -> refusal(experiment, rail, reason);
            case Verdict.Passed(Candidate candidate) ->
                new Event.Committed(
                        experiment.number(),
                        parts.workspace()
                                .commit(base.commit(), candidate.text(), experiment.number(), candidate.description()),
                        base.commit(),
                        candidate.configuration(),
                        candidate.changes(),
                        candidate.fingerprint(),
                        candidate.description());
        };
    }

    /// A knob change means the same on every program; a text is merged.
    private Optional<Proposal> carried(Proposal proposal, String from, String onto) {
        return switch (proposal) {
            case Proposal.KnobChange change -> Optional.of(change);
            case Proposal.Edit(String text, String reason) ->
                parts.workspace().merge(from, onto, text).map(merged -> new Proposal.Edit(merged, reason));
            case Proposal.Unparsed raw -> parts.lab().scope() == Scope.KNOB ? Optional.of(raw) : Optional.empty();
        };
    }

    /// Takes the commit through the eighth rail.
    Event preflight(Experiment experiment, String commit) {
        long start = parts.clock().millis();
        return parts.preflight()
                .block(commit, parts.interruption())
                .map(reason -> refusal(experiment, RailName.PREFLIGHT, reason))
                .orElseGet(() -> new Event.PreflightPassed(experiment.number(), seconds(start)));
    }

    private static Event refusal(Experiment experiment, RailName rail, String reason) {
        return experiment.mendable(Optional.of(rail))
                ? new Event.Refused(experiment.number(), Optional.of(rail), reason)
                : new Event.Blocked(experiment.number(), rail, reason);
    }

    /// A crash in the first steps goes back to the proposer, with the last words, if it may.
    static Optional<Event> mend(RunState state, Experiment experiment, TrialRecord failed) {
        if (!experiment.mendable(Optional.empty())
                || !(failed.outcome().orElse(null) instanceof TrialOutcome.Crashed crashed)
                || !early(crashed, state)) {
            return Optional.empty();
        }
        String reason = crashed.reason()
                + (crashed.logTail().isEmpty() ? "" : "\nIts last lines:\n" + String.join("\n", crashed.logTail()));
        return Optional.of(new Event.Refused(experiment.number(), Optional.empty(), reason));
    }

    /// Whether it was over within twice the baseline's start and a tenth of the baseline's training: little was
    /// spent.
    private static boolean early(TrialOutcome.Crashed crashed, RunState state) {
        return switch (crashed.cause()) {
            case EXIT_CODE, DIVERGED, OUT_OF_MEMORY ->
                state.baseline()
                        .flatMap(baseline -> baseline.trial().outcome())
                        .filter(TrialOutcome.Trained.class::isInstance)
                        .map(TrialOutcome.Trained.class::cast)
                        .map(trained -> crashed.totalSeconds()
                                <= 2 * (trained.totalSeconds() - trained.trainSeconds()) + 0.1 * trained.trainSeconds())
                        .orElse(false);
            case DISK_LIMIT,
                    PROCESSOR_LIMIT,
                    TOO_MANY_PROCESSES,
                    TIME_LIMIT,
                    START_UP_LIMIT,
                    NO_CHECKPOINT,
                    JUDGEMENT,
                    INTEGRITY,
                    SERVING_BUDGET,
                    NOT_STARTED -> false;
        };
    }

    /// What a proposer of experiment `number` may look at.
    ProposalContext context(RunState state, int number, List<Refusal> refusals) {
        Optional<RunState.Program> base = state.reference();
        String commit = base.map(RunState.Program::commit).orElse(state.run().baseline());
        return new ProposalContext(
                number,
                Seeds.proposal(state.run().seed(), number),
                parts.lab(),
                parts.menu(),
                base.map(RunState.Program::knobs).orElse(state.run().knobs()),
                commit,
                parts.workspace().source(commit),
                parts.workspace().instructions(),
                state,
                refusals);
    }

    private double seconds(long start) {
        return (parts.clock().millis() - start) / 1000.0;
    }
}
