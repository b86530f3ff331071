package dev.nightjar.core.run;

import static dev.nightjar.core.ledger.ExperimentStatus.BLOCKED;
import static dev.nightjar.core.ledger.ExperimentStatus.CHECKS_FAILED;
import static dev.nightjar.core.ledger.ExperimentStatus.CRASH;
import static dev.nightjar.core.ledger.ExperimentStatus.DISCARD;
import static dev.nightjar.core.ledger.ExperimentStatus.KEEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.core.gate.Decision;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.lab.Lab.GatePolicy.Compare;
import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.ledger.EndReason;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.rails.RailName;
import dev.nightjar.core.scripted.Labs;
import dev.nightjar.core.scripted.Proposals;
import dev.nightjar.core.scripted.World;
import dev.nightjar.core.trial.Purpose;
import dev.nightjar.core.trial.TrialOutcome;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class LoopTest {

    private static World night(int experiments) {
        return world(Compare.INCUMBENT, context -> Proposals.night(context.number()), experiments);
    }

    private static World world(Compare compare, Function<ProposalContext, Proposal> proposals, int experiments) {
        Lab lab = Labs.lab(Scope.KNOB, compare, OptionalInt.empty());
        return new World(lab.with(Labs.experiments(experiments)), proposals);
    }

    private static List<ExperimentStatus> statuses(RunState state) {
        return state.experiments().stream()
                .map(experiment -> experiment.status().orElseThrow())
                .toList();
    }

    @Test
    void decidesEveryKindOfExperimentAndGoesOn() {
        World world = night(15);

        assertThat(world.engine()).isEqualTo(EndReason.LIMIT);

        RunState state = world.state();
        assertThat(statuses(state))
                .containsExactly(
                        KEEP,
                        KEEP,
                        BLOCKED,
                        BLOCKED,
                        BLOCKED,
                        CRASH,
                        BLOCKED,
                        DISCARD,
                        DISCARD,
                        BLOCKED,
                        CRASH,
                        CHECKS_FAILED,
                        KEEP,
                        BLOCKED,
                        BLOCKED);
        assertThat(world.ledger.events(Event.Blocked.class))
                .extracting(Event.Blocked::rail)
                .containsExactly(
                        RailName.NOOP,
                        RailName.RANGE,
                        RailName.SCHEMA,
                        RailName.PREFLIGHT,
                        RailName.DUPLICATE,
                        RailName.CROSS,
                        RailName.MENU);
        assertThat(state.incumbent().orElseThrow().experiment()).isEqualTo(13);
        assertThat(state.sessions().getLast().detail()).isEqualTo("15 experiments are done");
    }

    @Test
    void saysWhyEachExperimentEndedAsItDid() {
        World world = night(12);
        world.engine();
        RunState state = world.state();

        assertThat(state.experiment(1).orElseThrow().reason()).startsWith("better by 1.0000");
        assertThat(state.experiment(1).orElseThrow().description()).isEqualTo("width 4 → 8");
        assertThat(state.experiment(5).orElseThrow().description()).isEqualTo("Try a wider model!");
        assertThat(state.experiment(6).orElseThrow().reason()).isEqualTo("out of memory");
        assertThat(state.experiment(7).orElseThrow().reason()).isEqualTo("R8_preflight: does not compile");
        assertThat(state.experiment(8).orElseThrow().reason()).startsWith("not better: -0.9999");
        assertThat(state.experiment(10).orElseThrow().reason())
                .isEqualTo("R7_duplicate: Experiment 1 already tried this program.");
        assertThat(state.experiment(11).orElseThrow().reason()).isEqualTo("judgement: no model came up");
        assertThat(state.experiment(12).orElseThrow().reason()).isEqualTo("the lab's checks failed");
    }

    @Test
    void movesTheBranchToKeptProgramsOnly() {
        World world = night(12);
        world.engine();

        String kept = world.state()
                .experiment(2)
                .orElseThrow()
                .committed()
                .orElseThrow()
                .commit();
        assertThat(world.workspace.branch()).isEqualTo(kept);
        assertThat(world.workspace.source(kept)).contains("WIDTH = 8").contains("RATE = 0.05");
    }

    @Test
    void keepsTheCheckpointsOfBaselineAndIncumbent() {
        World world = night(8);
        world.engine();

        RunState state = world.state();
        assertThat(world.kept)
                .containsExactly(
                        state.baseline().orElseThrow().trial().trial().id(),
                        state.incumbent().orElseThrow().trial().trial().id());
    }

    @Test
    void measuresTheBaselineFirstAndOnce() {
        World world = night(3);
        world.engine();

        assertThat(world.ledger.events(Event.TrialRequested.class))
                .extracting(requested -> requested.trial().purpose())
                .containsExactly(Purpose.BASELINE, Purpose.CANDIDATE, Purpose.CANDIDATE);
        assertThat(world.progress)
                .as("each trial shows its training and its judgement")
                .hasSize(6);
    }

    @Test
    void givesUpWhenTheBaselineCannotBeMeasured() {
        World world = night(3);
        world.outcomes.put(1, new TrialOutcome.Crashed(CrashReason.EXIT_CODE, "exit code 1", List.of(), 0.1));

        assertThat(world.engine()).isEqualTo(EndReason.BASELINE_FAILED);
        assertThat(world.state().sessions().getLast().detail()).isEqualTo("exit code 1");
        assertThat(world.state().experiments()).isEmpty();
    }

    @Test
    void aBusyMachineTaintsATrialAndTheIdeaMayComeAgain() {
        assertThat(statuses(0.6)).containsExactly(ExperimentStatus.TAINTED, KEEP);
        assertThat(statuses(0.1))
                .as("the program's own fault, and the same idea again")
                .containsExactly(CRASH, BLOCKED);
    }

    private static List<ExperimentStatus> statuses(double others) {
        World world = night(2);
        world.suggestions = _ -> new Suggestion("scripted", Proposals.width(8));
        world.endings = trial -> trial.id() == 2
                ? Optional.of(new TrialOutcome.Crashed(
                        CrashReason.TIME_LIMIT, "too slow", List.of(), 1, OptionalDouble.of(others)))
                : Optional.empty();
        world.engine();
        return world.state().experiments().stream()
                .map(experiment -> experiment.status().orElseThrow())
                .toList();
    }

    @Test
    void givesEachTrialAnIdAndASeedOfItsOwn() {
        World world = night(15);
        world.engine();

        List<TrialRecord> trials = world.state().trials();
        assertThat(trials)
                .extracting(record -> record.trial().id())
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(trials).extracting(record -> record.trial().seed()).doesNotHaveDuplicates();
    }

    @Test
    void proposesFromTheIncumbentWhenClimbing() {
        List<Double> widths = new ArrayList<>();
        World world = world(
                Compare.INCUMBENT,
                context -> {
                    widths.add(context.base().get("width").orElseThrow().number());
                    return Proposals.night(context.number());
                },
                3);
        world.engine();

        assertThat(widths).containsExactly(4.0, 8.0, 8.0);
    }

    @Test
    void comparesEveryCandidateWithTheBaselineWhereTheLabSaysSo() {
        World world = world(
                Compare.BASELINE,
                context -> switch (context.number()) {
                    case 1 -> Proposals.width(8);
                    case 2 -> Proposals.rate(0.05);
                    default -> Proposals.rate(0.02);
                },
                3);
        world.engine();

        RunState state = world.state();
        assertThat(statuses(state)).containsExactly(KEEP, KEEP, KEEP);
        assertThat(state.experiments())
                .extracting(experiment -> experiment.committed().orElseThrow().base())
                .containsOnly(World.BASELINE);
        assertThat(world.ledger.events(Event.Decided.class))
                .extracting(Event.Decided::best)
                .as("a keep that is worse than the best keep leaves the branch alone")
                .containsExactly(true, false, false);
        assertThat(state.incumbent().orElseThrow().experiment()).isEqualTo(1);
        double reference = state.baseline().orElseThrow().value();
        assertThat(world.ledger.events(Event.Decided.class))
                .extracting(decided -> decided.reference().orElseThrow())
                .containsOnly(reference);
    }

    @Test
    void runsTheTrialsThatTheGateAsksFor() {
        World world = world(Compare.INCUMBENT, _ -> Proposals.width(8), 1);
        world.gate = evidence -> {
            if (evidence.candidate().size() < 2) {
                return new Decision.NeedTrial(Purpose.CANDIDATE, "one is no number");
            }
            if (evidence.reference().size() < 2) {
                return new Decision.NeedTrial(Purpose.INCUMBENT, "one is no number");
            }
            return new Decision.Keep("sure");
        };
        world.engine();

        Experiment experiment = world.state().experiment(1).orElseThrow();
        assertThat(experiment.trials())
                .extracting(record -> record.trial().purpose())
                .containsExactly(Purpose.CANDIDATE, Purpose.CANDIDATE, Purpose.INCUMBENT);
        assertThat(experiment.trials().getLast().trial().commit()).isEqualTo(World.BASELINE);
        double mean = experiment.trials().stream()
                .limit(2)
                .mapToDouble(record -> record.value().orElseThrow())
                .average()
                .orElseThrow();
        assertThat(experiment.metric().orElseThrow()).isCloseTo(mean, within(1e-12));
    }

    @Test
    void finishesTheTrialInFlightWhenAskedToStop() {
        World world = night(15);
        world.stopDuring = trial -> trial.experiment() == 2 ? Optional.of(EndReason.STOPPED) : Optional.empty();

        assertThat(world.engine()).isEqualTo(EndReason.STOPPED);
        assertThat(statuses(world.state())).containsExactly(KEEP, KEEP);
    }

    @Test
    void pausesAtTheNextBoundary() {
        World world = night(15);
        world.stopDuring = trial -> trial.experiment() == 1 ? Optional.of(EndReason.PAUSED) : Optional.empty();

        assertThat(world.engine()).isEqualTo(EndReason.PAUSED);
        assertThat(world.state().sessions().getLast().ended()).contains(EndReason.PAUSED);
        assertThat(world.state().experiments()).hasSize(1);
    }

    @Test
    void startsNoTrialOnceAskedToStop() {
        World world = night(15);
        world.asked = Optional.of(EndReason.STOPPED);

        assertThat(world.engine()).isEqualTo(EndReason.STOPPED);
        assertThat(world.executions).isEmpty();
    }

    @Test
    void leavesInTheMiddleOfATrialWhenInterrupted() {
        World world = night(15);
        world.interruptDuring = trial -> trial.experiment() == 2;

        assertThat(world.engine()).isEqualTo(EndReason.STOPPED);
        RunState state = world.state();
        assertThat(state.experiments().getLast().open()).isTrue();
        assertThat(state.sessions().getLast().detail()).contains("middle");
    }

    @Test
    void endsWhenTheTimeIsOver() {
        World world = night(15);
        world.millisPerTrial = 60_000;
        world.lab = world.lab.with(new Lab.Limits(
                OptionalInt.empty(),
                Optional.of(Duration.ofSeconds(150)),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                List.of()));

        assertThat(world.engine()).isEqualTo(EndReason.LIMIT);
        assertThat(world.executions).hasSize(3);
        assertThat(world.state().sessions().getLast().detail()).isEqualTo("0.05 hours are over");
    }
}
