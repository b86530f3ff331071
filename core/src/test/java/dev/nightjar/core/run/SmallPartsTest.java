package dev.nightjar.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.scripted.Proposals;
import dev.nightjar.core.trial.Purpose;
import dev.nightjar.core.trial.Trial;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SmallPartsTest {

    @Test
    void seedsAreFunctionsOfRunExperimentAndReplicate() {
        Set<Long> seeds = new HashSet<>();
        for (int run = 0; run < 5; run++) {
            for (int experiment = 0; experiment < 40; experiment++) {
                seeds.add(Seeds.proposal(run, experiment));
                for (int replicate = 0; replicate < 5; replicate++) {
                    seeds.add(Seeds.trial(run, experiment, replicate));
                }
            }
        }
        assertThat(seeds).hasSize(5 * 40 * 6);
    }

    @Test
    void seedsStayTheSameFromReleaseToRelease() {
        assertThat(Seeds.trial(42, 1, 0)).isEqualTo(5464988902485540210L);
    }

    @Test
    void describesAnyProposalInOneShortLine() {
        assertThat(Descriptions.of(Proposals.both(8, 0.5))).isEqualTo("width → 8, rate → 0.5");
        assertThat(Descriptions.of(new Proposal.Edit("text", "first\nsecond\u0007")))
                .isEqualTo("first second");
        assertThat(Descriptions.of(new Proposal.Unparsed("x".repeat(500))))
                .hasSize(120)
                .endsWith("…");
    }

    @Test
    void onlyProposingAndGivingUpAreBoundaries() {
        Trial trial = new Trial(1, 1, Purpose.CANDIDATE, "c", 1);
        assertThat(new Step.Propose(1).boundary()).isTrue();
        assertThat(new Step.GiveUp("x").boundary()).isTrue();
        assertThat(new Step.Train(trial).boundary()).isFalse();
        assertThat(new Step.Check(experiment()).boundary()).isFalse();
    }

    private static Experiment experiment() {
        return Experiment.opened(
                new Event.Proposed(1, Proposals.width(8), "tpe", 1, Optional.empty(), 0), Instant.EPOCH);
    }

    @Test
    void onlyProcessesAreExpensive() {
        assertThat(new Step.Train(new Trial(1, 1, Purpose.CANDIDATE, "c", 1)).expensive())
                .isTrue();
        assertThat(new Step.Preflight(experiment(), "c").expensive()).isTrue();
        assertThat(new Step.Propose(1).expensive()).isFalse();
        assertThat(new Step.Request(Purpose.CANDIDATE, 1, "c").expensive()).isFalse();
    }

    @Test
    void statusesReadAsInLedgers() {
        assertThat(ExperimentStatus.CHECKS_FAILED.text()).isEqualTo("checks_failed");
    }
}
