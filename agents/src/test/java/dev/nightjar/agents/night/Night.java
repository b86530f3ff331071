package dev.nightjar.agents.night;

import dev.nightjar.core.lab.Budget;
import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.lab.JudgeKind;
import dev.nightjar.core.lab.Knob;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.lab.Lab.GatePolicy;
import dev.nightjar.core.lab.Lab.GatePolicy.Compare;
import dev.nightjar.core.lab.Lab.GatePolicy.Policy;
import dev.nightjar.core.lab.Menu;
import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.ledger.Entry;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.core.proposal.Lesson;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.rails.RailContext;
import dev.nightjar.core.rails.RailName;
import dev.nightjar.core.rails.Rails;
import dev.nightjar.core.rails.Verdict;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Refusal;
import dev.nightjar.core.run.RunState;
import dev.nightjar.core.trial.Judgement;
import dev.nightjar.core.trial.Purpose;
import dev.nightjar.core.trial.Trial;
import dev.nightjar.core.trial.TrialOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// The ledger of a night, written event by event: a small lab with six knobs whose baseline measures 1.8 bits
/// per byte.
public final class Night {

    public static final String SOURCE = """
            // A toy that trains.
            class Toy {
                static final double LR = 1.0;
                static final int N_LAYER = 4;
                static final int TOTAL_BATCH = 2048;
                static final double MOMENTUM = 0.95;
                static final double WARMDOWN = 0.4;
                static final String PRECISION = "fp32";

                static double step(double x) {
                    double g = 2 * x;
                    return x - LR * g;
                }

                static double schedule(int step, int last) {
                    return 1.0 - (double) step / last;
                }

                public static void main(String[] args) {
                    double x = 1;
                    for (int i = 0; i < 10; i++) {
                        x = step(x);
                    }
                    System.out.println("METRIC loss=" + x);
                }
            }
            """;

    private final Scope scope;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Double> values = new LinkedHashMap<>();
    private String incumbent = "base";
    private Configuration knobs = start();
    private int experiments;
    private int trials;
    private int lessons;

    public Night(Scope scope) {
        this.scope = scope;
        add(new Event.RunStarted(
                "night",
                "toy",
                lab().goal(),
                42,
                "base",
                knobs,
                "print-base",
                menu().knobs().stream().map(Knob::name).toList(),
                "val_bpb",
                Direction.LOWER,
                JudgeKind.SEALED,
                Optional.empty(),
                Optional.of(lab().train().budget()),
                "cpu",
                Optional.empty(),
                lab().gate(),
                "llm",
                OptionalInt.empty(),
                "new",
                "2 cores",
                "0.1.0"));
        add(new Event.SessionStarted(7, lab().limits(), Optional.empty()));
        trial(0, Purpose.BASELINE, "base", 1.8);
    }

    public Lab lab() {
        return new Lab(
                "toy",
                "Lower the toy's validation bits per byte.",
                "Toy.java",
                scope,
                new Lab.Train(
                        List.of("java"),
                        Budget.parse("2 TFLOP"),
                        Optional.empty(),
                        Duration.ofSeconds(30),
                        2,
                        Duration.ofSeconds(60),
                        1L << 30),
                Optional.empty(),
                new Lab.Metric("val_bpb", Direction.LOWER, JudgeKind.SEALED, 128, 64, List.of()),
                new GatePolicy(Policy.STRICT, Compare.INCUMBENT, 0),
                new Lab.Search("llm", OptionalInt.empty()),
                List.of(),
                new Lab.Limits(
                        OptionalInt.of(40),
                        Optional.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        List.of()));
    }

    public static Menu menu() {
        return new Menu(
                List.of(
                        new Knob.RealRange("lr", "LR", "Learning rate.", 0.2, 5, Knob.Scale.LOG),
                        new Knob.IntRange("n_layer", "N_LAYER", "Blocks.", 1, 8, 1, Knob.Scale.LINEAR),
                        new Knob.IntRange(
                                "total_batch", "TOTAL_BATCH", "Tokens a step.", 512, 16384, 1, Knob.Scale.LOG),
                        new Knob.RealRange("momentum", "MOMENTUM", "Memory.", 0.8, 0.98, Knob.Scale.LINEAR),
                        new Knob.RealRange("warmdown", "WARMDOWN", "Share of the end.", 0.1, 1, Knob.Scale.LINEAR),
                        new Knob.Choice(
                                "precision",
                                "PRECISION",
                                "Of the passes.",
                                List.of(new KnobValue.Text("fp32"), new KnobValue.Text("bf16")))),
                List.of());
    }

    private static Configuration start() {
        Map<String, KnobValue> values = new LinkedHashMap<>();
        values.put("lr", new KnobValue.Real(1));
        values.put("n_layer", new KnobValue.Int(4));
        values.put("total_batch", new KnobValue.Int(2048));
        values.put("momentum", new KnobValue.Real(0.95));
        values.put("warmdown", new KnobValue.Real(0.4));
        values.put("precision", new KnobValue.Text("fp32"));
        return new Configuration(values);
    }

    /// A knob change that was measured, kept if it is better.
    public Night knob(String knob, KnobValue value, double metric) {
        String before = knobs.get(knob).orElseThrow().toString();
        Proposal proposal = new Proposal.KnobChange(Map.of(knob, value), "Because of " + knob + ".");
        return measured(proposal, Map.of(knob, value), "%s %s → %s".formatted(knob, before, value), metric);
    }

    /// An edit that was measured, kept if it is better.
    public Night edit(String text, String reason, double metric) {
        return measured(new Proposal.Edit(text, reason), Map.of(), reason, metric);
    }

    /// An edit that turns a knob too.
    public Night edit(String text, String reason, String knob, KnobValue value, double metric) {
        return measured(
                new Proposal.Edit(text, reason),
                Map.of(knob, value),
                "%s %s → %s".formatted(knob, knobs.get(knob).orElseThrow(), value),
                metric);
    }

    private Night measured(Proposal proposal, Map<String, KnobValue> changes, String description, double metric) {
        String commit = open(proposal, changes, description);
        trial(experiments, Purpose.CANDIDATE, commit, metric);
        double reference = values.get(incumbent);
        boolean keep = metric < reference;
        add(new Event.Decided(
                experiments,
                keep ? ExperimentStatus.KEEP : ExperimentStatus.DISCARD,
                keep ? "better" : "not better",
                OptionalDouble.of(metric),
                OptionalDouble.of(reference),
                keep));
        if (keep) {
            incumbent = commit;
            knobs = knobs.with(changes);
        }
        return this;
    }

    /// A knob change whose trial died.
    public Night crash(String knob, KnobValue value, String reason) {
        String commit =
                open(new Proposal.KnobChange(Map.of(knob, value), "Bold."), Map.of(knob, value), knob + " → " + value);
        Trial trial = new Trial(++trials, experiments, Purpose.CANDIDATE, commit, trials);
        add(new Event.TrialRequested(trial));
        add(new Event.TrialEnded(
                trial.id(),
                new TrialOutcome.Crashed(TrialOutcome.CrashReason.EXIT_CODE, reason, List.of("last words"), 1)));
        add(new Event.Decided(
                experiments,
                ExperimentStatus.CRASH,
                reason,
                OptionalDouble.empty(),
                OptionalDouble.of(values.get(incumbent)),
                false));
        return this;
    }

    /// A proposal that a rail ended.
    public Night blocked(Proposal proposal, RailName rail, String reason) {
        add(new Event.Proposed(++experiments, proposal, "toy-model", entries.size(), Optional.empty(), 1));
        add(new Event.Blocked(experiments, rail, reason));
        return this;
    }

    /// One more trial of the incumbent, with another seed.
    public Night replicate(double metric) {
        trial(experiments, Purpose.INCUMBENT, incumbent, metric);
        return this;
    }

    public Night noted(Map<String, Object> notes) {
        add(new Event.Noted(experiments, new LinkedHashMap<>(notes)));
        return this;
    }

    public Night lesson(String text, List<Integer> shown, List<Integer> retires) {
        add(new Event.Lesson(experiments, ++lessons, new Lesson(text, shown, retires)));
        return this;
    }

    public Night told(String text) {
        add(new Event.Told("word-" + entries.size(), text));
        return this;
    }

    /// What the rails say to a proposal of the next experiment.
    public Verdict check(Proposal proposal) {
        return Rails.check(
                proposal, new RailContext(lab(), menu(), new ToyLanguage(), SOURCE, knobs, state().fingerprints()));
    }

    public RunState state() {
        return RunState.of(entries);
    }

    /// What the proposer of the next experiment sees.
    public ProposalContext context(Refusal... refusals) {
        return context("Make it better.", refusals);
    }

    public ProposalContext context(String program, Refusal... refusals) {
        return new ProposalContext(
                experiments + 1, 1, lab(), menu(), knobs, incumbent, SOURCE, program, state(), List.of(refusals));
    }

    private String open(Proposal proposal, Map<String, KnobValue> changes, String description) {
        String commit = "commit-" + ++experiments;
        add(new Event.Proposed(experiments, proposal, "toy-model", entries.size(), Optional.empty(), 1));
        add(new Event.Committed(
                experiments, commit, incumbent, knobs.with(changes), changes, "print-" + commit, description));
        add(new Event.PreflightPassed(experiments, 0.1));
        return commit;
    }

    private void trial(int experiment, Purpose purpose, String commit, double metric) {
        Trial trial = new Trial(++trials, experiment, purpose, commit, trials);
        values.putIfAbsent(commit, metric);
        add(new Event.TrialRequested(trial));
        add(new Event.TrialEnded(trial.id(), new TrialOutcome.Trained(20, 25, 300L << 20, Map.of("num_steps", 400.0))));
        add(new Event.TrialJudged(
                trial.id(), new Judgement.Measured(metric, OptionalDouble.of(0.002), JudgeKind.SEALED, 8192, 1)));
    }

    private void add(Event event) {
        entries.add(new Entry(
                entries.size() + 1, Instant.ofEpochSecond(1_700_000_000L + entries.size()), Entry.NO_PREVIOUS, event));
    }
}
