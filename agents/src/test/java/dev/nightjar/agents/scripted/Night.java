package dev.nightjar.agents.scripted;

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
import dev.nightjar.core.proposal.Account;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Refusal;
import dev.nightjar.core.run.RunState;
import dev.nightjar.core.run.Seeds;
import dev.nightjar.core.run.Suggestion;
import dev.nightjar.core.trial.Judgement;
import dev.nightjar.core.trial.Purpose;
import dev.nightjar.core.trial.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// A run as its ledger tells it, written by hand. The lab's program has three knobs: `width` from 1 to 64,
/// `rate` from 0.001 to 1 on a log scale, `mode` slow or fast. The baseline measures 2.0; lower is better.
public final class Night {

    public static final String PROGRAM = "# the program\nWIDTH = 16\nRATE = 0.1\nMODE = slow\nCLIP = 1\n";
    public static final String BASELINE = "base";
    public static final long SEED = 42;
    public static final Settings LANGUAGE = new Settings();

    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, String> sources = new HashMap<>(Map.of(BASELINE, PROGRAM));
    private final Lab lab;
    private String program = "Lower the loss.";
    private int trials = 1;
    private Instant now = Instant.EPOCH;

    public Night(Scope scope) {
        this(scope, OptionalInt.empty());
    }

    public Night(Scope scope, OptionalInt changes) {
        lab = lab(scope, changes);
        happened(new Event.RunStarted(
                "night",
                lab.name(),
                lab.goal(),
                SEED,
                BASELINE,
                knobs(),
                LANGUAGE.fingerprint(PROGRAM),
                List.of("width", "rate", "mode"),
                "loss",
                Direction.LOWER,
                JudgeKind.REPORTED,
                Optional.empty(),
                Optional.empty(),
                "cpu",
                Optional.empty(),
                lab.gate(),
                "scripted",
                changes,
                "new",
                "",
                ""));
        happened(new Event.TrialRequested(new Trial(1, 0, Purpose.BASELINE, BASELINE, 1)));
        happened(new Event.TrialJudged(1, measured(2.0)));
    }

    public static Configuration knobs() {
        Map<String, KnobValue> values = new LinkedHashMap<>();
        values.put("width", new KnobValue.Int(16));
        values.put("rate", new KnobValue.Real(0.1));
        values.put("mode", new KnobValue.Text("slow"));
        return new Configuration(values);
    }

    public static Menu menu() {
        return new Menu(
                List.of(
                        new Knob.IntRange("width", "WIDTH", "Channels.", 1, 64, 1, Knob.Scale.LINEAR),
                        new Knob.RealRange("rate", "RATE", "Learning rate.", 0.001, 1, Knob.Scale.LOG),
                        new Knob.Choice(
                                "mode",
                                "MODE",
                                "Which kernel.",
                                List.of(new KnobValue.Text("slow"), new KnobValue.Text("fast")))),
                List.of());
    }

    public static Proposal.KnobChange width(long value) {
        return new Proposal.KnobChange(Map.of("width", new KnobValue.Int(value)), "try width");
    }

    public static Proposal.KnobChange rate(double value) {
        return new Proposal.KnobChange(Map.of("rate", new KnobValue.Real(value)), "try rate");
    }

    /// Appends what an experiment that came to a number leaves behind. Better than what it started from is a
    /// keep.
    public Night tried(String by, Proposal.KnobChange change, double value) {
        return tried(by, change, value, Optional.empty());
    }

    public Night tried(String by, Proposal.KnobChange change, double value, Optional<Account> account) {
        double reference = state().reference().orElseThrow().value();
        ExperimentStatus status = value < reference ? ExperimentStatus.KEEP : ExperimentStatus.DISCARD;
        int number = opened(new Suggestion(by, change), account);
        Trial trial = commit(number, change);
        happened(new Event.TrialJudged(trial.id(), measured(value)));
        return decided(number, status, OptionalDouble.of(value));
    }

    public Night crashed(String by, Proposal.KnobChange change) {
        int number = opened(new Suggestion(by, change), Optional.empty());
        commit(number, change);
        return decided(number, ExperimentStatus.CRASH, OptionalDouble.empty());
    }

    /// As the loop would: the suggestion with its notes and lessons, blocked by nobody and still to be decided.
    public int opened(Suggestion suggestion, Optional<Account> account) {
        int number = state().experiments().size() + 1;
        happened(new Event.Proposed(
                number,
                suggestion.proposal(),
                suggestion.by(),
                entries.size(),
                Optional.empty(),
                0,
                Optional.of(suggestion.tries()),
                Optional.empty(),
                account.or(suggestion::account)));
        suggestion
                .lessons()
                .forEach(lesson -> happened(
                        new Event.Lesson(number, state().words().lessons().size() + 1, lesson)));
        if (!suggestion.notes().isEmpty()) {
            happened(new Event.Noted(number, suggestion.notes()));
        }
        return number;
    }

    public Trial commit(int number, Proposal.KnobChange change) {
        RunState.Program base = state().reference().orElseThrow();
        Map<String, KnobValue> constants = new HashMap<>();
        change.changes()
                .forEach((knob, value) ->
                        constants.put(menu().knob(knob).orElseThrow().constant(), value));
        String text = LANGUAGE.rewrite(source(base.commit()), constants);
        String commit = "c" + number;
        sources.put(commit, text);
        happened(new Event.Committed(
                number,
                commit,
                base.commit(),
                base.knobs().with(change.changes()),
                change.changes(),
                LANGUAGE.fingerprint(text),
                change.changes().toString()));
        Trial trial = new Trial(++trials, number, Purpose.CANDIDATE, commit, trials);
        happened(new Event.TrialRequested(trial));
        return trial;
    }

    public Night decided(int number, ExperimentStatus status, OptionalDouble metric) {
        OptionalDouble reference =
                OptionalDouble.of(state().reference().orElseThrow().value());
        happened(new Event.Decided(number, status, "", metric, reference, status == ExperimentStatus.KEEP));
        return this;
    }

    public Night told(String text) {
        happened(new Event.Told("id" + entries.size(), text));
        return this;
    }

    public Night instructions(String text) {
        program = text;
        return this;
    }

    public Night later(Duration time) {
        now = now.plus(time);
        return this;
    }

    public void happened(Event event) {
        entries.add(new Entry(entries.size() + 1, now, Entry.NO_PREVIOUS, event));
    }

    public RunState state() {
        return RunState.of(entries);
    }

    public String source(String commit) {
        return Optional.ofNullable(sources.get(commit)).orElseThrow();
    }

    public Lab lab() {
        return lab;
    }

    /// Of the experiment after the last.
    public ProposalContext next() {
        return context(state().experiments().size() + 1, List.of());
    }

    public ProposalContext context(int number, List<Refusal> refusals) {
        RunState state = state();
        RunState.Program base = state.reference().orElseThrow();
        return new ProposalContext(
                number,
                Seeds.proposal(SEED, number),
                lab,
                menu(),
                base.knobs(),
                base.commit(),
                source(base.commit()),
                program,
                state,
                refusals);
    }

    private static Judgement measured(double value) {
        return new Judgement.Measured(value, OptionalDouble.empty(), JudgeKind.REPORTED, 0, 0.1);
    }

    private static Lab lab(Scope scope, OptionalInt changes) {
        return new Lab(
                "toy",
                "Lower the loss.",
                "program.txt",
                scope,
                new Lab.Train(
                        List.of("./train"),
                        Budget.parse("10 steps"),
                        Optional.empty(),
                        Duration.ofSeconds(5),
                        2,
                        Duration.ofSeconds(60),
                        1L << 30),
                Optional.empty(),
                new Lab.Metric("loss", Direction.LOWER, JudgeKind.REPORTED, 2, 2, List.of()),
                new GatePolicy(GatePolicy.Policy.STRICT, GatePolicy.Compare.INCUMBENT, 0),
                new Lab.Search("scripted", changes),
                List.of(),
                new Lab.Limits(
                        OptionalInt.empty(),
                        Optional.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        List.of()));
    }
}
