package dev.nightjar.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.lab.Lab.GatePolicy.Compare;
import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.ledger.EndReason;
import dev.nightjar.core.ledger.Entry;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.rails.RailName;
import dev.nightjar.core.scripted.Labs;
import dev.nightjar.core.scripted.Proposals;
import dev.nightjar.core.scripted.World;
import dev.nightjar.core.trial.Judgement;
import dev.nightjar.core.trial.Purpose;
import dev.nightjar.core.trial.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class RunStateTest {

    private static final Lab LAB = Labs.lab(Scope.KNOB, Compare.INCUMBENT, OptionalInt.empty());
    private static final Event STARTED = World.started(LAB);
    private static final Event SESSION = new Event.SessionStarted(7, Labs.NO_LIMITS, Optional.empty());

    private static RunState fold(Event... events) {
        List<Entry> entries = new ArrayList<>();
        for (Event event : events) {
            int sequence = entries.size() + 1;
            entries.add(new Entry(sequence, Instant.ofEpochSecond(10L * sequence), Entry.NO_PREVIOUS, event));
        }
        return RunState.of(entries);
    }

    private static Event proposed(int number) {
        return new Event.Proposed(number, Proposals.width(8), "scripted", 1, Optional.empty(), 0);
    }

    @Test
    void refusesALedgerThatDoesNotBeginWithARun() {
        assertThatThrownBy(() -> RunState.of(List.of()))
                .hasMessageContaining("begins with the start of a run")
                .hasMessageContaining("\nMaybe ");
        assertThatThrownBy(() -> fold(SESSION)).hasMessageContaining("begins with the start of a run");
    }

    @Test
    void refusesASecondStart() {
        assertThatThrownBy(() -> fold(STARTED, SESSION, STARTED))
                .hasMessageStartingWith("Entry 3 starts the run a second time.");
    }

    @Test
    void refusesEventsOfExperimentsAndTrialsThatItDoesNotKnow() {
        assertThatThrownBy(() -> fold(STARTED, new Event.Blocked(1, RailName.NOOP, "same")))
                .hasMessage("The ledger has no experiment (1).\nMaybe a line is missing.");
        assertThatThrownBy(() -> fold(STARTED, new Event.TrialJudged(3, new Judgement.Refused("x"))))
                .hasMessage("The ledger has no trial (3).\nMaybe a line is missing.");
        assertThatThrownBy(() -> fold(STARTED, proposed(2)))
                .hasMessage("The ledger opens experiment (2) where (1) is next.\nMaybe a line is missing.");
        assertThatThrownBy(() -> fold(STARTED, new Event.SessionEnded(EndReason.LIMIT, "")))
                .hasMessage("The ledger ends a session that never began.\nMaybe a line is missing.");
    }

    @Test
    void beginsWithTheBaseline() {
        assertThat(fold(STARTED, SESSION).next()).isEqualTo(new Step.Request(Purpose.BASELINE, 0, World.BASELINE));
    }

    @Test
    void countsOnlyTheTimeOfEngines() {
        RunState state = fold(
                STARTED,
                SESSION,
                new Event.Noted(0, Map.of()),
                new Event.SessionEnded(EndReason.PAUSED, "a person asked"),
                SESSION,
                new Event.Noted(0, Map.of()));
        assertThat(state.elapsed()).isEqualTo(Duration.ofSeconds(20 + 10));
        assertThat(state.sessions())
                .extracting(Session::ended)
                .containsExactly(Optional.of(EndReason.PAUSED), Optional.empty());
        assertThat(state.sessions().getFirst().started().pid()).isEqualTo(7);
    }

    @Test
    void notesChangeNothingButTheSequence() {
        RunState before = fold(STARTED, proposed(1));
        RunState after = fold(STARTED, proposed(1), new Event.Noted(1, Map.of("hint", "wider")));
        assertThat(after.sequence()).isEqualTo(3);
        assertThat(after.experiments()).isEqualTo(before.experiments());
    }

    @Test
    void keepsWhatItTookOverFromEarlierRuns() {
        Event.Recalled recalled = new Event.Recalled(
                "older",
                Optional.empty(),
                List.of(new Event.Recalled.Result(Labs.knobs(), OptionalDouble.of(2), Optional.empty())));
        assertThat(fold(STARTED, recalled, SESSION, proposed(1)).recalled()).containsExactly(recalled);
    }

    @Test
    void trialsAfterTheRunCountNeitherAsReferenceNorAsExperiments() {
        RunState state = fold(
                STARTED,
                new Event.TrialRequested(new Trial(1, 0, Purpose.BASELINE, World.BASELINE, 1)),
                measured(1, 2.0),
                new Event.TrialRequested(new Trial(2, 0, Purpose.FINAL, World.BASELINE, 2)),
                measured(2, 1.0));
        assertThat(state.values(World.BASELINE)).containsExactly(2.0);
        assertThat(state.baseline().orElseThrow().value()).isEqualTo(2.0);
        assertThat(state.experiments()).isEmpty();
        assertThat(state.next()).isEqualTo(new Step.Propose(1));
    }

    @Test
    void knowsNoIncumbentBeforeTheBaselineIsMeasured() {
        assertThat(fold(STARTED).incumbent()).isEmpty();
        assertThat(fold(STARTED).reference()).isEmpty();
        assertThat(fold(STARTED).experiment(1)).isEmpty();
        assertThat(fold(STARTED).experiment(0)).isEmpty();
    }

    @Test
    void remembersWhoTriedAProgramFirst() {
        RunState state = fold(STARTED, proposed(1), committed(1, "print"), proposed(2), committed(2, "print"));
        assertThat(state.fingerprints())
                .containsEntry("print", 1)
                .containsValue(0)
                .hasSize(2);
    }

    @Test
    void anExperimentIsOpenUntilItIsDecidedOrBlocked() {
        assertThat(fold(STARTED, proposed(1)).decided()).isEmpty();
        assertThat(fold(STARTED, proposed(1), new Event.Blocked(1, RailName.NOOP, "same"))
                        .decided())
                .hasSize(1);
        Experiment open = fold(STARTED, proposed(1)).experiments().getFirst();
        assertThat(open.reason()).isEmpty();
        assertThat(open.metric()).isEqualTo(OptionalDouble.empty());
        assertThat(open.description()).isEqualTo("width → 8");
    }

    private static Event measured(int trial, double value) {
        return new Event.TrialJudged(
                trial,
                new Judgement.Measured(
                        value, OptionalDouble.empty(), LAB.metric().judge(), 0, 0));
    }

    private static Event committed(int number, String fingerprint) {
        return new Event.Committed(number, "c" + number, World.BASELINE, Labs.knobs(), Map.of(), fingerprint, "d");
    }
}
