package dev.nightjar.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.analysis.RunStatistics;
import dev.nightjar.analysis.RunTable;
import dev.nightjar.analysis.exchange.Exchange;
import dev.nightjar.analysis.exchange.ForeignText;
import dev.nightjar.core.ledger.Entry;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.proposal.Account;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.proposal.Tries;
import dev.nightjar.core.rails.RailName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ViewsTest {

    private static final Instant NOW = Instant.parse("2026-10-04T02:12:00Z");

    private static String report(List<Entry> entries) {
        return String.join("\n", ReportView.lines(RunStatistics.of(entries), Screen.plain(100)));
    }

    private static String status(List<Entry> entries, boolean alive) {
        return String.join("\n", StatusView.lines(RunStatistics.of(entries), alive, NOW, Screen.plain(100)));
    }

    @Test
    void theLogNamesMetricKindAndDifference() {
        List<String> lines = LogView.lines(RunTable.of(SampleRun.entries()), Screen.plain(120));

        assertThat(lines).hasSize(12);
        assertThat(lines.getFirst()).contains("val_bpb (sealed)", "Δ", "time");
        assertThat(lines.get(2)).contains("discard", "1.7410", "+0.0197", "matrix_lr 0.02 → 0.06", "24s");
    }

    @Test
    void theReportSaysWhoProposedAndWhatThatCost() {
        List<Entry> entries = new ArrayList<>(SampleRun.entries());
        assertThat(report(entries)).as("one optimizer needs no table").doesNotContain("by who made them");
        Account account = new Account("qwen3", 1, 12_300, 450, 0, 0.25, 9);
        add(
                entries,
                new Event.Proposed(
                        11,
                        new Proposal.Unparsed("{}"),
                        "qwen3",
                        9,
                        Optional.empty(),
                        1,
                        Optional.of(Tries.MODEL),
                        Optional.empty(),
                        Optional.of(account)));
        add(entries, new Event.Blocked(11, RailName.SCHEMA, "no"));

        assertThat(report(entries).lines())
                .anyMatch(line -> line.matches(".*qwen3 +1 +1 +– +– +– +12.3k / 450 +0.250 +0.0000"))
                .anyMatch(line -> line.contains("qwen3 was refused by R1_schema (1)."))
                .anyMatch(line -> line.contains("waited for 1.0s; 8.0s of their latency passed while trials trained"));
    }

    private static void add(List<Entry> entries, Event event) {
        Entry last = entries.getLast();
        entries.add(new Entry(last.sequence() + 1, last.at(), last.previous(), event));
    }

    @Test
    void onlyColouredLogsHaveColours() {
        RunTable table = RunTable.of(SampleRun.entries());

        assertThat(LogView.lines(table, Screen.plain(120))).noneMatch(line -> line.contains("\u001b"));
        assertThat(LogView.lines(table, Screen.terminal(120))).allMatch(line -> line.contains("\u001b["));
    }

    @Test
    void theStatusShowsEveryNumberWithItsKindAndTrials() {
        assertThat(status(SampleRun.entries(), false))
                .contains("baseline    val_bpb 1.7213 ± 0.0021 (sealed, 1 trial)")
                .contains("incumbent   val_bpb 1.6612 ± 0.0021 (sealed, 1 trial)")
                .contains("0.0601 better, 3.5 %; experiment 9: d_model 256 → 320")
                .contains("experiments 10: 3 keep, 3 discard, 1 crash, 1 blocked, 1 checks_failed, 1 tainted")
                .contains("81 %) training");
    }

    @Test
    void theStatusTellsARunningEngineFromADeadOne() {
        List<Entry> open = SampleRun.entries().subList(0, SampleRun.entries().size() - 1);

        assertThat(status(open, true)).contains("running for 1h00m (process 0)");
        assertThat(status(open, false)).contains("interrupted; nightjar resume goes on");
        assertThat(status(SampleRun.imported(), false)).contains("read-only, import csv");
    }

    @Test
    void theStatusForProgramsIsOneObject() {
        JsonNode json = JsonMapper.shared().readTree(StatusJson.of(RunStatistics.of(SampleRun.entries()), false));

        assertThat(json.get("state").asString()).isEqualTo("stopped");
        assertThat(json.get("judge").asString()).isEqualTo("sealed");
        assertThat(json.get("counts").get("checks_failed").asInt()).isEqualTo(1);
        assertThat(json.get("baseline").get("trials").asInt()).isEqualTo(1);
        assertThat(json.get("incumbent").get("metric").asDouble()).isEqualTo(1.6612);
        assertThat(json.get("incumbent").get("commit").asString()).isEqualTo("abc914d");
        assertThat(json.get("open").isNull()).isTrue();
    }

    @Test
    void theStatusForProgramsHasNullsForWhatIsUnknown() {
        JsonNode json =
                JsonMapper.shared().readTree(StatusJson.of(RunStatistics.of(SampleRun.failedBaseline()), false));

        assertThat(json.get("gain").isNull()).isTrue();
        assertThat(json.get("incumbent").isNull()).isTrue();
        assertThat(json.get("keep_rate").isNull()).isTrue();
    }

    @Test
    void theReportTellsTheStory() {
        assertThat(report(SampleRun.entries()))
                .contains("val_bpb (sealed, 1 trial each) 1.7213 → 1.6612, 3.5 % better")
                .contains("#6  1.6755  −0.0149  matrix_lr 0.02 → 0.034, batch_size 16 → 8")
                .contains("weight_decay      3     –    +0.0054")
                .contains("Never tried: precision.")
                .contains("#7  what #5 had proposed: weight_decay 0.1 → 0.3")
                .contains("#3  d_model 256 → 1024 · out of memory: 4.1 GiB of 4 GiB")
                .contains("R4_cross          1")
                .contains("training           3m08s     81 %")
                .contains("nightjar best --checkpoint FILE");
    }

    @Test
    void theReportSaysWhatLuckAloneWouldHaveKept() {
        assertThat(report(SampleRun.entries()).replaceAll("\\s+", " "))
                .contains(
                        "a single comparison can be luck: had no change any effect, chance alone would keep about 1.7 of 7 measured candidates; this run kept 3.")
                .contains("The standard error over the scored rows is ± 0.0021 for the incumbent")
                .contains("were not measured again on fresh seeds");
    }

    @Test
    void theReportOfABaselineAloneSaysSo() {
        assertThat(report(SampleRun.onlyBaseline()))
                .contains("val_bpb (sealed, 1 trial) 1.7213: nothing was better than the baseline.")
                .doesNotContain("Kept changes");
        assertThat(report(SampleRun.failedBaseline())).contains("Nothing was measured");
    }

    @Test
    void wholeNumbersStayWholeAndUnknownTimesAreNotInvented() {
        List<String> lines = List.of(
                "commit\ttotal_µs\tmemory_gb\tstatus\tdescription",
                "a\t265\t0\tkeep\tbaseline",
                "b\t153\t0\tkeep\tsingle pass",
                "c\t0\t0\tcrash\ttwice the workers");
        RunTable table = RunTable.of(Exchange.read(new ForeignText("results.tsv", "t", lines, NOW))
                .runs()
                .getFirst());

        List<String> log = LogView.lines(table, Screen.plain(100));
        assertThat(log.get(2)).matches(".* 153 +−112  single pass");
        assertThat(log.getLast()).endsWith("twice the workers");
        assertThat(log.getFirst()).doesNotContain("time");
        String report = String.join("\n", ReportView.lines(RunStatistics.of(table), Screen.plain(100)));
        assertThat(report)
                .contains("265 → 153, 42 % better", "How the other tool decided is not known")
                .doesNotContain("kept if better", "Time");
    }

    @Test
    void theReportOfAnImportedRunOffersNoModel() {
        assertThat(report(SampleRun.imported())).doesNotContain("nightjar best");
    }

    @Test
    void reportLinesFitTheScreen() {
        for (int width : new int[] {80, 100}) {
            assertThat(ReportView.lines(RunStatistics.of(SampleRun.entries()), Screen.terminal(width)))
                    .allMatch(line -> Cells.width(line) <= width);
        }
    }
}
