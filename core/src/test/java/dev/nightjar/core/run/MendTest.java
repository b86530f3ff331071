package dev.nightjar.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.lab.Lab.GatePolicy.Compare;
import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.core.proposal.Account;
import dev.nightjar.core.proposal.Lesson;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.proposal.Tries;
import dev.nightjar.core.rails.RailName;
import dev.nightjar.core.scripted.Labs;
import dev.nightjar.core.scripted.Proposals;
import dev.nightjar.core.scripted.World;
import dev.nightjar.core.trial.TrialOutcome;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Proposers that may try again, think ahead, and are spoken to.
final class MendTest {

    private static final Account ACCOUNT = new Account("m", 1, 100, 10, 0, 0.01, 2.5);

    private static World world(Scope scope, int experiments) {
        Lab lab = Labs.lab(scope, Compare.INCUMBENT, OptionalInt.empty());
        return new World(lab.with(Labs.experiments(experiments)), context -> Proposals.width(4 + context.number()));
    }

    private static Suggestion model(Proposal proposal) {
        return new Suggestion("m", proposal, Tries.MODEL, Basis.NOW, Optional.of(ACCOUNT), List.of(), Map.of());
    }

    @Test
    void aBlockedProposalsReasonGoesBackAndTheMendedOneIsTried() {
        World world = world(Scope.KNOB, 1);
        List<List<Refusal>> seen = new ArrayList<>();
        world.suggestions = context -> {
            seen.add(context.refusals());
            return model(Proposals.width(
                    switch (context.refusals().size()) {
                        case 0 -> 40;
                        case 1 -> 4;
                        default -> 8;
                    }));
        };

        world.engine();

        Experiment experiment = world.state().experiments().getFirst();
        assertThat(experiment.status()).contains(ExperimentStatus.KEEP);
        assertThat(seen).hasSize(3);
        assertThat(seen.getLast())
                .extracting(Refusal::rail)
                .containsExactly(Optional.of(RailName.RANGE), Optional.of(RailName.NOOP));
        assertThat(seen.getLast().getFirst().reason()).contains("40");
        assertThat(experiment.tries())
                .allSatisfy(one -> assertThat(one.account()).contains(ACCOUNT));
        assertThat(world.executions).as("the baseline's and one candidate's").hasSize(2);
    }

    @Test
    void threeAttemptsAreAllAndTheThirdRefusalBlocks() {
        World world = world(Scope.KNOB, 1);
        world.suggestions = _ -> model(Proposals.width(40));

        world.engine();

        Experiment experiment = world.state().experiments().getFirst();
        assertThat(experiment.status()).contains(ExperimentStatus.BLOCKED);
        assertThat(experiment.tries()).hasSize(3);
        assertThat(experiment.refusals()).hasSize(2);
    }

    @Test
    void whatThePreflightRefusesIsRepairedThreeTimes() {
        World world = world(Scope.KNOB, 1);
        world.unfit = Set.of(5, 6, 7, 9);
        world.suggestions =
                context -> model(Proposals.width(5 + context.refusals().size()));

        world.engine();

        Experiment experiment = world.state().experiments().getFirst();
        assertThat(experiment.refusals()).hasSize(3).allSatisfy(refusal -> {
            assertThat(refusal.rail()).contains(RailName.PREFLIGHT);
            assertThat(refusal.reason()).contains("does not compile");
        });
        assertThat(experiment.status()).contains(ExperimentStatus.KEEP);
        assertThat(world.state().fingerprints().values())
                .as("each refused program counts as tried")
                .containsExactly(0, 1, 1, 1, 1);
    }

    @Test
    void aCrashInTheFirstStepsGoesBackOnceWithItsLastWords() {
        World world = world(Scope.KNOB, 2);
        world.unfit = Set.of();
        world.endings = trial -> trial.experiment() == 0
                ? Optional.empty()
                : Optional.of(new TrialOutcome.Crashed(
                        CrashReason.EXIT_CODE, "It ended with 1.", List.of("shape mismatch"), 0.2));
        List<Refusal> seen = new ArrayList<>();
        world.suggestions = context -> {
            seen.addAll(context.refusals());
            return model(Proposals.width(
                    5 + 3 * context.number() + context.refusals().size()));
        };

        world.engine();

        assertThat(seen).hasSize(2).allSatisfy(refusal -> {
            assertThat(refusal.rail()).isEmpty();
            assertThat(refusal.reason()).contains("It ended with 1.", "shape mismatch");
        });
        assertThat(world.state().experiments()).allSatisfy(experiment -> {
            assertThat(experiment.status()).contains(ExperimentStatus.CRASH);
            assertThat(experiment.trials()).hasSize(2);
        });
    }

    @Test
    void aCrashThatCostATrialsTimeIsACrash() {
        World world = world(Scope.KNOB, 1);
        world.endings = trial -> trial.experiment() == 0
                ? Optional.empty()
                : Optional.of(new TrialOutcome.Crashed(CrashReason.EXIT_CODE, "It ended with 1.", List.of(), 1.4));
        world.suggestions = _ -> model(Proposals.width(8));

        world.engine();

        assertThat(world.state().experiments().getFirst().refusals()).isEmpty();
        assertThat(world.state().experiments().getFirst().status()).contains(ExperimentStatus.CRASH);
    }

    @Test
    void aResumedRunGoesOnBetweenARefusalAndItsMending() {
        World world = world(Scope.KNOB, 1);
        world.suggestions = context -> {
            if (context.refusals().size() == 1 && world.executions.size() == 1) {
                throw new IllegalStateException("the engine is killed while the model thinks");
            }
            return model(Proposals.width(context.refusals().isEmpty() ? 40 : 8));
        };
        try {
            world.engine();
        } catch (IllegalStateException _) {
            world.suggestions = context -> {
                assertThat(context.refusals()).hasSize(1);
                return model(Proposals.width(8));
            };
        }

        world.engine();

        assertThat(world.state().experiments()).hasSize(1);
        assertThat(world.state().experiments().getFirst().status()).contains(ExperimentStatus.KEEP);
    }

    @Test
    void theNextExperimentIsThoughtOfWhileATrialTrainsButNotBeyondTheLastOne() {
        World world = world(Scope.KNOB, 3);

        world.engine();

        assertThat(world.ahead)
                .as("by the baseline's trial and two candidates'")
                .containsExactly(1, 2, 3);
    }

    @Test
    void anEditThatWasThoughtOfAgainstAnEarlierProgramIsMerged() {
        World world = world(Scope.EDIT, 2);
        String commit = World.BASELINE;
        world.suggestions = context -> context.number() == 1
                ? model(Proposals.width(8))
                : model(new Proposal.Edit(Labs.PROGRAM.replace("CLIP = 1", "CLIP = 0"), "no clipping"))
                        .against(new Basis(OptionalLong.of(1), Optional.of(commit)));

        world.engine();

        Experiment merged = world.state().experiments().getLast();
        assertThat(merged.status()).contains(ExperimentStatus.KEEP);
        assertThat(merged.proposed().basis()).isEqualTo(1);
        assertThat(world.workspace.source(merged.committed().orElseThrow().commit()))
                .contains("WIDTH = 8", "CLIP = 0");
    }

    @Test
    void anEditThatCannotBeMergedIsAskedAgain() {
        World world = world(Scope.EDIT, 2);
        world.suggestions = context -> {
            if (context.number() == 1) {
                return model(Proposals.width(8));
            }
            return context.refusals().isEmpty()
                    ? model(new Proposal.Edit(Labs.PROGRAM.replace("WIDTH = 4", "WIDTH = 6"), "wider"))
                            .against(new Basis(OptionalLong.of(1), Optional.of(World.BASELINE)))
                    : model(new Proposal.Edit(context.source().replace("CLIP = 1", "CLIP = 0"), "no clipping"));
        };

        world.engine();

        Experiment asked = world.state().experiments().getLast();
        assertThat(asked.refusals())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.reason()).contains("has changed since"));
        assertThat(asked.status()).contains(ExperimentStatus.KEEP);
    }

    @Test
    void whatAPersonTellsReachesTheNextProposalOnce() {
        World world = world(Scope.KNOB, 2);
        Inbox.Message message = new Inbox.Message("tell-1", "try fewer layers");
        world.messages.add(message);
        List<List<Words.Told>> seen = new ArrayList<>();
        world.suggestions = context -> {
            world.messages.add(message); // as if the engine was killed between ledger and inbox
            seen.add(context.state().words().told());
            return new Suggestion("m", Proposals.width(4 + context.number()));
        };

        world.engine();

        assertThat(seen.getFirst()).extracting(Words.Told::text).containsExactly("try fewer layers");
        assertThat(seen.getLast()).hasSize(1);
        assertThat(world.messages).as("one that came after the last proposal").hasSize(1);
    }

    @Test
    void lessonsAreNumberedAndRetired() {
        World world = world(Scope.KNOB, 2);
        world.suggestions = context -> new Suggestion(
                "m",
                Proposals.width(4 + context.number()),
                Tries.ONCE,
                Basis.NOW,
                Optional.empty(),
                List.of(new Lesson(
                        "lesson " + context.number(), List.of(), context.number() == 2 ? List.of(1) : List.of())),
                Map.of("hypothesis", "wider is better"));

        world.engine();

        Words words = world.state().words();
        assertThat(words.lessons()).extracting(Event.Lesson::id).containsExactly(1, 2);
        assertThat(words.standing()).extracting(Event.Lesson::id).containsExactly(2);
        assertThat(words.noted())
                .hasSize(2)
                .allSatisfy(note -> assertThat(note.notes()).containsEntry("hypothesis", "wider is better"));
    }
}
