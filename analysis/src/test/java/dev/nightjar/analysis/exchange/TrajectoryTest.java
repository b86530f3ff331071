package dev.nightjar.analysis.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.analysis.Result;
import dev.nightjar.analysis.RunTable;
import dev.nightjar.analysis.WrittenLedger;
import dev.nightjar.core.lab.JudgeKind;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.core.rails.RailName;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TrajectoryTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String TRAJECTORY = """
            {"_meta":"trajectory log; first record is baseline","baseline_val_bpb":4.5,"baseline_cfg":{"d_model":256,"lr":0.0003,"precision":"bf16"},"accept_delta_frac":0.005}
            {"iter":1,"ts":"2026-04-01 10:00:40","stage":"evaluated","verdict_ok":true,"proposal":{"knob":"lr","new_value":0.0006,"reason":"too slow"},"diff":"- lr = 0.0003\\n+ lr = 0.0006","candidate_cfg":{"d_model":256,"lr":0.0006,"precision":"bf16"},"eval_metrics":{"ok":true,"val_bpb":4.41,"train_wall_s":30.5,"val_wall_s":2.25,"peak_gpu_mem_gib":1.5},"val_bpb":4.41,"baseline_val_bpb":4.5,"improvement_frac":0.02,"decision":"keep","is_new_best":true,"nim_latency_s":1.5,"iter_wall_s":35}
            {"iter":2,"ts":"2026-04-01 10:01:20","stage":"evaluated","verdict_ok":true,"proposal":{"knob":"d_model","new_value":128,"reason":"smaller"},"diff":"d","candidate_cfg":{"d_model":128,"lr":0.0003,"precision":"bf16"},"eval_metrics":{"ok":true,"val_bpb":4.6,"train_wall_s":30,"val_wall_s":2,"peak_gpu_mem_gib":1},"val_bpb":4.6,"baseline_val_bpb":4.5,"improvement_frac":-0.0222,"decision":"revert","is_new_best":false,"nim_latency_s":1.5,"iter_wall_s":35}
            {"iter":3,"ts":"2026-04-01 10:01:22","stage":"blocked","verdict_ok":false,"rail":"R2_menu","reason":"depth is not in the menu","proposal":{"knob":"depth","new_value":12,"reason":"deeper"},"raw":"{\\"knob\\": \\"depth\\"}","nim_latency_s":1.25,"iter_wall_s":1.5}
            {"iter":4,"ts":"2026-04-01 10:01:30","stage":"eval_failed","verdict_ok":true,"proposal":{"knob":"d_model","new_value":8192,"reason":"wider"},"diff":"d","candidate_cfg":{"d_model":8192,"lr":0.0003,"precision":"bf16"},"eval_metrics":{"ok":false,"oom":true,"error":"CUDA out of memory"},"baseline_val_bpb":4.5,"decision":"revert","nim_latency_s":1,"iter_wall_s":6}
            {"iter":5,"ts":"2026-04-01 10:01:32","stage":"nim_error","nim_error":"HTTP 429","iter_wall_s":2}
            {"stage":"loop_complete","iters_requested":5,"accept_count":1,"revert_count":1,"block_count":1,"eval_fail_count":1,"loop_wall_s":87.2,"loop_wall_min":1.5,"baseline_val_bpb":4.5,"best_val_bpb":4.41,"best_proposal":{"knob":"lr","new_value":0.0006,"reason":"too slow"},"best_improvement_frac":0.02}
            """;

    @Test
    void becomesARunWhoseCandidatesAreComparedWithTheBaseline() {
        RunTable table = Texts.table(TRAJECTORY);

        assertThat(table.run().menu()).containsExactly("d_model", "lr", "precision");
        assertThat(table.run().gate().minimumGain()).isEqualTo(0.005);
        assertThat(table.baseline().orElseThrow().metric()).hasValue(4.5);
        assertThat(table.experiments())
                .extracting(Result::status)
                .containsExactly(
                        ExperimentStatus.KEEP,
                        ExperimentStatus.DISCARD,
                        ExperimentStatus.BLOCKED,
                        ExperimentStatus.CRASH,
                        ExperimentStatus.BLOCKED);
        Result kept = table.incumbent().orElseThrow();
        assertThat(kept.description()).isEqualTo("lr 0.0003 → 0.0006");
        assertThat(kept.change().hypothesis()).isEqualTo("too slow");
        assertThat(kept.cost().training()).isEqualTo(30.5);
        assertThat(kept.endedAt()).isEqualTo(Instant.parse("2026-04-01T10:00:40Z"));
        assertThat(kept.wall()).hasSeconds(35);
        assertThat(table.experiments().get(2).ending().rail()).contains(RailName.MENU);
        assertThat(table.experiments().get(3).ending().crash()).contains(CrashReason.OUT_OF_MEMORY);
    }

    @Test
    void saysThatItsMetricIsBitsPerToken() {
        Imported imported = Exchange.read(Texts.file("trajectory.jsonl", TRAJECTORY));

        assertThat(RunTable.of(imported.runs().getFirst()).run().metric()).isEqualTo("val_bits_per_token");
        assertThat(imported.remarks()).singleElement().asString().contains("bits per token, not per byte");
    }

    @Test
    void keepsWhatEachLineSaysOnceAround() {
        List<String> before = TRAJECTORY.lines().toList();
        List<String> after = Texts.around(Format.TRAJECTORY, TRAJECTORY).lines().toList();

        assertThat(after).hasSameSizeAs(before);
        for (int i = 0; i < before.size() - 1; i++) {
            Map<String, JsonNode> was = fields(before.get(i));
            assertThat(fields(after.get(i))).as("line %d", i + 1).containsAllEntriesOf(was);
        }
        assertThat(fields(after.getLast()))
                .containsEntry("accept_count", JSON.readTree("1"))
                .containsEntry("best_val_bpb", JSON.readTree("4.41"))
                .containsEntry("best_improvement_frac", JSON.readTree("0.02"));
    }

    @Test
    void ourOwnRunsComeBackWithTheirMetricAndTrueStatus() {
        RunTable own = RunTable.of(new WrittenLedger()
                .baseline(1.72)
                .tried("lr", new KnobValue.Real(0.03), 1.69)
                .measured("lr", new KnobValue.Real(0.04), 1.67, ExperimentStatus.CHECKS_FAILED, "exit code 2")
                .measured("lr", new KnobValue.Real(0.05), 1.66, ExperimentStatus.TAINTED, "load 3.9")
                .nonsense("I would rather not")
                .entries());

        RunTable back = Texts.table(Texts.written(Format.TRAJECTORY, own));

        assertThat(back.run().metric()).isEqualTo("val_bpb");
        assertThat(back.run().judge()).isEqualTo(JudgeKind.SEALED);
        assertThat(back.results())
                .extracting(Result::status)
                .containsExactlyElementsOf(
                        own.results().stream().map(Result::status).toList());
        assertThat(back.incumbent().orElseThrow().number()).isEqualTo(1);
        assertThat(back.experiments())
                .extracting(row -> row.ending().reason())
                .containsExactly("", "exit code 2", "load 3.9", "no JSON");
    }

    @Test
    void aPauseIsLeftOutAndSaidSo() {
        String paused = "{\"iter\":2,\"ts\":\"2026-04-01 10:00:41\",\"stage\":\"paused\",\"reason\":\"pause flag\"}\n";
        List<String> lines = TRAJECTORY.lines().toList();

        Imported imported =
                Exchange.read(Texts.file("trajectory.jsonl", String.join("\n", lines.subList(0, 2)) + "\n" + paused));

        assertThat(imported.remarks()).contains("Line 3 is a pause and was left out.");
        assertThat(RunTable.of(imported.runs().getFirst()).experiments()).hasSize(1);
    }

    @Test
    void namesWhatItDoesNotUnderstand() {
        assertThatThrownBy(() -> Texts.table(TRAJECTORY.replace("\"stage\":\"blocked\"", "\"stage\":\"dreamt\"")))
                .hasMessageContaining("line 4: found (\"stage\": dreamt)");
        assertThatThrownBy(() -> Texts.table(TRAJECTORY.replace("2026-04-01 10:01:20", "yesterday")))
                .hasMessageContaining("line 3: found (\"ts\": yesterday)")
                .hasMessageContaining("\nMaybe a time such as");
        assertThatThrownBy(() -> Texts.table("{\"iter\":1,\"stage\":\"blocked\"}"))
                .hasMessageContaining("no _meta");
    }

    private static Map<String, JsonNode> fields(String line) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        JSON.readTree(line).forEachEntry(fields::put);
        return fields;
    }
}
