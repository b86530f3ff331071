package dev.nightjar.views;

import dev.nightjar.analysis.Change;
import dev.nightjar.analysis.Cost;
import dev.nightjar.analysis.Measurement;
import dev.nightjar.analysis.Result;
import dev.nightjar.analysis.exchange.RowLedger;
import dev.nightjar.core.lab.Budget;
import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.lab.JudgeKind;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Lab.GatePolicy;
import dev.nightjar.core.ledger.Entry;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.core.rails.RailName;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// A run of real shape: a baseline of 1.7213 bits per byte, and what became of some changes to it.
final class SampleRun {

    private static final Instant START = Instant.parse("2026-10-04T01:12:00Z");

    private final Event.RunStarted run;
    private final List<Result> rows = new ArrayList<>();
    private final Configuration base;
    private Instant now = START;
    private double reference = 1.7213;

    private SampleRun(String origin) {
        Map<String, KnobValue> knobs = new LinkedHashMap<>();
        knobs.put("n_layer", new KnobValue.Int(4));
        knobs.put("d_model", new KnobValue.Int(256));
        knobs.put("matrix_lr", new KnobValue.Real(0.02));
        knobs.put("weight_decay", new KnobValue.Real(0.1));
        knobs.put("batch_size", new KnobValue.Int(16));
        knobs.put("precision", new KnobValue.Text("fp32"));
        this.base = new Configuration(knobs);
        this.run = new Event.RunStarted(
                "oct04",
                "gpt",
                "Lower validation bits per byte of a small GPT at a fixed training budget.",
                42,
                "1f0c2d3e4b5a69788796a5b4c3d2e1f00f1e2d3c",
                base,
                "fingerprint-0",
                List.copyOf(knobs.keySet()),
                "val_bpb",
                Direction.LOWER,
                JudgeKind.SEALED,
                Optional.empty(),
                Optional.of(Budget.parse("2 TFLOP")),
                "cpu",
                Optional.of("bubblewrap"),
                new GatePolicy(GatePolicy.Policy.STRICT, GatePolicy.Compare.INCUMBENT, 0.005),
                "tpe",
                OptionalInt.of(1),
                origin,
                "2 cores, 8 GiB",
                "0.1.0");
    }

    static List<Entry> entries() {
        return build("new").ledger(Optional.empty());
    }

    static List<Entry> imported() {
        return build("import csv").ledger(Optional.of("from run.csv"));
    }

    static List<Entry> onlyBaseline() {
        SampleRun sample = new SampleRun("new");
        sample.baseline();
        return sample.ledger(Optional.empty());
    }

    static List<Entry> failedBaseline() {
        SampleRun sample = new SampleRun("new");
        sample.row(
                0,
                ExperimentStatus.CRASH,
                "baseline",
                Map.of(),
                OptionalDouble.empty(),
                3,
                "exit code 1: no such corpus");
        return sample.ledger(Optional.empty());
    }

    private List<Entry> ledger(Optional<String> note) {
        return RowLedger.of(run, rows, note, START);
    }

    private static SampleRun build(String origin) {
        SampleRun sample = new SampleRun(origin);
        sample.baseline();
        sample.tried(1, 1.7410, "matrix_lr 0.02 → 0.06", Map.of("matrix_lr", new KnobValue.Real(0.06)));
        sample.tried(2, 1.6904, "n_layer 4 → 6", Map.of("n_layer", new KnobValue.Int(6)));
        sample.row(
                3,
                ExperimentStatus.CRASH,
                "d_model 256 → 1024",
                Map.of("d_model", new KnobValue.Int(1024)),
                OptionalDouble.empty(),
                3.4,
                "out of memory: 4.1 GiB of 4 GiB");
        sample.row(
                4,
                ExperimentStatus.BLOCKED,
                "d_model 256 → 300",
                Map.of("d_model", new KnobValue.Int(300)),
                OptionalDouble.empty(),
                0.01,
                "d_model % n_head == 0 does not hold for d_model = 300, n_head = 8");
        sample.tried(5, 1.6921, "weight_decay 0.1 → 0.3", Map.of("weight_decay", new KnobValue.Real(0.3)));
        sample.tried(
                6,
                1.6755,
                "matrix_lr 0.02 → 0.034, batch_size 16 → 8",
                Map.of("matrix_lr", new KnobValue.Real(0.034), "batch_size", new KnobValue.Int(8)));
        sample.tried(7, 1.6760, "weight_decay 0.1 → 0.3", Map.of("weight_decay", new KnobValue.Real(0.3)));
        sample.row(
                8,
                ExperimentStatus.CHECKS_FAILED,
                "weight_decay 0.1 → 0.05",
                Map.of("weight_decay", new KnobValue.Real(0.05)),
                OptionalDouble.of(1.6701),
                24.4,
                "make check: exit code 2");
        sample.tried(9, 1.6612, "d_model 256 → 320", Map.of("d_model", new KnobValue.Int(320)));
        sample.row(
                10,
                ExperimentStatus.TAINTED,
                "batch_size 8 → 4",
                Map.of("batch_size", new KnobValue.Int(4)),
                OptionalDouble.of(1.6790),
                31,
                "the machine's load was 3.9 on 2 cores");
        return sample;
    }

    private void baseline() {
        row(0, ExperimentStatus.KEEP, "baseline", Map.of(), OptionalDouble.of(1.7213), 26.0, "");
    }

    private void tried(int number, double metric, String description, Map<String, KnobValue> knobs) {
        boolean better = metric < reference;
        String reason = better ? "better by %.6f".formatted(reference - metric) : "not better";
        row(
                number,
                better ? ExperimentStatus.KEEP : ExperimentStatus.DISCARD,
                description,
                knobs,
                OptionalDouble.of(metric),
                24.2 + number / 10.0,
                reason);
        if (better) {
            reference = metric;
        }
    }

    private void row(
            int number,
            ExperimentStatus status,
            String description,
            Map<String, KnobValue> knobs,
            OptionalDouble metric,
            double seconds,
            String reason) {
        Instant end = now.plusMillis(Math.round(1000 * (seconds + 0.03)));
        boolean blocked = status == ExperimentStatus.BLOCKED;
        boolean crashed = status == ExperimentStatus.CRASH;
        rows.add(new Result(
                number,
                status,
                number > 0 && status == ExperimentStatus.KEEP,
                new Change(
                        number == 0 ? "" : "tpe",
                        description,
                        "",
                        knobs,
                        base.with(knobs),
                        Optional.of("%07x".formatted(0xabc0000 + number * 4133)),
                        Optional.empty()),
                new Measurement(
                        metric,
                        metric.isPresent() ? OptionalDouble.of(0.0021) : OptionalDouble.empty(),
                        number == 0 || metric.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(reference),
                        metric.isPresent() ? 1 : 0),
                new Result.Ending(
                        reason,
                        blocked ? Optional.of(RailName.CROSS) : Optional.empty(),
                        crashed ? Optional.of(CrashReason.OUT_OF_MEMORY) : Optional.empty()),
                blocked
                        ? Cost.NONE
                        : new Cost(
                                0,
                                crashed ? 0 : 1.5,
                                crashed ? seconds : seconds - 5,
                                crashed ? 0 : 1.5,
                                crashed ? 0 : 2,
                                900L << 20),
                Map.of(),
                Map.of(),
                now,
                end));
        now = end.plusMillis(20);
    }
}
