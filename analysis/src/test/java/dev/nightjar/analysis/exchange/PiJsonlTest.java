package dev.nightjar.analysis.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.analysis.Result;
import dev.nightjar.analysis.RunTable;
import dev.nightjar.analysis.WrittenLedger;
import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.ledger.ExperimentStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PiJsonlTest {

    private static final String SEGMENT = """
            {"type":"config","name":"Optimize tests","metricName":"total_s","metricUnit":"s","bestDirection":"lower"}
            {"run":1,"commit":"abc1234","metric":12.4,"metrics":{"checks_s":4.1},"status":"keep","description":"baseline","timestamp":1774886400000,"segment":0,"confidence":null,"iterationTokens":null,"asi":{"hypothesis":"as it is"}}
            {"run":2,"commit":"bcd2345","metric":11,"metrics":{},"status":"keep","description":"reduce worker churn","timestamp":1774886460000,"segment":0,"confidence":null,"iterationTokens":812,"asi":{"hypothesis":"cache setup work","next_action_hint":["a",{"b":null}]}}
            {"run":3,"commit":"bcd2345","metric":0,"metrics":{},"status":"crash","description":"twice the workers","timestamp":1774886520000,"segment":0,"confidence":null,"iterationTokens":null,"asi":{"rollback_reason":"OOM"}}
            {"run":4,"commit":"bcd2345","metric":13,"metrics":{},"status":"checks_failed","description":"skip checks","timestamp":1774886580000,"segment":0,"confidence":2.333,"iterationTokens":null}
            """;

    private static final String SECOND = """
            {"type":"config","name":"Optimize tests","metricName":"score","metricUnit":"","bestDirection":"higher"}
            {"run":5,"commit":"cde3456","metric":0.5,"metrics":{},"status":"keep","description":"base","timestamp":1774890000000,"segment":1,"confidence":null,"asi":{}}
            {"run":6,"commit":"def4567","metric":0.75,"metrics":{},"status":"keep","description":"more","timestamp":1774890060000,"segment":1,"confidence":null,"asi":{}}
            """;

    @Test
    void keepsEverythingTheFormatKnowsOnceAround() {
        assertThat(Texts.around(Format.PI_JSONL, SEGMENT)).isEqualTo(SEGMENT);
    }

    @Test
    void aLaterConfigLineStartsARunOfItsOwn() throws IOException {
        Imported imported = Exchange.read(Texts.file("autoresearch.jsonl", SEGMENT + SECOND));

        assertThat(imported.runs()).hasSize(2);
        List<RunTable> tables = imported.runs().stream().map(RunTable::of).toList();
        assertThat(tables.get(0).run().tag()).isEqualTo("oct04");
        assertThat(tables.get(1).run().tag()).isEqualTo("oct04-2");
        assertThat(tables.get(1).run().direction()).isEqualTo(Direction.HIGHER);
        assertThat(tables.get(1).incumbent().orElseThrow().metric()).hasValue(0.75);
        assertThat(imported.remarks()).containsExactly("The file has 2 segments; each became a run of its own.");
        StringBuilder both = new StringBuilder();
        PiJsonl.write(tables, both);
        assertThat(both.toString()).isEqualTo(SEGMENT + SECOND);
    }

    @Test
    void readsTimeStampsInSecondsAndInMilliseconds() {
        String seconds = SEGMENT.replace("1774886460000", "1774886460");

        assertThat(Texts.table(seconds).experiments().getFirst().endedAt())
                .isEqualTo(Instant.parse("2026-03-30T16:01:00Z"));
        assertThat(Texts.around(Format.PI_JSONL, seconds)).isEqualTo(SEGMENT);
    }

    @Test
    void confidenceIsTheGainInUnitsOfTheNoise() {
        RunTable table = RunTable.of(new WrittenLedger()
                .baseline(1.72)
                .tried("lr", new KnobValue.Real(0.03), 1.70)
                .tried("lr", new KnobValue.Real(0.04), 1.73)
                .tried("lr", new KnobValue.Real(0.01), 1.76)
                .entries());

        List<Result> rows = table.results();

        assertThat(Confidence.of(rows.subList(0, 2), Direction.LOWER)).isEmpty();
        assertThat(Confidence.of(rows.subList(0, 3), Direction.LOWER)).hasValueCloseTo(0.02 / 0.01, within(1e-9));
        // The median is 1.725, the deviations 0.005, 0.025, 0.005, 0.035: their median is 0.015.
        assertThat(Confidence.of(rows, Direction.LOWER)).hasValueCloseTo(0.02 / 0.015, within(1e-9));
    }

    @Test
    void confidenceIsUnknownWithoutNoise() {
        RunTable table = RunTable.of(new WrittenLedger()
                .baseline(1.72)
                .tried("lr", new KnobValue.Real(0.03), 1.72)
                .tried("lr", new KnobValue.Real(0.04), 1.72)
                .tried("lr", new KnobValue.Real(0.05), 1.70)
                .entries());

        assertThat(Confidence.of(table.results(), Direction.LOWER)).isEmpty();
    }

    @Test
    void writesItsOwnRunsWithSideInformation() {
        RunTable table = RunTable.of(new WrittenLedger()
                .baseline(1.72)
                .measured("lr", new KnobValue.Real(0.03), 1.69, ExperimentStatus.TAINTED, "load 3.9")
                .entries());

        assertThat(Texts.written(Format.PI_JSONL, table)
                        .lines()
                        .skip(2)
                        .findFirst()
                        .orElseThrow())
                .startsWith("{\"run\":2,\"commit\":\"0000000\",\"metric\":0,")
                .contains("\"status\":\"crash\",\"description\":\"[tainted: load 3.9] lr 0.02 → 0.03\"")
                .contains("\"asi\":{\"hypothesis\":\"because lr\",\"arch_change\":{\"lr\":0.03}")
                .contains("\"rollback_reason\":\"load 3.9\"");
    }

    @Test
    void leavesLinesOfAnotherKindOutAndSaysSo() {
        Imported imported =
                Exchange.read(Texts.file("log.jsonl", SEGMENT + "{\"type\":\"hook\",\"event\":\"before\"}\n"));

        assertThat(imported.remarks())
                .containsExactly("Line 6 is neither a config nor a run (type hook) and was left out.");
    }

    @Test
    void namesTheTornLine() {
        assertThatThrownBy(() -> Texts.table(SEGMENT + "{\"run\":5,\"comm"))
                .hasMessageContaining("results, line 6: found ({\"run\":5,\"comm).")
                .hasMessageContaining("\nMaybe the line was cut off");
    }

    @Test
    void namesAFieldOfAnotherType() {
        assertThatThrownBy(() -> Texts.table(SEGMENT.replace("\"metric\":11", "\"metric\":\"fast\"")))
                .hasMessageContaining("line 3: found (\"metric\": fast)")
                .hasMessageContaining("\nMaybe a number is meant there.");
        assertThatThrownBy(() -> Texts.table(SEGMENT.replace("\"status\":\"crash\"", "\"status\":\"boom\"")))
                .hasMessageContaining("line 4: found (\"status\": boom)");
    }
}
