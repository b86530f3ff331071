package dev.nightjar.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.ledger.EndReason;
import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.core.rails.RailName;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunStatisticsTest {

    private static final KnobValue SIX = new KnobValue.Int(6);

    private static WrittenLedger night() {
        return new WrittenLedger()
                .baseline(1.72)
                .tried("n_layer", SIX, 1.70)
                .tried("lr", new KnobValue.Real(0.05), 1.74)
                .crashed("n_layer", new KnobValue.Int(64), CrashReason.OUT_OF_MEMORY, "out of memory")
                .blocked("n_layer", new KnobValue.Int(-1), RailName.RANGE, "below 1")
                .nonsense("I would rather not")
                .tried("n_layer", SIX, 1.71)
                .tried("lr", new KnobValue.Real(0.03), 1.68);
    }

    @Test
    void countsEveryStatusAndKnowsTheGain() {
        RunStatistics statistics = RunStatistics.of(night().entries());

        assertThat(statistics.experiments()).isEqualTo(7);
        assertThat(statistics.counts())
                .containsEntry(ExperimentStatus.KEEP, 2)
                .containsEntry(ExperimentStatus.DISCARD, 2)
                .containsEntry(ExperimentStatus.CRASH, 1)
                .containsEntry(ExperimentStatus.BLOCKED, 2)
                .containsEntry(ExperimentStatus.TAINTED, 0);
        assertThat(statistics.gain()).hasValueCloseTo(0.04, within(1e-12));
        assertThat(statistics.relativeGain()).hasValueCloseTo(0.04 / 1.72, within(1e-12));
        assertThat(statistics.keepRate()).hasValueCloseTo(2 / 7.0, within(1e-12));
        assertThat(statistics.trials()).isEqualTo(6);
    }

    @Test
    void theBestSoFarFallsOnlyWhereTheBranchMoved() {
        assertThat(RunStatistics.of(night().entries()).bestSoFar())
                .containsExactly(
                        new RunStatistics.Best(0, 1.72),
                        new RunStatistics.Best(1, 1.70),
                        new RunStatistics.Best(7, 1.68));
    }

    @Test
    void saysWhichKnobsWereTriedAndWhichNever() {
        RunStatistics statistics = RunStatistics.of(night().entries());

        assertThat(statistics.knobs().getFirst()).satisfies(use -> {
            assertThat(use.knob()).isEqualTo("n_layer");
            assertThat(use.tried()).isEqualTo(4);
            assertThat(use.measured()).isEqualTo(2);
            assertThat(use.kept()).isEqualTo(1);
            assertThat(use.bestGain()).hasValueCloseTo(0.02, within(1e-12));
        });
        assertThat(statistics.neverTried()).containsExactly("precision");
    }

    @Test
    void findsWhatWasProposedTwice() {
        assertThat(RunStatistics.of(night().entries()).repeats())
                .containsExactly(new RunStatistics.Repeat(6, 1, "n_layer 4 → 6"));
    }

    @Test
    void namesRailsAndCrashes() {
        RunStatistics statistics = RunStatistics.of(night().entries());

        assertThat(statistics.rails()).isEqualTo(Map.of(RailName.RANGE, 1, RailName.SCHEMA, 1));
        assertThat(statistics.crashes()).singleElement().satisfies(row -> {
            assertThat(row.number()).isEqualTo(3);
            assertThat(row.ending().crash()).contains(CrashReason.OUT_OF_MEMORY);
        });
    }

    @Test
    void addsUpWhatEachSourceProposedCostAndGained() {
        List<SourceUse> sources = SourceUses.of(RunTable.of(new WrittenLedger()
                        .baseline(1.72)
                        .tried("n_layer", new KnobValue.Int(6), 1.75)
                        .keptFromModel("qwen", "n_layer", new KnobValue.Int(5), 1.70)
                        .entries())
                .state());

        assertThat(sources).extracting(SourceUse::by).containsExactly("qwen", "tpe");
        SourceUse model = sources.getFirst();
        assertThat(model.experiments()).isEqualTo(1);
        assertThat(model.tries()).isEqualTo(2);
        assertThat(model.blocked()).isEqualTo(Map.of(RailName.RANGE, 1));
        assertThat(model.kept()).isEqualTo(1);
        assertThat(model.gain()).isCloseTo(0.02, within(1e-9));
        assertThat(model.tokensIn()).isEqualTo(4200);
        assertThat(model.gainPerCost()).hasValueCloseTo(0.5, within(1e-9));
        assertThat(model.waitedSeconds()).isEqualTo(3.5);
        assertThat(model.hiddenSeconds())
                .as("the first answer took 2 s, 0.5 s of them waited for")
                .isEqualTo(1.5);
        assertThat(sources.getLast().gainPerCost()).isEmpty();
    }

    @Test
    void splitsTheTimeIntoTrainingJudgingAndTheEnginesOwn() {
        TimeUse time = RunStatistics.of(night().entries()).time();

        assertThat(time.training()).isEqualTo(5 * 20 + 3);
        assertThat(time.startUp()).isEqualTo(5 * 5);
        assertThat(time.judging()).isEqualTo(5 * 2);
        assertThat(time.preflight()).isEqualTo(5 * 1.5);
        assertThat(time.proposing()).isEqualTo(7 * 0.25);
        assertThat(time.medianOverhead()).hasValueCloseTo(0.06, within(1e-9));
        assertThat(time.rest()).isCloseTo(time.seconds() - 103 - 25 - 10 - 7.5 - 1.75, within(1e-9));
    }

    @Test
    void doesNotCountTheTimeBetweenSessions() {
        double once = RunStatistics.of(night().entries()).time().seconds();
        double twice =
                RunStatistics.of(night().killedAndResumed().entries()).time().seconds();

        assertThat(twice).isCloseTo(once, within(0.1));
    }

    @Test
    void countsReplicatesBehindANumberButNotTrialsAfterTheRun() {
        WrittenLedger ledger = new WrittenLedger().baseline(1.72).replicate(1.73);

        RunStatistics statistics = RunStatistics.of(
                ledger.verified(WrittenLedger.baselineCommit(), 101, 1.75).entries());

        assertThat(statistics.table().baseline().orElseThrow().measurement().trials())
                .isEqualTo(2);
    }

    @Test
    void comparesBaselineAndIncumbentPairwiseOnFreshSeeds() {
        WrittenLedger ledger = night();
        ledger.ended(EndReason.LIMIT, "7 experiments are done")
                .verified(WrittenLedger.baselineCommit(), 101, 1.73)
                .verified(ledger.incumbent(), 101, 1.70)
                .verified(WrittenLedger.baselineCommit(), 102, 1.71)
                .verified(ledger.incumbent(), 102, 1.72)
                .verified(ledger.incumbent(), 103, 1.00);

        assertThat(RunStatistics.of(ledger.entries()).verification()).hasValueSatisfying(verification -> {
            assertThat(verification.pairs()).isEqualTo(2);
            assertThat(verification.better()).isEqualTo(1);
            assertThat(verification.baseline()).isCloseTo(1.72, within(1e-12));
            assertThat(verification.incumbent()).isCloseTo(1.71, within(1e-12));
            assertThat(verification.gain()).isCloseTo(0.01, within(1e-12));
            // The gains are 0.03 and -0.01: a standard deviation of 0.02828, divided by the root of two.
            assertThat(verification.standardError()).hasValueCloseTo(0.02, within(1e-12));
        });
    }

    @Test
    void trialsAfterTheRunCountAsTrainingTime() {
        double before = RunStatistics.of(night().entries()).time().training();
        double after = RunStatistics.of(night().verified(WrittenLedger.baselineCommit(), 101, 1.73)
                        .entries())
                .time()
                .training();

        assertThat(after - before).isEqualTo(20);
    }

    @Test
    void aRunWithoutAMeasuredBaselineHasNoGain() {
        RunStatistics statistics = RunStatistics.of(
                new WrittenLedger().failedBaseline("exit code 1").entries());

        assertThat(statistics.gain()).isEmpty();
        assertThat(statistics.keepRate()).isEmpty();
        assertThat(statistics.bestSoFar()).isEmpty();
        assertThat(statistics.crashes()).extracting(Result::number).isEqualTo(List.of(0));
    }

    @Test
    void leavesTheOpenExperimentOut() {
        RunTable table =
                RunTable.of(night().proposedOnly("lr", new KnobValue.Real(0.1)).entries());

        assertThat(table.experiments()).hasSize(7);
        assertThat(table.open())
                .hasValueSatisfying(open -> assertThat(open.number()).isEqualTo(8));
    }
}
