package dev.nightjar.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.lab.Lab.GatePolicy.Compare;
import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.ledger.EndReason;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.scripted.Labs;
import dev.nightjar.core.scripted.MemoryLedger.Killed;
import dev.nightjar.core.scripted.Proposals;
import dev.nightjar.core.scripted.World;
import dev.nightjar.core.trial.Interruption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whenever an engine dies, the next one brings the run to the state that one engine would have.
final class ResumeTest {

    private static final int EXPERIMENTS = 16;

    private static World world(Compare compare) {
        Lab lab = Labs.lab(Scope.KNOB, compare, OptionalInt.empty()).with(Labs.experiments(EXPERIMENTS));
        World world = new World(lab, context -> Proposals.night(context.number()));
        world.audited = true;
        return world;
    }

    /// What must not depend on how many engines there were: everything but sequence numbers, times and sessions.
    private record Outcome(
            List<String> experiments,
            List<TrialRecord> trials,
            List<Event.Tested> tests,
            Optional<String> incumbent,
            String branch,
            List<Integer> kept) {

        static Outcome of(World world) {
            RunState state = world.state();
            return new Outcome(
                    state.experiments().stream()
                            .map(experiment -> "%d %s %s %s %s %s"
                                    .formatted(
                                            experiment.number(),
                                            experiment.proposed().proposal(),
                                            experiment.committed(),
                                            experiment.preflighted(),
                                            experiment.blocked(),
                                            experiment.decided()))
                            .toList(),
                    state.trials(),
                    state.tests(),
                    state.incumbent().map(RunState.Program::commit),
                    world.workspace.branch(),
                    List.copyOf(world.kept));
        }
    }

    private static Outcome uninterrupted(Compare compare) {
        World world = world(compare);
        world.engine();
        return Outcome.of(world);
    }

    private static int lines(Compare compare) {
        World world = world(compare);
        world.engine();
        return world.ledger.size();
    }

    private static void resume(World world) {
        world.ledger.live();
        world.interruption = new Interruption();
        world.interruptDuring = _ -> false;
        assertThat(world.engine()).isEqualTo(EndReason.LIMIT);
    }

    @ParameterizedTest
    @EnumSource
    void comesToTheSameStateWhereverItWasCut(Compare compare) {
        Outcome expected = uninterrupted(compare);
        int lines = lines(compare);
        for (int line = 3; line <= lines; line++) {
            for (boolean written : new boolean[] {false, true}) {
                World world = world(compare);
                world.ledger.dieAt(line, written);
                try {
                    world.engine();
                    throw new AssertionError("The engine should have died at line %d.".formatted(line));
                } catch (Killed _) {
                    resume(world);
                }
                assertThat(Outcome.of(world))
                        .as("cut at line %d, %s it was written", line, written ? "after" : "before")
                        .isEqualTo(expected);
                assertThat(world.executions).as("no trial runs twice").doesNotHaveDuplicates();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void comesToTheSameStateWhenEveryEngineDiesAfterOneStep(Compare compare) {
        World world = world(compare);
        boolean ended = false;
        for (int engine = 0; !ended && engine < 1_000; engine++) {
            world.ledger.dieAt(world.ledger.size() + 2, true);
            try {
                ended = world.engine() == EndReason.LIMIT;
            } catch (Killed _) {
                ended = world.ledger.events().getLast() instanceof Event.SessionEnded;
            }
        }
        world.ledger.live();
        world.engine();

        assertThat(Outcome.of(world)).isEqualTo(uninterrupted(compare));
        assertThat(world.executions).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void runsAnInterruptedTrialAgainWithTheSameSeed(Compare compare) {
        World world = world(compare);
        world.interruptDuring = trial -> trial.experiment() == 8;
        assertThat(world.engine()).isEqualTo(EndReason.STOPPED);
        resume(world);

        assertThat(Outcome.of(world)).isEqualTo(uninterrupted(compare));
        assertThat(world.executions).hasSize(world.outcomes.size() + 1);
    }
}
