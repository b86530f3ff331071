package dev.nightjar.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.core.lab.Budget;
import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.lab.JudgeKind;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.lab.Lab.GatePolicy.Compare;
import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.proposal.Account;
import dev.nightjar.core.proposal.Lesson;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.proposal.Tries;
import dev.nightjar.core.rails.RailName;
import dev.nightjar.core.scripted.Labs;
import dev.nightjar.core.scripted.World;
import dev.nightjar.core.trial.Integrity;
import dev.nightjar.core.trial.Judgement;
import dev.nightjar.core.trial.Purpose;
import dev.nightjar.core.trial.Serving;
import dev.nightjar.core.trial.Trial;
import dev.nightjar.core.trial.TrialOutcome;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The lines of a ledger outlive releases: each of these was written once and must be read forever.
final class LedgerCodecTest {

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final String HEAD =
            "{\"v\":1,\"seq\":3,\"at\":\"2026-01-02T03:04:05.678Z\",\"prev\":\"" + "0".repeat(64) + "\",\"event\":";

    private static Map<String, KnobValue> changes() {
        Map<String, KnobValue> changes = new LinkedHashMap<>();
        changes.put("n", new KnobValue.Int(4));
        changes.put("x", new KnobValue.Real(1e-4));
        changes.put("w", new KnobValue.Text("SSL"));
        changes.put("f", new KnobValue.Flag(true));
        return changes;
    }

    private static Event proposed(Proposal proposal) {
        return new Event.Proposed(2, proposal, "tpe", 9, Optional.of("abc"), 0.25);
    }

    private static Event noted() {
        Map<String, @Nullable Object> notes = new LinkedHashMap<>();
        notes.put("hint", "wider");
        notes.put("nothing", null);
        notes.put("list", List.of(1, 2.5));
        return new Event.Noted(4, notes);
    }

    private static Event measuredWith(Yardstick yardstick) {
        return new Event.RunStarted(
                "night",
                "toy",
                "",
                42,
                "base",
                Labs.knobs(),
                "print",
                List.of(),
                "loss",
                Direction.LOWER,
                JudgeKind.SEPARATE,
                Optional.of(yardstick),
                Optional.empty(),
                "cpu",
                Optional.of("bubblewrap"),
                new Lab.GatePolicy(Lab.GatePolicy.Policy.STRICT, Compare.INCUMBENT, 0, OptionalDouble.of(0.25)),
                "tpe",
                OptionalInt.empty(),
                "new",
                "",
                "");
    }

    private static Event session() {
        Lab.Limits limits = new Lab.Limits(
                OptionalInt.of(30),
                Optional.of(Duration.ofHours(8)),
                OptionalDouble.of(5),
                OptionalDouble.of(2.5),
                List.of("echo", "done"));
        return new Event.SessionStarted(77, limits, Optional.of("dropped a torn line"));
    }

    static Stream<Arguments> lines() {
        return Stream.of(
                Arguments.of(
                        World.started(Labs.lab(Scope.KNOB, Compare.BASELINE, OptionalInt.of(1))),
                        "{\"type\":\"run_started\",\"tag\":\"night\",\"lab\":\"toy\",\"goal\":\"Lower the loss.\",\"seed\":42,"
                                + "\"baseline\":\"base0000\",\"knobs\":{\"width\":4,\"rate\":0.1,\"mode\":\"slow\"},"
                                + "\"fingerprint\":\"WIDTH=4;RATE=0.1;MODE=slow;CLIP=1\",\"menu\":[\"width\",\"rate\",\"mode\"],"
                                + "\"metric\":\"loss\",\"direction\":\"LOWER\",\"judge\":\"REPORTED\","
                                + "\"budget\":{\"kind\":\"STEPS\",\"amount\":10.0},\"device\":\"cpu\","
                                + "\"gate\":{\"policy\":\"STRICT\",\"compare\":\"BASELINE\",\"minimum_gain\":0.0},"
                                + "\"proposer\":\"scripted\",\"changes\":1,\"origin\":\"new\",\"machine\":\"2 cores\","
                                + "\"version\":\"0.1.0\"}"),
                Arguments.of(
                        measuredWith(new Yardstick(
                                64, 32, List.of("sh", "e.sh"), Optional.of(new Yardstick.Corpus("text", 300, "0abc")))),
                        "{\"type\":\"run_started\",\"tag\":\"night\",\"lab\":\"toy\",\"goal\":\"\",\"seed\":42,"
                                + "\"baseline\":\"base\",\"knobs\":{\"width\":4,\"rate\":0.1,\"mode\":\"slow\"},"
                                + "\"fingerprint\":\"print\",\"menu\":[],"
                                + "\"metric\":\"loss\",\"direction\":\"LOWER\",\"judge\":\"SEPARATE\","
                                + "\"yardstick\":{\"context\":64,\"rows\":32,\"evaluator\":[\"sh\",\"e.sh\"],"
                                + "\"corpus\":{\"name\":\"text\",\"vocabulary\":300,\"key\":\"0abc\"}},\"device\":\"cpu\","
                                + "\"isolation\":\"bubblewrap\","
                                + "\"gate\":{\"policy\":\"STRICT\",\"compare\":\"INCUMBENT\",\"minimum_gain\":0.0,\"screen\":0.25},"
                                + "\"proposer\":\"tpe\",\"origin\":\"new\",\"machine\":\"\",\"version\":\"\"}"),
                Arguments.of(
                        new Event.Recalled(
                                "older",
                                Optional.of(Budget.parse("10 steps")),
                                List.of(
                                        new Event.Recalled.Result(
                                                new Configuration(Map.of("n", new KnobValue.Int(4))),
                                                OptionalDouble.of(1.5),
                                                Optional.empty()),
                                        new Event.Recalled.Result(
                                                new Configuration(Map.of("n", new KnobValue.Int(9))),
                                                OptionalDouble.empty(),
                                                Optional.of(CrashReason.OUT_OF_MEMORY)))),
                        "{\"type\":\"recalled\",\"run\":\"older\",\"budget\":{\"kind\":\"STEPS\",\"amount\":10.0},\"results\":["
                                + "{\"knobs\":{\"n\":4},\"value\":1.5},{\"knobs\":{\"n\":9},\"cause\":\"OUT_OF_MEMORY\"}]}"),
                Arguments.of(
                        session(),
                        "{\"type\":\"session_started\",\"pid\":77,\"limits\":{\"experiments\":30,\"time\":\"PT8H\",\"money\":5.0,"
                                + "\"price_per_hour\":2.5,\"on_end\":[\"echo\",\"done\"]},\"note\":\"dropped a torn line\"}"),
                Arguments.of(
                        new Event.SessionStarted(77, Labs.NO_LIMITS, Optional.empty()),
                        "{\"type\":\"session_started\",\"pid\":77,\"limits\":{\"on_end\":[]}}"),
                Arguments.of(
                        new Event.SessionEnded(EndReason.BASELINE_FAILED, "exit code 1"),
                        "{\"type\":\"session_ended\",\"reason\":\"BASELINE_FAILED\",\"detail\":\"exit code 1\"}"),
                Arguments.of(
                        proposed(new Proposal.KnobChange(changes(), "why")),
                        "{\"type\":\"proposed\",\"number\":2,\"proposal\":{\"kind\":\"knobs\",\"changes\":{\"n\":4,\"x\":1.0E-4,"
                                + "\"w\":\"SSL\",\"f\":true},\"reason\":\"why\"},\"proposer\":\"tpe\",\"basis\":9,"
                                + "\"program\":\"abc\",\"seconds\":0.25}"),
                Arguments.of(
                        proposed(new Proposal.Edit("A = 1\n", "why")),
                        "{\"type\":\"proposed\",\"number\":2,\"proposal\":{\"kind\":\"edit\",\"text\":\"A = 1\\n\","
                                + "\"reason\":\"why\"},\"proposer\":\"tpe\",\"basis\":9,\"program\":\"abc\",\"seconds\":0.25}"),
                Arguments.of(
                        proposed(new Proposal.Unparsed("„so\"")),
                        "{\"type\":\"proposed\",\"number\":2,\"proposal\":{\"kind\":\"unparsed\",\"raw\":\"„so\\\"\"},"
                                + "\"proposer\":\"tpe\",\"basis\":9,\"program\":\"abc\",\"seconds\":0.25}"),
                Arguments.of(
                        new Event.Blocked(2, RailName.DIFF_LINT, "too much"),
                        "{\"type\":\"blocked\",\"number\":2,\"rail\":\"R5_diff_lint\",\"reason\":\"too much\"}"),
                Arguments.of(
                        new Event.Proposed(
                                2,
                                new Proposal.Unparsed("x"),
                                "m",
                                9,
                                Optional.empty(),
                                0.25,
                                Optional.of(Tries.MODEL),
                                Optional.of("c0"),
                                Optional.of(new Account("m", 1, 20, 3, 5, 0.5, 2))),
                        "{\"type\":\"proposed\",\"number\":2,\"proposal\":{\"kind\":\"unparsed\",\"raw\":\"x\"},"
                                + "\"proposer\":\"m\",\"basis\":9,\"seconds\":0.25,"
                                + "\"tries\":{\"attempts\":3,\"repairs\":3,\"crashes\":1},\"base\":\"c0\","
                                + "\"account\":{\"model\":\"m\",\"calls\":1,\"tokens_in\":20,\"tokens_out\":3,"
                                + "\"tokens_cached\":5,\"cost\":0.5,\"latency_seconds\":2.0}}"),
                Arguments.of(
                        new Event.Refused(2, Optional.of(RailName.RANGE), "too wide"),
                        "{\"type\":\"refused\",\"number\":2,\"rail\":\"R3_range\",\"reason\":\"too wide\"}"),
                Arguments.of(
                        new Event.Retried(
                                2, new Proposal.Unparsed("x"), "m", 9, 0.25, Optional.empty(), Optional.empty()),
                        "{\"type\":\"retried\",\"number\":2,\"proposal\":{\"kind\":\"unparsed\",\"raw\":\"x\"},"
                                + "\"proposer\":\"m\",\"basis\":9,\"seconds\":0.25}"),
                Arguments.of(
                        new Event.Lesson(2, 1, new Lesson("wider is better", List.of(1, 2), List.of())),
                        "{\"type\":\"lesson\",\"number\":2,\"id\":1,\"lesson\":{\"text\":\"wider is better\","
                                + "\"experiments\":[1,2],\"retires\":[]}}"),
                Arguments.of(
                        new Event.Told("tell-1", "try fewer layers"),
                        "{\"type\":\"told\",\"id\":\"tell-1\",\"text\":\"try fewer layers\"}"),
                Arguments.of(
                        new Event.Committed(2, "c1", "c0", Labs.knobs(), changes(), "print", "n 3 → 4"),
                        "{\"type\":\"committed\",\"number\":2,\"commit\":\"c1\",\"base\":\"c0\",\"knobs\":{\"width\":4,\"rate\":0.1,"
                                + "\"mode\":\"slow\"},\"changes\":{\"n\":4,\"x\":1.0E-4,\"w\":\"SSL\",\"f\":true},"
                                + "\"fingerprint\":\"print\",\"description\":\"n 3 → 4\"}"),
                Arguments.of(
                        new Event.PreflightPassed(2, 1.5),
                        "{\"type\":\"preflight_passed\",\"number\":2,\"seconds\":1.5}"),
                Arguments.of(
                        new Event.TrialRequested(new Trial(3, 2, Purpose.CANDIDATE, "c1", -5)),
                        "{\"type\":\"trial_requested\",\"trial\":{\"id\":3,\"experiment\":2,\"purpose\":\"CANDIDATE\","
                                + "\"commit\":\"c1\",\"seed\":-5}}"),
                Arguments.of(
                        new Event.TrialEnded(
                                3, new TrialOutcome.Trained(1.5, 2.5, 1024, Map.of("val_bpb", 1.25, "loss", 3.0))),
                        "{\"type\":\"trial_ended\",\"trial\":3,\"outcome\":{\"kind\":\"trained\",\"train_seconds\":1.5,"
                                + "\"total_seconds\":2.5,\"peak_memory_bytes\":1024,\"reported\":{\"loss\":3.0,\"val_bpb\":1.25}}}"),
                Arguments.of(
                        new Event.TrialEnded(
                                3, new TrialOutcome.Crashed(CrashReason.TIME_LIMIT, "killed", List.of("a", "b"), 9)),
                        "{\"type\":\"trial_ended\",\"trial\":3,\"outcome\":{\"kind\":\"crashed\",\"cause\":\"TIME_LIMIT\","
                                + "\"reason\":\"killed\",\"log_tail\":[\"a\",\"b\"],\"total_seconds\":9.0}}"),
                Arguments.of(
                        new Event.TrialEnded(
                                3,
                                new TrialOutcome.Crashed(
                                        CrashReason.TIME_LIMIT, "slow", List.of(), 9, OptionalDouble.of(0.5))),
                        "{\"type\":\"trial_ended\",\"trial\":3,\"outcome\":{\"kind\":\"crashed\",\"cause\":\"TIME_LIMIT\","
                                + "\"reason\":\"slow\",\"log_tail\":[],\"total_seconds\":9.0,\"others\":0.5}}"),
                Arguments.of(
                        new Event.TrialJudged(
                                3, new Judgement.Measured(1.25, OptionalDouble.of(0.01), JudgeKind.SEALED, 9000, 4)),
                        "{\"type\":\"trial_judged\",\"trial\":3,\"judgement\":{\"kind\":\"measured\",\"value\":1.25,"
                                + "\"standard_error\":0.01,\"judge\":\"SEALED\",\"tokens\":9000,\"seconds\":4.0}}"),
                Arguments.of(
                        new Event.TrialJudged(3, new Judgement.Refused("no model")),
                        "{\"type\":\"trial_judged\",\"trial\":3,\"judgement\":{\"kind\":\"refused\",\"reason\":\"no model\",\"cause\":\"JUDGEMENT\"}}"),
                Arguments.of(
                        new Event.TrialConfirmed(3, audited()),
                        "{\"type\":\"trial_confirmed\",\"trial\":3,\"judgement\":{\"kind\":\"measured\",\"value\":1.25,"
                                + "\"standard_error\":0.01,\"judge\":\"SEALED\",\"tokens\":9000,\"seconds\":4.0,"
                                + "\"claims\":\"abc\",\"integrity\":" + INTEGRITY + ","
                                + "\"serving\":{\"checkpoint_bytes\":1024,\"load_seconds\":0.5,\"processor_seconds\":2.0,\"tokens\":16384}}}"),
                Arguments.of(
                        new Event.Tested(
                                3,
                                new Judgement.Refused(
                                        "false",
                                        CrashReason.INTEGRITY,
                                        audited().integrity(),
                                        Optional.empty())),
                        "{\"type\":\"tested\",\"trial\":3,\"judgement\":{\"kind\":\"refused\",\"reason\":\"false\","
                                + "\"cause\":\"INTEGRITY\",\"integrity\":" + INTEGRITY + "}}"),
                Arguments.of(
                        new Event.Decided(
                                2,
                                ExperimentStatus.CHECKS_FAILED,
                                "no",
                                OptionalDouble.of(1.25),
                                OptionalDouble.of(1.5),
                                false),
                        "{\"type\":\"decided\",\"number\":2,\"status\":\"CHECKS_FAILED\",\"reason\":\"no\",\"metric\":1.25,"
                                + "\"reference\":1.5,\"best\":false}"),
                Arguments.of(
                        new Event.Decided(
                                2,
                                ExperimentStatus.CRASH,
                                "oom",
                                OptionalDouble.empty(),
                                OptionalDouble.of(1.5),
                                false),
                        "{\"type\":\"decided\",\"number\":2,\"status\":\"CRASH\",\"reason\":\"oom\",\"reference\":1.5,\"best\":false}"),
                Arguments.of(
                        noted(),
                        "{\"type\":\"noted\",\"number\":4,\"notes\":{\"hint\":\"wider\",\"nothing\":null,\"list\":[1,2.5]}}"));
    }

    private static final String INTEGRITY = "{\"verdict\":\"INTACT\",\"claimed\":1.25,\"correction\":0.0,"
            + "\"correction_error\":1.0E-4,\"audits\":512,\"off\":0,\"worst\":0.01,\"witnesses\":32,"
            + "\"disagreement\":0.0,\"drift\":0.0,\"residual_bound\":0.002,\"reference\":1,\"draw\":\"00ff\"}";

    private static Judgement.Measured audited() {
        return new Judgement.Measured(
                1.25,
                OptionalDouble.of(0.01),
                JudgeKind.SEALED,
                9000,
                4,
                Optional.of("abc"),
                Optional.of(new Integrity(
                        Integrity.Verdict.INTACT,
                        1.25,
                        0,
                        0.0001,
                        512,
                        0,
                        0.01,
                        32,
                        0,
                        0,
                        0.002,
                        OptionalInt.of(1),
                        "00ff")),
                Optional.of(new Serving(1024, 0.5, OptionalDouble.of(2), 16_384)));
    }

    @Test
    void readsARefusalFromBeforeThereWereAudits() {
        String line = HEAD
                + "{\"type\":\"trial_judged\",\"trial\":3,\"judgement\":{\"kind\":\"refused\",\"reason\":\"no\"}}}";
        assertThat(LedgerCodec.decode(line).event())
                .isEqualTo(new Event.TrialJudged(3, new Judgement.Refused("no", CrashReason.JUDGEMENT)));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void writesAndReadsEveryEventAsItAlwaysDid(Event event, String json) {
        Entry entry = new Entry(3, AT, Entry.NO_PREVIOUS, event);
        String line = HEAD + json + "}";
        assertThat(LedgerCodec.encode(entry)).isEqualTo(line).doesNotContain("\n");
        assertThat(LedgerCodec.decode(line)).isEqualTo(entry);
    }

    @Test
    void pinsALineOfEveryType() {
        Set<String> pinned =
                lines().map(pair -> pair.get()[0].getClass().getSimpleName()).collect(Collectors.toSet());
        assertThat(Event.class.getPermittedSubclasses())
                .extracting(Class::getSimpleName)
                .containsExactlyInAnyOrderElementsOf(pinned);
    }

    @Test
    void refusesWhatIsNoEntry() {
        for (String line :
                List.of("", "{", "[]", "{\"v\":1}", HEAD + "{\"type\":\"gossip\"}}", HEAD + "{\"type\":\"blocked\"}")) {
            assertThatThrownBy(() -> LedgerCodec.decode(line)).as(line).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void refusesANewerVersionAndSaysSo() {
        String newer = LedgerCodec.encode(new Entry(3, AT, Entry.NO_PREVIOUS, new Event.PreflightPassed(1, 1)))
                .replace("\"v\":1", "\"v\":2");
        assertThatThrownBy(() -> LedgerCodec.decode(newer))
                .hasMessage("The entry has version 2, this Nightjar reads up to 1.");
    }

    @Test
    void chainsLinesBySha256() {
        assertThat(LedgerCodec.hash("abc"))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void refusesAMalformedPlaceInTheChain() {
        Event event = new Event.PreflightPassed(1, 1);
        assertThatThrownBy(() -> new Entry(0, AT, Entry.NO_PREVIOUS, event))
                .hasMessageContaining("The ledger entry (0)");
        assertThatThrownBy(() -> new Entry(1, AT, "abc", event)).hasMessageContaining("after (abc) is malformed");
    }
}
