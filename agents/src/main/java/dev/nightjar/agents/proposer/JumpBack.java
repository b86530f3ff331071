package dev.nightjar.agents.proposer;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.ledger.Event.Decided;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.rails.Candidate;
import dev.nightjar.core.rails.SourceLanguage;
import dev.nightjar.core.run.Basis;
import dev.nightjar.core.run.Experiment;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Proposer;
import dev.nightjar.core.run.RunState;
import dev.nightjar.core.run.Suggestion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/// Lets a proposer think from an earlier incumbent, to leave a place that nothing improves. The proposal is
/// what gets from the incumbent of today to there and one step on; which earlier one it is, the seed says.
///
/// Where a lab allows fewer knobs at a time than lie between, the jump goes part of the way: as many knobs back
/// as are allowed, such that the program is a new one. Where no jump is possible the proposer is asked as
/// usual.
public final class JumpBack implements Elsewhere {

    private final Proposer inner;
    private final UnaryOperator<String> sources;
    private final Reading reading;

    /// @param sources the editable file's text at a commit
    public JumpBack(Proposer inner, UnaryOperator<String> sources, SourceLanguage language) {
        this.inner = inner;
        this.sources = sources;
        this.reading = new Reading(language);
    }

    private record Earlier(int experiment, String commit, Configuration knobs) {}

    @Override
    public boolean elsewhere(ProposalContext context) {
        return Elsewhere.is(inner, context);
    }

    @Override
    public Suggestion propose(ProposalContext context) {
        List<Earlier> earlier = earlier(context);
        if (earlier.isEmpty() || !context.refusals().isEmpty()) {
            return inner.propose(context);
        }
        Earlier to = earlier.get(new SplittableRandom(context.seed()).nextInt(earlier.size()));
        ProposalContext there = Contexts.from(context, to.knobs(), to.commit(), sources.apply(to.commit()));
        Suggestion suggestion = inner.propose(there);
        Optional<Proposal> jump =
                reading.candidate(suggestion.proposal(), there).flatMap(candidate -> jump(candidate, to, context));
        if (jump.isEmpty()) {
            Suggestion usual = inner.propose(context);
            return suggestion.account().map(usual::costing).orElse(usual);
        }
        return new Suggestion(
                        suggestion.by(),
                        jump.get(),
                        suggestion.tries(),
                        Basis.NOW, // the text is whole: nothing is to be merged into it
                        suggestion.account(),
                        suggestion.lessons(),
                        suggestion.notes())
                .noting("jumped_back_to", to.experiment());
    }

    private Optional<Proposal> jump(Candidate candidate, Earlier to, ProposalContext context) {
        String reason = "From the program of %s: %s"
                .formatted(
                        to.experiment() == 0 ? "the baseline" : "experiment " + to.experiment(),
                        candidate.description());
        if (context.lab().scope() == Scope.EDIT) {
            return passing(new Proposal.Edit(candidate.text(), reason), context);
        }
        Map<String, KnobValue> changes = candidate.configuration().differencesFrom(context.base());
        int allowed = context.lab().search().changes().orElse(Integer.MAX_VALUE);
        if (changes.size() <= allowed) {
            return passing(new Proposal.KnobChange(changes, reason), context);
        }
        List<Map.Entry<String, KnobValue>> order = new ArrayList<>(changes.entrySet());
        for (int i = 0; i < order.size(); i++) {
            Map<String, KnobValue> some = new LinkedHashMap<>();
            order.subList(0, allowed).forEach(change -> some.put(change.getKey(), change.getValue()));
            Optional<Proposal> part = passing(new Proposal.KnobChange(some, reason), context);
            if (part.isPresent()) {
                return part;
            }
            Collections.rotate(order, 1);
        }
        return Optional.empty();
    }

    private Optional<Proposal> passing(Proposal proposal, ProposalContext context) {
        return reading.candidate(proposal, context).map(_ -> proposal);
    }

    /// The programs that were the best once, the baseline first, without the one that proposals start from.
    private static List<Earlier> earlier(ProposalContext context) {
        RunState state = context.state();
        List<Earlier> earlier = new ArrayList<>();
        earlier.add(new Earlier(0, state.run().baseline(), state.run().knobs()));
        for (Experiment experiment : state.experiments()) {
            if (experiment.decided().map(Decided::best).orElse(false)) {
                experiment
                        .committed()
                        .ifPresent(committed ->
                                earlier.add(new Earlier(experiment.number(), committed.commit(), committed.knobs())));
            }
        }
        earlier.removeIf(program -> program.commit().equals(context.baseCommit()));
        return earlier;
    }
}
