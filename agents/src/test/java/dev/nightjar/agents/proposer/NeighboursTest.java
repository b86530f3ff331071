package dev.nightjar.agents.proposer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.agents.scripted.Night;
import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.rails.Candidate;
import dev.nightjar.core.run.ProposalContext;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A critic that learns from the run alone.
final class NeighboursTest {

    private final Neighbours neighbours = new Neighbours();

    private Optional<Double> chance(Night night, Proposal proposal) {
        ProposalContext context = night.next();
        Candidate candidate =
                new Reading(Night.LANGUAGE).candidate(proposal, context).orElseThrow();
        return neighbours.opinion(context, proposal, candidate).map(Critic.Opinion::score);
    }

    @Test
    void saysNothingBeforeItHasSeenSomething() {
        Night night = new Night(Scope.KNOB);
        for (int i = 0; i < Neighbours.FEWEST - 1; i++) {
            night.tried("auto", Night.width(20 + i), 3);
        }
        assertThat(chance(night, Night.width(40))).isEmpty();
        night.tried("auto", Night.width(50), 3);
        assertThat(chance(night, Night.width(40))).isPresent();
    }

    @Test
    void expectsOfAStepWhatStepsNearItDid() {
        Night night = new Night(Scope.KNOB);
        for (int i = 1; i <= 6; i++) {
            night.tried("auto", Night.width(16 + 2 * i), 2.0 - 0.05 * i); // wider pays
            night.tried("auto", Night.rate(0.1 * (1 + 0.2 * i)), 3); // a higher rate does not
        }
        double wider = chance(night, Night.width(32)).orElseThrow();
        double faster = chance(night, Night.rate(0.15)).orElseThrow();
        double elsewhere = chance(
                        night, new Proposal.KnobChange(Night.rate(0.001).changes(), ""))
                .orElseThrow();
        assertThat(wider).isGreaterThan(0.6);
        assertThat(faster).isLessThan(0.35);
        assertThat(elsewhere).as("far from everything the run's own rate").isBetween(0.4, 0.6);
    }

    @Test
    void aCrashIsNoSuccess() {
        Night night = new Night(Scope.KNOB);
        for (int i = 0; i < 10; i++) {
            night.crashed("auto", Night.width(50 + i));
        }
        assertThat(chance(night, Night.width(61)).orElseThrow()).isLessThan(0.1);
    }

    @Test
    void saysNothingOfAnEditThatMovesNoKnob() {
        Night night = new Night(Scope.EDIT);
        for (int i = 0; i < 10; i++) {
            night.tried("auto", Night.width(20 + i), 3);
        }
        String edited = night.next().source().replace("CLIP = 1", "CLIP = 2");
        assertThat(chance(night, new Proposal.Edit(edited, "clip"))).isEmpty();
    }

    /// What it is for: sorting what pays from what does not, on a landscape that it does not know.
    @Test
    void ranksStepsBetterThanChanceAfterAFewDozen() {
        int right = 0;
        int pairs = 0;
        for (int seed = 0; seed < 5; seed++) {
            Random random = new Random(seed);
            Night night = new Night(Scope.KNOB);
            for (int i = 0; i < 40; i++) {
                Proposal.KnobChange step = step(random);
                night.tried("auto", step, loss(night.next(), step));
            }
            ProposalContext context = night.next();
            for (int i = 0; i < 200; i++) {
                Proposal.KnobChange a = step(random);
                Proposal.KnobChange b = step(random);
                double lossA = loss(context, a);
                double lossB = loss(context, b);
                Optional<Double> chanceA = scored(context, a);
                Optional<Double> chanceB = scored(context, b);
                if (chanceA.isPresent() && chanceB.isPresent() && lossA != lossB) {
                    pairs++;
                    right += (chanceA.get() > chanceB.get()) == (lossA < lossB) ? 1 : 0;
                }
            }
        }
        assertThat(pairs).isGreaterThan(500);
        assertThat((double) right / pairs).isGreaterThan(0.65);
    }

    private Optional<Double> scored(ProposalContext context, Proposal step) {
        return new Reading(Night.LANGUAGE)
                .candidate(step, context)
                .flatMap(candidate -> neighbours.opinion(context, step, candidate))
                .map(Critic.Opinion::score);
    }

    private static Proposal.KnobChange step(Random random) {
        return random.nextBoolean()
                ? Night.width(1 + random.nextInt(64))
                : Night.rate(Math.pow(10, -3 * random.nextDouble()));
    }

    /// Best at a width of 40 and a rate of 0.02.
    private static double loss(ProposalContext context, Proposal.KnobChange step) {
        Configuration knobs = context.base().with(step.changes());
        double width = (knobs.get("width").orElseThrow().number() - 40) / 64;
        double rate = Math.log10(knobs.get("rate").orElseThrow().number() / 0.02) / 3;
        return 1.5 + width * width + rate * rate;
    }
}
