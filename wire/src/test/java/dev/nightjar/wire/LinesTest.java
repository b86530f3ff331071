package dev.nightjar.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinesTest {

    @Test
    void theLastFiniteValueOfAMetricWins() {
        Stream<String> lines = Stream.of(
                "METRIC val_bpb=2.5",
                "some text",
                "METRIC  time_µs=1e3  ",
                "METRIC val_bpb=1.25",
                "METRIC val_bpb=NaN",
                "METRIC val_bpb=Infinity");
        assertThat(MetricLine.lastOfEach(lines)).containsExactly(entry("val_bpb", 1.25), entry("time_µs", 1000.0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "METRIC a=",
                "METRIC a b=1",
                " METRIC a=1",
                "METRICa=1",
                "METRIC a=1 2",
                "METRIC a=0x1p3",
                "METRIC a=1f",
                "METRIC a=1e999",
                "METRIC a-b=1",
                "metric a=1",
                ""
            })
    void otherLinesAreNoMetric(String line) {
        assertThat(MetricLine.parse(line)).isEmpty();
    }

    @Test
    void aMetricComesBackFromItsLine() {
        MetricLine metric = new MetricLine("val.bpb_2", -1.25e-9);
        assertThat(MetricLine.parse(metric.format())).contains(metric);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MetricLine("a b", 1))
                .withMessageContaining("(a b)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MetricLine("a", Double.NaN))
                .withMessageContaining("(NaN)");
    }

    @Test
    void progressComesBackFromItsLine() {
        ProgressLine progress = new ProgressLine(0.25, 100, 204_800, 5e11, 5.125, 3.5);
        assertThat(ProgressLine.parse(progress.format())).contains(progress);
        ProgressLine diverged = new ProgressLine(0.5, 1, 2, 3, 4, Double.NaN);
        assertThat(ProgressLine.parse(diverged.format())).contains(diverged);
    }

    @Test
    void progressOfAnotherProgramMayLackFields() {
        assertThat(ProgressLine.parse("PROGRESS loss=oops fraction=0.5 eta=soon"))
                .contains(new ProgressLine(0.5, 0, 0, 0, 0, Double.NaN));
        assertThat(ProgressLine.parse("PROGRESS step=1")).isEmpty();
        assertThat(ProgressLine.parse("PROGRESS fraction=-1")).isEmpty();
        assertThat(ProgressLine.parse("progress fraction=1")).isEmpty();
    }

    @Test
    void theLastSummaryBlockIsRead() {
        List<String> log = List.of(
                "---",
                "val_bpb: 9.9",
                "---",
                "val_bpb:          0.997900",
                "peak_vram_mb:     45060.2",
                "note: a b c",
                "Bye!",
                "depth: 8",
                "---");
        SummaryBlock summary = SummaryBlock.parse(log).orElseThrow();
        assertThat(summary.values())
                .containsExactly(
                        entry("val_bpb", "0.997900"), entry("peak_vram_mb", "45060.2"), entry("note", "a b c"));
        assertThat(summary.number("val_bpb")).hasValue(0.9979);
        assertThat(summary.number("note")).isEmpty();
        assertThat(summary.number("depth")).isEmpty();
        assertThat(SummaryBlock.parse(List.of("---", "no pair"))).isEmpty();
    }

    @Test
    void aSummaryIsWrittenInTheFieldsColumns() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("val_bpb", "0.997900");
        values.put("training_seconds", "300.1");
        SummaryBlock summary = new SummaryBlock(values);
        assertThat(summary.format()).containsExactly("---", "val_bpb:          0.997900", "training_seconds: 300.1");
        assertThat(SummaryBlock.parse(summary.format())).contains(summary);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SummaryBlock(Map.of("a b", "1")))
                .withMessageContaining("(a b: 1)");
    }
}
