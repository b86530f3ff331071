package dev.nightjar.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.lab.Lab.GatePolicy;
import dev.nightjar.core.lab.Lab.GatePolicy.Compare;
import dev.nightjar.core.lab.Lab.GatePolicy.Policy;
import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.ledger.EndReason;
import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.scripted.Labs;
import dev.nightjar.core.scripted.Proposals;
import dev.nightjar.core.scripted.World;
import dev.nightjar.core.trial.Purpose;
import dev.nightjar.core.trial.TrialOutcome;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// Short trials first: who goes on, and that they count for nothing else.
final class ScreeningTest {

    /// From width 4: better; worse; a little worse than the best; worse; a little worse again; out of memory.
    private static Proposal night(int number) {
        return switch (number) {
            case 1 -> Proposals.width(8);
            case 2 -> Proposals.width(2);
            case 3 -> Proposals.width(9);
            case 4 -> Proposals.width(1);
            case 5 -> Proposals.width(10);
            case 6 -> Proposals.width(16);
            default -> Proposals.rate(0.05);
        };
    }

    private static World world(int experiments) {
        Lab lab = Labs.lab(Scope.KNOB, Compare.INCUMBENT, OptionalInt.empty());
        Lab screening = new Lab(
                lab.name(),
                lab.goal(),
                lab.editable(),
                lab.scope(),
                lab.train(),
                lab.data(),
                lab.metric(),
                new GatePolicy(Policy.STRICT, Compare.INCUMBENT, 0, OptionalDouble.of(0.25)),
                lab.search(),
                lab.checks(),
                Labs.experiments(experiments));
        return new World(screening, context -> night(context.number()));
    }

    private static List<Purpose> purposes(Experiment experiment) {
        return experiment.trials().stream()
                .map(record -> record.trial().purpose())
                .toList();
    }

    @Test
    void whatBeatsTheReferencesShortTrialOrIsInTheBestThirdGetsAFullOne() {
        World world = world(5);
        assertThat(world.engine()).isEqualTo(EndReason.LIMIT);
        RunState state = world.state();
        assertThat(state.ownTrials())
                .extracting(record -> record.trial().purpose())
                .containsExactly(Purpose.BASELINE, Purpose.SCREEN);
        assertThat(state.experiments())
                .extracting(ScreeningTest::purposes)
                .containsExactly(
                        List.of(Purpose.SCREEN, Purpose.CANDIDATE),
                        List.of(Purpose.SCREEN),
                        List.of(Purpose.SCREEN),
                        List.of(Purpose.SCREEN),
                        List.of(Purpose.SCREEN));
        Experiment out = state.experiments().get(1);
        assertThat(out.status()).contains(ExperimentStatus.DISCARD);
        assertThat(out.metric()).isEmpty();
        assertThat(out.reason())
                .startsWith("screened out: ")
                .contains("after 25 % of the budget, place 3 of 3; the reference had ");
    }

    @Test
    void aPlaceInTheBestThirdIsEnough() {
        World world = world(5);
        world.suggestions = context ->
                new Suggestion("scripted", context.number() == 5 ? Proposals.rate(0.11) : night(context.number()));
        world.engine();
        Experiment near = world.state().experiments().get(4);
        assertThat(purposes(near)).containsExactly(Purpose.SCREEN, Purpose.CANDIDATE);
        assertThat(near.status()).contains(ExperimentStatus.DISCARD);
        assertThat(near.metric()).isPresent();
    }

    @Test
    void aShortTrialIsNoEvidence() {
        World world = world(1);
        world.engine();
        RunState state = world.state();
        String commit = state.experiments().getFirst().committed().orElseThrow().commit();
        assertThat(state.values(commit)).hasSize(1);
        assertThat(state.values(World.BASELINE)).hasSize(1);
        assertThat(state.incumbent().orElseThrow().trial().trial().purpose()).isEqualTo(Purpose.CANDIDATE);
    }

    @Test
    void aCandidateThatDiesInItsShortTrialIsACrashAndAControlThatDiesIsNone() {
        World world = world(2);
        world.suggestions =
                context -> new Suggestion("scripted", context.number() == 1 ? Proposals.width(16) : night(1));
        world.endings =
                trial -> trial.purpose() == Purpose.SCREEN && trial.commit().equals(World.BASELINE)
                        ? Optional.of(new TrialOutcome.Crashed(CrashReason.TIME_LIMIT, "too slow", List.of(), 1))
                        : Optional.empty();
        assertThat(world.engine()).isEqualTo(EndReason.LIMIT);
        List<Experiment> experiments = world.state().experiments();
        assertThat(experiments.getFirst().status()).contains(ExperimentStatus.CRASH);
        assertThat(purposes(experiments.get(1)))
                .as("with nothing to compare with, the best so far goes on")
                .containsExactly(Purpose.SCREEN, Purpose.CANDIDATE);
    }

    @Test
    void aShareIsAPartOfTheBudget() {
        for (double share : new double[] {0, 1, Double.NaN}) {
            assertThatThrownBy(() -> new GatePolicy(Policy.STRICT, Compare.INCUMBENT, 0, OptionalDouble.of(share)))
                    .hasMessageContaining("(%s)".formatted(share))
                    .hasMessageContaining("\nMaybe ");
        }
    }
}
