package dev.nightjar.core.run;

import static dev.nightjar.core.ledger.ExperimentStatus.CRASH;
import static dev.nightjar.core.ledger.ExperimentStatus.DISCARD;
import static dev.nightjar.core.ledger.ExperimentStatus.KEEP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.lab.Lab.GatePolicy.Compare;
import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.ledger.EndReason;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.scripted.Labs;
import dev.nightjar.core.scripted.Proposals;
import dev.nightjar.core.scripted.World;
import dev.nightjar.core.trial.Integrity;
import dev.nightjar.core.trial.Judgement;
import dev.nightjar.core.trial.Purpose;
import dev.nightjar.core.trial.Trial;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// The loop around a judge that audits.
final class AuditedLoopTest {

    /// Its first two experiments are kept, the eighth and ninth discarded.
    private static World night(int experiments) {
        Lab lab = Labs.lab(Scope.KNOB, Compare.INCUMBENT, OptionalInt.empty());
        World world = new World(lab.with(Labs.experiments(experiments)), context -> Proposals.night(context.number()));
        world.audited = true;
        return world;
    }

    @Test
    void looksCloserBeforeEveryKeepAndOnlyThen() {
        World world = night(9);
        world.engine();

        assertThat(world.ledger.events(Event.TrialConfirmed.class))
                .extracting(Event.TrialConfirmed::trial)
                .containsExactly(2, 3);
        TrialRecord kept = world.state().experiment(1).orElseThrow().trials().getFirst();
        assertThat(integrity(kept).audits()).isEqualTo(4096);
        assertThat(world.state().experiment(1).orElseThrow().status()).contains(KEEP);
    }

    @Test
    void weighsEachCandidateAgainstTheProgramThatItHasToBeat() {
        World world = night(9);
        world.engine();

        List<OptionalInt> references = world.state().trials().stream()
                .filter(record -> record.measured().isPresent())
                .map(record -> integrity(record).reference())
                .toList();
        assertThat(references).startsWith(OptionalInt.empty(), OptionalInt.of(1), OptionalInt.of(2), OptionalInt.of(3));
    }

    @Test
    void aCandidateWhoseClaimsFailTheCloserLookIsACrash() {
        World world = night(1);
        Integrity found = new Integrity(
                Integrity.Verdict.FAILED, 1, 0.5, 0.01, 4096, 3, 9, 32, 0, 0, 0.001, OptionalInt.of(1), "0");
        world.closerLook = _ -> Optional.of(new Judgement.Refused(
                "3 of 4096 audited tokens", CrashReason.INTEGRITY, Optional.of(found), Optional.empty()));
        world.engine();

        Experiment experiment = world.state().experiment(1).orElseThrow();
        assertThat(experiment.status()).contains(CRASH);
        assertThat(experiment.reason()).isEqualTo("integrity: 3 of 4096 audited tokens");
        assertThat(experiment.metric()).isEmpty();
        assertThat(world.workspace.branch()).isEqualTo(World.BASELINE);
    }

    /// Many audits correct more exactly than few: a gain that they take away is none.
    @Test
    void theCloserLookDecides() {
        World world = night(1);
        world.correction = _ -> 5.0;
        world.engine();

        assertThat(world.state().experiment(1).orElseThrow().status()).contains(DISCARD);
        assertThat(world.ledger.events(Event.TrialConfirmed.class)).hasSize(1);
    }

    @Test
    void readsTheTestSplitOnceForBaselineAndIncumbent() {
        World world = night(2);
        assertThat(world.engine()).isEqualTo(EndReason.LIMIT);
        assertThat(world.tested).containsExactly(1, 3);
        assertThat(world.state().tests()).extracting(Event.Tested::trial).containsExactly(1, 3);

        assertThat(world.engine()).as("the limit is still reached").isEqualTo(EndReason.LIMIT);
        assertThat(world.tested).containsExactly(1, 3);
    }

    @Test
    void readsNoTestSplitInABreak() {
        World world = night(5);
        world.stopDuring = trial -> trial.id() == 2 ? Optional.of(EndReason.PAUSED) : Optional.empty();
        assertThat(world.engine()).isEqualTo(EndReason.PAUSED);
        assertThat(world.tested).isEmpty();
    }

    @Test
    void notesAProgramWhoseMetricDoesNotVaryWithItsSeed() {
        World world = night(1);
        world.engine();
        RunState state = world.state();
        Judgement.Measured measured = state.trials().getFirst().measured().orElseThrow();
        Trial again = new Trial(9, 0, Purpose.FINAL, World.BASELINE, 12345);
        world.ledger.append(new Event.TrialRequested(again));
        world.ledger.append(new Event.TrialEnded(9, world.outcomes.get(1)));
        world.ledger.append(new Event.TrialJudged(9, measured));

        assertThat(world.state().sameAcrossSeeds(again)).contains(1);
        assertThat(state.sameAcrossSeeds(state.trials().getFirst().trial())).isEmpty();
    }

    private static Integrity integrity(TrialRecord record) {
        return record.measured().flatMap(Judgement::integrity).orElseThrow();
    }
}
