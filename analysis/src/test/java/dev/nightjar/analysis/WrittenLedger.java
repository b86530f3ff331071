package dev.nightjar.analysis;

import dev.nightjar.core.lab.Budget;
import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.lab.JudgeKind;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.lab.Lab.GatePolicy;
import dev.nightjar.core.ledger.EndReason;
import dev.nightjar.core.ledger.Entry;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.core.ledger.LedgerCodec;
import dev.nightjar.core.proposal.Account;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.proposal.Tries;
import dev.nightjar.core.rails.RailName;
import dev.nightjar.core.trial.Judgement;
import dev.nightjar.core.trial.Purpose;
import dev.nightjar.core.trial.Trial;
import dev.nightjar.core.trial.TrialOutcome;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// A ledger written by hand, event by event, as the loop writes it: every trial takes 20 s on its clock, 5 s
/// around it, and 2 s to judge; every pre-flight 1.5 s; the engine itself 10 ms at each step.
public final class WrittenLedger {

    public static final Instant START = Instant.parse("2026-10-04T01:00:00Z");

    private static final Configuration BASE = configuration();

    private final List<Entry> entries = new ArrayList<>();
    private Instant now = START;
    private int trials;
    private int number;
    private String incumbent = "c0ffee0000000000000000000000000000000000";
    private double reference;

    public WrittenLedger() {
        add(new Event.RunStarted(
                "oct04",
                "gpt",
                "Lower validation bits per byte.",
                42,
                incumbent,
                BASE,
                "print-0",
                List.copyOf(BASE.values().keySet()),
                "val_bpb",
                Direction.LOWER,
                JudgeKind.SEALED,
                Optional.empty(),
                Optional.of(Budget.parse("2 TFLOP")),
                "cpu",
                Optional.empty(),
                new GatePolicy(GatePolicy.Policy.STRICT, GatePolicy.Compare.INCUMBENT, 0.005),
                "tpe",
                OptionalInt.of(1),
                "new",
                "2 cores",
                "0.1.0"));
        add(new Event.SessionStarted(4242, limits(), Optional.empty()));
    }

    private static Lab.Limits limits() {
        return new Lab.Limits(
                OptionalInt.of(30), Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty(), List.of());
    }

    private static Configuration configuration() {
        Map<String, KnobValue> knobs = new LinkedHashMap<>();
        knobs.put("n_layer", new KnobValue.Int(4));
        knobs.put("lr", new KnobValue.Real(0.02));
        knobs.put("precision", new KnobValue.Text("fp32"));
        return new Configuration(knobs);
    }

    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    public WrittenLedger baseline(double metric) {
        reference = metric;
        trial(0, Purpose.BASELINE, incumbent, metric);
        return this;
    }

    public WrittenLedger failedBaseline(String reason) {
        int id = ++trials;
        add(new Event.TrialRequested(new Trial(id, 0, Purpose.BASELINE, incumbent, 7)));
        pass(3);
        add(new Event.TrialEnded(id, new TrialOutcome.Crashed(CrashReason.EXIT_CODE, reason, List.of(), 3)));
        return this;
    }

    /// Proposes, trains, measures and decides as the strict gate does.
    public WrittenLedger tried(String knob, KnobValue value, double metric) {
        boolean better = metric < reference;
        return measured(knob, value, metric, better ? ExperimentStatus.KEEP : ExperimentStatus.DISCARD, "by the gate");
    }

    public WrittenLedger measured(String knob, KnobValue value, double metric, ExperimentStatus status, String reason) {
        String commit = open(knob, value);
        trial(number, Purpose.CANDIDATE, commit, metric);
        boolean best = status == ExperimentStatus.KEEP;
        add(new Event.Decided(number, status, reason, OptionalDouble.of(metric), OptionalDouble.of(reference), best));
        if (best) {
            incumbent = commit;
            reference = metric;
        }
        return this;
    }

    public WrittenLedger crashed(String knob, KnobValue value, CrashReason cause, String reason) {
        String commit = open(knob, value);
        int id = ++trials;
        add(new Event.TrialRequested(new Trial(id, number, Purpose.CANDIDATE, commit, 7)));
        pass(3);
        add(new Event.TrialEnded(id, new TrialOutcome.Crashed(cause, reason, List.of("boom"), 3)));
        add(new Event.Decided(
                number, ExperimentStatus.CRASH, reason, OptionalDouble.empty(), OptionalDouble.of(reference), false));
        return this;
    }

    public WrittenLedger blocked(String knob, KnobValue value, RailName rail, String reason) {
        propose(new Proposal.KnobChange(Map.of(knob, value), "because"));
        add(new Event.Blocked(number, rail, reason));
        return this;
    }

    public WrittenLedger nonsense(String raw) {
        propose(new Proposal.Unparsed(raw));
        add(new Event.Blocked(number, RailName.SCHEMA, "no JSON"));
        return this;
    }

    /// A second measurement of the incumbent, on another seed.
    public WrittenLedger replicate(double metric) {
        trial(0, Purpose.INCUMBENT, incumbent, metric);
        return this;
    }

    public WrittenLedger verified(String commit, long seed, double metric) {
        trial(0, Purpose.FINAL, commit, seed, metric);
        return this;
    }

    public WrittenLedger proposedOnly(String knob, KnobValue value) {
        propose(new Proposal.KnobChange(Map.of(knob, value), "because"));
        return this;
    }

    /// A model proposes out of range, is told so, and mends it: better by 0.02.
    public WrittenLedger keptFromModel(String model, String knob, KnobValue value, double metric) {
        pass(2);
        add(new Event.Proposed(
                ++number,
                new Proposal.Unparsed("{}"),
                model,
                entries.size(),
                Optional.empty(),
                0.5,
                Optional.of(Tries.MODEL),
                Optional.empty(),
                Optional.of(new Account(model, 1, 2000, 100, 0, 0.01, 2))));
        add(new Event.Refused(number, Optional.of(RailName.RANGE), "too much"));
        add(new Event.Retried(
                number,
                new Proposal.KnobChange(Map.of(knob, value), "mended"),
                model,
                entries.size(),
                3,
                Optional.empty(),
                Optional.of(new Account(model, 1, 2200, 100, 2000, 0.03, 3))));
        String commit = "%040x".formatted(0xbeef00 + number);
        add(new Event.Committed(
                number,
                commit,
                incumbent,
                BASE.with(Map.of(knob, value)),
                Map.of(knob, value),
                "print-" + number,
                knob));
        add(new Event.PreflightPassed(number, 1.5));
        trial(number, Purpose.CANDIDATE, commit, metric);
        add(new Event.Decided(
                number,
                ExperimentStatus.KEEP,
                "better",
                OptionalDouble.of(metric),
                OptionalDouble.of(metric + 0.02),
                true));
        incumbent = commit;
        return this;
    }

    /// The engine dies, and another takes the run up an hour later.
    public WrittenLedger killedAndResumed() {
        now = now.plusSeconds(3600);
        add(new Event.SessionStarted(4300, limits(), Optional.of("one torn line was dropped")));
        return this;
    }

    public WrittenLedger ended(EndReason reason, String detail) {
        add(new Event.SessionEnded(reason, detail));
        return this;
    }

    public String incumbent() {
        return incumbent;
    }

    public static String baselineCommit() {
        return "c0ffee0000000000000000000000000000000000";
    }

    private void propose(Proposal proposal) {
        pass(0.25);
        add(new Event.Proposed(++number, proposal, "tpe", entries.size(), Optional.empty(), 0.25));
    }

    private String open(String knob, KnobValue value) {
        propose(new Proposal.KnobChange(Map.of(knob, value), "because " + knob));
        String commit = "%040x".formatted(0xbeef00 + number);
        add(new Event.Committed(
                number,
                commit,
                incumbent,
                BASE.with(Map.of(knob, value)),
                Map.of(knob, value),
                "print-" + number,
                "%s %s → %s".formatted(knob, BASE.get(knob).orElseThrow(), value)));
        pass(1.5);
        add(new Event.PreflightPassed(number, 1.5));
        return commit;
    }

    private void trial(int experiment, Purpose purpose, String commit, double metric) {
        trial(experiment, purpose, commit, 7, metric);
    }

    private void trial(int experiment, Purpose purpose, String commit, long seed, double metric) {
        int id = ++trials;
        add(new Event.TrialRequested(new Trial(id, experiment, purpose, commit, seed)));
        pass(25);
        add(new Event.TrialEnded(
                id, new TrialOutcome.Trained(20, 25, 900L << 20, Map.of("val_bpb", metric, "num_steps", 210.0))));
        pass(2);
        add(new Event.TrialJudged(
                id, new Judgement.Measured(metric, OptionalDouble.of(0.002), JudgeKind.SEALED, 100_000, 2)));
    }

    private void pass(double seconds) {
        now = now.plusMillis(Math.round(1000 * seconds));
    }

    private void add(Event event) {
        now = now.plusMillis(10);
        String previous =
                entries.isEmpty() ? Entry.NO_PREVIOUS : LedgerCodec.hash(LedgerCodec.encode(entries.getLast()));
        entries.add(new Entry(entries.size() + 1L, now, previous, event));
    }
}
