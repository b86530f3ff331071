package dev.nightjar.analysis.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.analysis.Result;
import dev.nightjar.analysis.RunTable;
import dev.nightjar.analysis.WrittenLedger;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.core.rails.RailName;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import org.junit.jupiter.api.Test;

class CsvFormatTest {

    private static RunTable night() {
        return RunTable.of(new WrittenLedger()
                .baseline(1.72)
                .replicate(1.73)
                .tried("n_layer", new KnobValue.Int(6), 1.70)
                .tried("precision", new KnobValue.Text("12"), 1.69)
                .crashed("n_layer", new KnobValue.Int(64), CrashReason.OUT_OF_MEMORY, "out of \"memory\",\nagain")
                .blocked("n_layer", new KnobValue.Int(-1), RailName.RANGE, "below 1, really")
                .nonsense("I would, rather \"not\"")
                .measured("lr", new KnobValue.Real(0.03), 1.69, ExperimentStatus.TAINTED, "load 3.9")
                .entries());
    }

    @Test
    void everyCellSurvivesTheWayAround() {
        String text = Texts.written(Format.CSV, night());

        assertThat(Texts.around(Format.CSV, text)).isEqualTo(text);
    }

    @Test
    void keepsTrialCountsTimesKnobsAndKinds() {
        RunTable back = Texts.table(Texts.written(Format.CSV, night()));
        RunTable own = night();

        assertThat(back.run().judge()).isEqualTo(own.run().judge());
        assertThat(back.run().budget()).isEqualTo(own.run().budget());
        assertThat(back.run().menu()).isEqualTo(own.run().menu());
        assertThat(back.baseline().orElseThrow().measurement().trials()).isEqualTo(2);
        assertThat(back.results())
                .extracting(Result::wall)
                .isEqualTo(own.results().stream().map(Result::wall).toList());
        assertThat(back.experiments().get(1).change().configuration().get("precision"))
                .contains(new KnobValue.Text("12"));
        assertThat(back.experiments())
                .extracting(row -> row.ending().reason())
                .isEqualTo(own.experiments().stream()
                        .map(row -> row.ending().reason())
                        .toList());
    }

    @Test
    void quotesAsRfc4180Says() {
        assertThat(Texts.written(Format.CSV, night()))
                .contains("\"out of \"\"memory\"\",\nagain\"")
                .contains("\"{\"\"n_layer\"\":6}\"")
                .endsWith("\r\n");
    }

    @Test
    void columnsAreFoundByName() {
        RunTable table = Texts.table("""
                run,status,number,description,metric,metric_name,direction
                r,keep,0,baseline,10,speed,higher
                r,keep,1,faster,12,speed,higher
                """);

        assertThat(table.results()).extracting(Result::description).containsExactly("baseline", "faster");
    }

    @Test
    void namesTheLineAndTheCell() {
        String text = Texts.written(Format.CSV, night());

        assertThatThrownBy(() -> Texts.table(text.replace("2 TFLOP", "2 parsecs")))
                .hasMessageContaining("results, line 2: found (budget = 2 parsecs)");
        assertThatThrownBy(() -> Texts.table(text.replace(",tainted,", ",sleepy,")))
                .hasMessageContaining("line 9: found (status = sleepy)");
        assertThatThrownBy(() -> Texts.table("run,number\r\n"))
                .hasMessageContaining("line 1")
                .hasMessageContaining("the column status is missing");
        assertThatThrownBy(() -> Texts.table(text.substring(0, text.indexOf("again"))))
                .hasMessageContaining("a quote that is never closed");
    }
}
