package dev.nightjar.agents.proposer;

import dev.nightjar.agents.model.ModelException;
import dev.nightjar.agents.prompt.Section;
import dev.nightjar.core.proposal.Account;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.rails.Candidate;
import dev.nightjar.core.rails.SourceLanguage;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Proposer;
import dev.nightjar.core.run.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Scores a proposal before it costs a trial, and asks for another one where the score is too low.
///
/// A proposal that a rail would block is not scored, for it costs no trial; nor is a mended one, for it is the
/// same idea. After [#MOST] further questions the best of the rejected is run, and every tenth rejected
/// proposal of a run is run whatever its score, so that the critic's error is measured. The notes `critic` and
/// `spared` say what happened; [CriticRecord] sums up.
public final class Critic implements Elsewhere {

    public static final double USUAL_THRESHOLD = 0.2;

    /// Every so many rejected proposals one is run.
    public static final int AUDIT = 10;

    /// Further questions within one experiment.
    static final int MOST = 3;

    /// What a critic thinks of one proposal.
    ///
    /// @param score   how likely it is to be better than what it starts from, from 0 to 1
    /// @param account what the opinion cost
    public record Opinion(double score, String reason, Optional<Account> account) {
        public Opinion {
            if (!(score >= 0 && score <= 1)) {
                throw new IllegalArgumentException(
                        "A critic's score (%s) is between 0 and 1.\nMaybe it is in percent.".formatted(score));
            }
        }
    }

    /// Who has opinions.
    public interface Scoring {

        String name();

        /// Empty where it knows too little to say.
        ///
        /// @throws ModelException if nobody answers
        Optional<Opinion> opinion(ProposalContext context, Proposal proposal, Candidate candidate);
    }

    private final Proposer inner;
    private final Scoring scoring;
    private final Reading reading;
    private final double threshold;

    /// @param threshold the least score that a trial is worth
    public Critic(Proposer inner, Scoring scoring, SourceLanguage language, double threshold) {
        this.inner = inner;
        this.scoring = scoring;
        this.reading = new Reading(language);
        this.threshold = threshold;
    }

    @Override
    public boolean elsewhere(ProposalContext context) {
        return Elsewhere.is(inner, context);
    }

    @Override
    public Suggestion propose(ProposalContext context) {
        return context.refusals().isEmpty() ? new Hearing(context).run() : inner.propose(context);
    }

    private record Rejected(Suggestion suggestion, Candidate candidate, Opinion opinion) {

        Map<String, Object> note() {
            Map<String, Object> note = new LinkedHashMap<>();
            note.put("by", suggestion.by());
            note.put("change", candidate.description());
            note.put("score", opinion.score());
            note.put("reason", opinion.reason());
            return note;
        }
    }

    /// The proposals for one experiment, one after the other.
    private final class Hearing {

        private final ProposalContext context;
        private final int before;
        private final List<Rejected> rejected = new ArrayList<>();
        private Optional<Account> spent = Optional.empty();

        Hearing(ProposalContext context) {
            this.context = context;
            this.before = CriticRecord.of(context.state()).rejected();
        }

        Suggestion run() {
            while (true) {
                Suggestion suggestion = Briefed.propose(inner, context, objections());
                spend(suggestion.account());
                Optional<Candidate> candidate = reading.candidate(suggestion.proposal(), context);
                if (candidate.isEmpty()) {
                    return end(suggestion, "not_scored", Optional.empty(), rejected);
                }
                Optional<Opinion> opinion;
                try {
                    opinion = scoring.opinion(context, suggestion.proposal(), candidate.get());
                } catch (ModelException silent) {
                    spend(silent.account());
                    return end(suggestion, "silent", Optional.empty(), rejected);
                }
                opinion.ifPresent(one -> spend(one.account()));
                if (opinion.isEmpty()) {
                    return end(suggestion, "not_scored", opinion, rejected);
                }
                if (opinion.get().score() >= threshold) {
                    return end(suggestion, "passed", opinion, rejected);
                }
                Rejected one = new Rejected(suggestion, candidate.get(), opinion.get());
                if (said(one)) {
                    return leastBad();
                }
                if ((before + rejected.size() + 1) % AUDIT == 0) {
                    return end(suggestion, "audited", opinion, rejected);
                }
                rejected.add(one);
                if (rejected.size() > MOST) {
                    return leastBad();
                }
            }
        }

        /// Whether the proposer insists.
        private boolean said(Rejected one) {
            return rejected.stream()
                    .anyMatch(earlier -> earlier.candidate()
                            .fingerprint()
                            .equals(one.candidate().fingerprint()));
        }

        /// What the proposer reads before it is asked again.
        private List<Section> objections() {
            return rejected.isEmpty()
                    ? List.of()
                    : List.of(new Section(
                            "Not worth a trial",
                            rejected.stream()
                                    .map(one -> "- %s: a critic (%s) gives it a chance of %.2f. %s"
                                            .formatted(
                                                    one.candidate().description(),
                                                    scoring.name(),
                                                    one.opinion().score(),
                                                    one.opinion().reason()))
                                    .collect(Collectors.joining("\n", "", "\n\nPropose something else."))));
        }

        /// A night without trials teaches nothing.
        private Suggestion leastBad() {
            Rejected best = rejected.getFirst();
            for (Rejected one : rejected) {
                best = one.opinion().score() > best.opinion().score() ? one : best;
            }
            List<Rejected> spared = new ArrayList<>(rejected);
            spared.remove(best);
            return end(best.suggestion(), "least_bad", Optional.of(best.opinion()), spared);
        }

        private void spend(Optional<Account> more) {
            spent = spent.isEmpty()
                    ? more
                    : spent.map(own -> more.map(own::plus).orElse(own));
        }

        private Suggestion end(
                Suggestion suggestion, String outcome, Optional<Opinion> opinion, List<Rejected> spared) {
            Map<String, Object> note = new LinkedHashMap<>();
            note.put("by", scoring.name());
            note.put("outcome", outcome);
            opinion.ifPresent(own -> {
                note.put("score", own.score());
                note.put("reason", own.reason());
            });
            Suggestion noted = new Suggestion(
                            suggestion.by(),
                            suggestion.proposal(),
                            suggestion.tries(),
                            suggestion.basis(),
                            spent,
                            suggestion.lessons(),
                            suggestion.notes())
                    .noting(CriticRecord.CRITIC, note);
            return spared.isEmpty()
                    ? noted
                    : noted.noting(
                            CriticRecord.SPARED,
                            spared.stream().map(Rejected::note).toList());
        }
    }
}
