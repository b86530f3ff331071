package dev.nightjar.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.Budget;
import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.lab.JudgeKind;
import dev.nightjar.core.lab.Knob;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.lab.Lab.GatePolicy;
import dev.nightjar.core.lab.Menu;
import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.ledger.Entry;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.core.proposal.Optimizer;
import dev.nightjar.core.proposal.Optimizer.Observation;
import dev.nightjar.core.proposal.Optimizer.Usage;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.rails.RailName;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Proposer;
import dev.nightjar.core.run.RunState;
import dev.nightjar.core.run.Suggestion;
import dev.nightjar.core.trial.Judgement;
import dev.nightjar.core.trial.Purpose;
import dev.nightjar.core.trial.Trial;
import dev.nightjar.core.trial.TrialOutcome;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What an optimizer hears of a run, and that the ledger is all it needs.
final class OptimizerProposerTest {

    private static final Configuration BASE = Menus.gptBase();
    private final List<Entry> entries = new ArrayList<>();

    private void happened(Event event) {
        entries.add(new Entry(entries.size() + 1, Instant.EPOCH, Entry.NO_PREVIOUS, event));
    }

    private static Lab lab() {
        return new Lab(
                "gpt",
                "Lower.",
                "Train.java",
                Scope.KNOB,
                new Lab.Train(
                        List.of("java"),
                        Budget.parse("10 steps"),
                        Optional.empty(),
                        Duration.ofSeconds(1),
                        2,
                        Duration.ofSeconds(1),
                        1),
                Optional.empty(),
                new Lab.Metric("val_bpb", Direction.LOWER, JudgeKind.SEALED, 2, 2, List.of()),
                new GatePolicy(GatePolicy.Policy.STRICT, GatePolicy.Compare.INCUMBENT, 0),
                new Lab.Search("tpe", OptionalInt.of(1)),
                List.of(),
                new Lab.Limits(
                        OptionalInt.empty(),
                        Optional.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        List.of()));
    }

    private void baseline(double value) {
        Lab lab = lab();
        happened(new Event.RunStarted(
                "night",
                lab.name(),
                lab.goal(),
                1,
                "base",
                BASE,
                "print",
                List.of(),
                "val_bpb",
                Direction.LOWER,
                JudgeKind.SEALED,
                Optional.empty(),
                Optional.empty(),
                "cpu",
                Optional.empty(),
                lab.gate(),
                "tpe",
                OptionalInt.of(1),
                "new",
                "",
                ""));
        happened(new Event.TrialRequested(new Trial(1, 0, Purpose.BASELINE, "base", 1)));
        happened(new Event.TrialJudged(
                1, new Judgement.Measured(value, OptionalDouble.empty(), JudgeKind.SEALED, 1, 1)));
    }

    private void proposed(int number, Map<String, KnobValue> changes) {
        happened(new Event.Proposed(number, new Proposal.KnobChange(changes, ""), "tpe", 1, Optional.empty(), 0));
    }

    private Configuration committed(int number, String knob, KnobValue value) {
        proposed(number, Map.of(knob, value));
        Configuration knobs = BASE.with(Map.of(knob, value));
        happened(new Event.Committed(number, "c" + number, "base", knobs, Map.of(knob, value), "print" + number, knob));
        return knobs;
    }

    private Configuration decided(int number, double lr, ExperimentStatus status, OptionalDouble metric) {
        Configuration knobs = committed(number, "lr", new KnobValue.Real(lr));
        happened(new Event.Decided(number, status, "", metric, OptionalDouble.empty(), false));
        return knobs;
    }

    private ProposalContext context(int number) {
        return new ProposalContext(
                number, 99L + number, lab(), Menus.gpt(), BASE, "base", "", "", RunState.of(entries), List.of());
    }

    private static final class Recorder implements Optimizer {
        private final List<Observation> heard = new ArrayList<>();
        private final List<List<Observation>> recalled = new ArrayList<>();
        private final List<Observation> screened = new ArrayList<>();

        @Override
        public void screened(List<Observation> trials) {
            assertThat(heard).isEmpty();
            screened.addAll(trials);
        }

        @Override
        public void recall(List<Observation> earlier) {
            assertThat(heard).isEmpty();
            recalled.add(earlier);
        }

        @Override
        public void tell(Observation observation) {
            heard.add(observation);
        }

        @Override
        public Map<String, KnobValue> ask(Configuration base) {
            return Map.of("lr", new KnobValue.Real(0.02));
        }
    }

    @Test
    void tellsTheWholeRunInOrder() {
        baseline(2.0);
        Configuration kept = decided(1, 0.02, ExperimentStatus.KEEP, OptionalDouble.of(1.5));
        Configuration discarded = decided(2, 0.03, ExperimentStatus.DISCARD, OptionalDouble.of(1.75));
        Configuration crashed = decided(3, 0.04, ExperimentStatus.CRASH, OptionalDouble.empty());
        Configuration objected = decided(4, 0.05, ExperimentStatus.CHECKS_FAILED, OptionalDouble.of(1));
        Configuration tainted = decided(5, 0.06, ExperimentStatus.TAINTED, OptionalDouble.of(1));
        Configuration unfit = committed(6, "lr", new KnobValue.Real(0.07));
        happened(new Event.Blocked(6, RailName.PREFLIGHT, "does not fit"));
        proposed(7, Map.of("lr", new KnobValue.Real(0.08)));
        happened(new Event.Blocked(7, RailName.CROSS, "no"));
        happened(new Event.Proposed(8, new Proposal.Unparsed("hm"), "model", 1, Optional.empty(), 0));
        happened(new Event.Blocked(8, RailName.SCHEMA, "no"));
        Configuration open = committed(9, "lr", new KnobValue.Real(0.09));
        Recorder recorder = new Recorder();

        new OptimizerProposer("recorder", _ -> recorder).propose(context(10));

        assertThat(recorder.heard)
                .containsExactly(
                        new Observation.Measured(BASE, 2.0),
                        new Observation.Measured(kept, 1.5),
                        new Observation.Measured(discarded, 1.75),
                        new Observation.Failed(crashed),
                        new Observation.Failed(objected),
                        new Observation.Unmeasured(tainted),
                        new Observation.Failed(unfit),
                        new Observation.Unmeasured(BASE.with(Map.of("lr", new KnobValue.Real(0.08)))),
                        new Observation.Pending(open));
    }

    @Test
    void tellsWhatTheTrialsOfARunUsedUp() {
        baseline(2.0);
        Event.RunStarted started = (Event.RunStarted) entries.getFirst().event();
        assertThat(usage(started, "cpu", Budget.parse("10 steps")))
                .as("the process's memory, and the time that the work took")
                .isEqualTo(Usage.of(5e9, 7));
        assertThat(usage(started, "cuda", Budget.parse("10 steps")))
                .as("the device's memory")
                .isEqualTo(Usage.of(3 * (1 << 20), 7));
        assertThat(usage(started, "cpu", Budget.parse("10s")))
                .as("a time that was given is no need")
                .isEqualTo(new Usage(OptionalDouble.of(5e9), OptionalDouble.empty()));
    }

    private Usage usage(Event.RunStarted started, String device, Budget budget) {
        entries.clear();
        happened(new Event.RunStarted(
                started.tag(),
                started.lab(),
                started.goal(),
                1,
                "base",
                BASE,
                "print",
                List.of(),
                "val_bpb",
                Direction.LOWER,
                JudgeKind.SEALED,
                Optional.empty(),
                Optional.of(budget),
                device,
                Optional.empty(),
                started.gate(),
                "auto",
                OptionalInt.empty(),
                "new",
                "",
                ""));
        happened(new Event.TrialRequested(new Trial(1, 0, Purpose.BASELINE, "base", 1)));
        happened(new Event.TrialEnded(1, new TrialOutcome.Trained(7, 9, 5_000_000_000L, Map.of("peak_vram_mb", 3.0))));
        happened(measured(1, 2.0));
        Configuration knobs = committed(1, "lr", new KnobValue.Real(0.02));
        happened(new Event.TrialRequested(new Trial(2, 1, Purpose.CANDIDATE, "c1", 3)));
        happened(new Event.TrialEnded(2, new TrialOutcome.Trained(7, 9, 5_000_000_000L, Map.of("peak_vram_mb", 3.0))));
        happened(measured(2, 2.5));
        happened(new Event.Decided(
                1, ExperimentStatus.DISCARD, "", OptionalDouble.of(2.5), OptionalDouble.of(2), false));
        Recorder recorder = new Recorder();
        new OptimizerProposer("recorder", _ -> recorder).propose(context(2));
        Usage used = ((Observation.Measured) recorder.heard.getFirst()).usage();
        assertThat(recorder.heard).last().isEqualTo(new Observation.Measured(knobs, 2.5, used));
        return used;
    }

    @Test
    void tellsEarlierRunsAsSuchAndFirst() {
        baseline(2.0);
        happened(new Event.Recalled(
                "older",
                Optional.empty(),
                List.of(
                        new Event.Recalled.Result(BASE, OptionalDouble.of(3), Optional.empty()),
                        new Event.Recalled.Result(
                                BASE, OptionalDouble.empty(), Optional.of(CrashReason.OUT_OF_MEMORY)))));
        Recorder recorder = new Recorder();
        new OptimizerProposer("recorder", _ -> recorder).propose(context(1));
        assertThat(recorder.heard).containsExactly(new Observation.Measured(BASE, 2.0));
        assertThat(recorder.recalled)
                .containsExactly(List.of(
                        new Observation.Measured(BASE, 3),
                        new Observation.Failed(BASE, Optional.of(CrashReason.OUT_OF_MEMORY))));
    }

    @Test
    void tellsShortTrialsAsSuchAndWhatTheyScreenedOutAsTried() {
        baseline(2.0);
        happened(new Event.TrialRequested(new Trial(2, 0, Purpose.SCREEN, "base", 2)));
        happened(measured(2, 3.0));
        Configuration out = committed(1, "lr", new KnobValue.Real(0.02));
        happened(new Event.TrialRequested(new Trial(3, 1, Purpose.SCREEN, "c1", 3)));
        happened(measured(3, 3.5));
        happened(new Event.Decided(
                1, ExperimentStatus.DISCARD, "", OptionalDouble.empty(), OptionalDouble.of(2), false));
        Recorder recorder = new Recorder();
        new OptimizerProposer("recorder", _ -> recorder).propose(context(2));
        assertThat(recorder.screened)
                .containsExactly(new Observation.Measured(BASE, 3.0), new Observation.Measured(out, 3.5));
        assertThat(recorder.heard)
                .containsExactly(new Observation.Measured(BASE, 2.0), new Observation.Unmeasured(out));
    }

    private static Event measured(int trial, double value) {
        return new Event.TrialJudged(
                trial, new Judgement.Measured(value, OptionalDouble.empty(), JudgeKind.SEALED, 1, 1));
    }

    @Test
    void aNewRunRecallsWhatHasAPlaceOnItsMenu() {
        baseline(2.0);
        for (int i = 1; i <= 6; i++) {
            decided(i, i == 2 ? 0.5 : 0.001 * i, ExperimentStatus.DISCARD, OptionalDouble.of(2 + i));
        }
        decided(7, 0.04, ExperimentStatus.CRASH, OptionalDouble.empty());
        decided(8, 0.05, ExperimentStatus.TAINTED, OptionalDouble.of(1));
        RunState earlier = RunState.of(entries);
        List<Event.Recalled> recalled = Recall.from(List.of(earlier), earlier.run(), Menus.gpt());
        assertThat(recalled).hasSize(1);
        assertThat(recalled.getFirst().run()).isEqualTo("night");
        assertThat(recalled.getFirst().results())
                .as("baseline, five in range, one crash")
                .hasSize(7)
                .first()
                .isEqualTo(new Event.Recalled.Result(BASE, OptionalDouble.of(2.0), Optional.empty()));

        entries.subList(9, entries.size()).clear();
        assertThat(Recall.from(List.of(RunState.of(entries)), earlier.run(), Menus.gpt()))
                .as("hardly anything was measured")
                .isEmpty();
    }

    @Test
    void saysWhatWasLearntAndWhatItWouldTryNext() {
        baseline(2.0);
        for (int i = 1; i <= 4; i++) {
            decided(i, 0.001 * i, ExperimentStatus.DISCARD, OptionalDouble.of(2 + i));
        }
        assertThat(Proposers.insight(RunState.of(entries), Menus.gpt()))
                .as("too little to learn from")
                .isEmpty();
        for (int i = 5; i <= 8; i++) {
            decided(i, 0.001 * i, ExperimentStatus.DISCARD, OptionalDouble.of(2 + i));
        }
        Optimizer.Insight insight =
                Proposers.insight(RunState.of(entries), Menus.gpt()).orElseThrow();
        assertThat(insight.importance().keySet().iterator().next()).isEqualTo("lr");
        assertThat(insight.next()).hasSize(3).doesNotHaveDuplicates().allSatisfy(changes -> {
            assertThat(changes).isNotEmpty();
            assertThat(Menus.gpt().feasible(BASE.with(changes))).isTrue();
        });
        assertThat(Proposers.insight(RunState.of(entries), Menus.gpt()))
                .as("the same ledger says the same")
                .contains(insight);
        Menu other = new Menu(List.of(Menus.real("unheard_of", 0, 1, Knob.Scale.LINEAR)), List.of());
        assertThat(Proposers.insight(RunState.of(entries), other).stream().flatMap(known -> known.next().stream()))
                .as("a program without that knob has no place on this menu")
                .isEmpty();
    }

    @Test
    void saysWhatItChangesAndWhatCameOfThatKnobSoFar() {
        baseline(2.0);
        OptimizerProposer proposer = new OptimizerProposer("tpe", _ -> new Recorder());
        assertThat(proposer.propose(context(1)))
                .isEqualTo(new Suggestion(
                        "tpe",
                        new Proposal.KnobChange(
                                Map.of("lr", new KnobValue.Real(0.02)),
                                "tpe: lr from 0.01 to 0.02; this knob was not turned before")));

        decided(1, 0.03, ExperimentStatus.KEEP, OptionalDouble.of(1.5));
        decided(2, 0.04, ExperimentStatus.DISCARD, OptionalDouble.of(1.75));
        assertThat(((Proposal.KnobChange) proposer.propose(context(3)).proposal()).reason())
                .isEqualTo("tpe: lr from 0.01 to 0.02; turned in 2 experiments before, 1 kept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "random", "tpe", "cmaes"})
    void theSameLedgerGivesTheSameProposalToANewEngine(String name) {
        baseline(2.0);
        for (int number = 1; number <= 25; number++) {
            Suggestion first = Proposers.named(name, OptionalInt.empty()).propose(context(number));
            assertThat(Proposers.named(name, OptionalInt.empty()).propose(context(number)))
                    .isEqualTo(first);
            Map<String, KnobValue> changes = ((Proposal.KnobChange) first.proposal()).changes();
            proposed(number, changes);
            Configuration knobs = BASE.with(changes);
            happened(new Event.Committed(number, "c" + number, "base", knobs, changes, "print" + number, ""));
            happened(new Event.Decided(
                    number,
                    ExperimentStatus.DISCARD,
                    "",
                    OptionalDouble.of(2 + Menus.number(knobs, "lr")),
                    OptionalDouble.of(2),
                    false));
        }
    }

    @Test
    void proposersHaveNames() {
        for (String name : Proposers.names()) {
            boolean one = !name.equals("cmaes");
            Proposer proposer = Proposers.named(name, one ? OptionalInt.of(1) : OptionalInt.empty());
            entries.clear();
            baseline(2.0);
            Suggestion first = proposer.propose(context(1));
            assertThat(first.by()).isEqualTo(name);
            assertThat(((Proposal.KnobChange) first.proposal()).changes()).hasSizeBetween(1, one ? 1 : 12);
        }
        assertThatThrownBy(() -> Proposers.named("oracle", OptionalInt.empty()))
                .isInstanceOf(UserError.class)
                .hasMessage("There is no proposer (oracle).\nMaybe one of [auto, random, tpe, cmaes] is meant.");
    }
}
