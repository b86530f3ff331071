package dev.nightjar.analysis.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.analysis.Result;
import dev.nightjar.analysis.RunStatistics;
import dev.nightjar.analysis.RunTable;
import dev.nightjar.analysis.WrittenLedger;
import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.lab.JudgeKind;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.core.rails.RailName;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import org.junit.jupiter.api.Test;

class KarpathyTsvTest {

    /// The example in the format's own description.
    private static final String EXAMPLE = """
            commit\tval_bpb\tmemory_gb\tstatus\tdescription
            a1b2c3d\t0.997900\t44.0\tkeep\tbaseline
            b2c3d4e\t0.993200\t44.2\tkeep\tincrease LR to 0.04
            c3d4e5f\t1.005000\t44.0\tdiscard\tswitch to GeLU activation
            d4e5f6g\t0.000000\t0.0\tcrash\tdouble model width (OOM)
            """;

    @Test
    void givesTheFormatsOwnExampleBackLetterForLetter() {
        assertThat(Texts.around(Format.KARPATHY_TSV, EXAMPLE)).isEqualTo(EXAMPLE);
    }

    @Test
    void becomesARunWithABaselineAndExperiments() {
        RunTable table = Texts.table(EXAMPLE);

        assertThat(table.imported()).isTrue();
        assertThat(table.run().judge()).isEqualTo(JudgeKind.REPORTED);
        assertThat(table.baseline().orElseThrow().metric()).hasValue(0.9979);
        assertThat(table.incumbent().orElseThrow().description()).isEqualTo("increase LR to 0.04");
        assertThat(table.experiments())
                .extracting(Result::status)
                .containsExactly(ExperimentStatus.KEEP, ExperimentStatus.DISCARD, ExperimentStatus.CRASH);
        assertThat(RunStatistics.of(table).time().known()).isFalse();
    }

    @Test
    void marksStatusesThatTheFormatDoesNotKnowAndReadsThemBack() {
        RunTable table = RunTable.of(new WrittenLedger()
                .baseline(1.72)
                .blocked("n_layer", new KnobValue.Int(-1), RailName.RANGE, "n_layer (-1) is below 1 [menu]")
                .measured("lr", new KnobValue.Real(0.03), 1.69, ExperimentStatus.TAINTED, "load 3.9")
                .measured("lr", new KnobValue.Real(0.04), 1.68, ExperimentStatus.CHECKS_FAILED, "exit code 2")
                .crashed("n_layer", new KnobValue.Int(64), CrashReason.OUT_OF_MEMORY, "out of memory")
                .entries());

        String text = Texts.written(Format.KARPATHY_TSV, table);

        assertThat(text).isEqualTo("""
                commit\tval_bpb\tmemory_gb\tstatus\tdescription
                c0ffee0\t1.720000\t0.9\tkeep\tbaseline
                -\t0.000000\t0.0\tdiscard\t[blocked: R3_range: n_layer (-1) is below 1 [menu)] n_layer → -1
                0000000\t0.000000\t0.0\tcrash\t[tainted: load 3.9] lr 0.02 → 0.03
                0000000\t1.680000\t0.9\tdiscard\t[checks_failed: exit code 2] lr 0.02 → 0.04
                0000000\t0.000000\t0.0\tcrash\tn_layer 4 → 64 (out of memory)
                """);
        assertThat(Texts.table(text).experiments())
                .extracting(Result::status)
                .containsExactly(
                        ExperimentStatus.BLOCKED,
                        ExperimentStatus.TAINTED,
                        ExperimentStatus.CHECKS_FAILED,
                        ExperimentStatus.CRASH);
        assertThat(Texts.table(text).experiments().getFirst().ending().rail()).contains(RailName.RANGE);
        assertThat(Texts.around(Format.KARPATHY_TSV, text)).isEqualTo(text);
    }

    @Test
    void aCrashMayComeBeforeTheBaseline() {
        String text = """
                commit\tval_bpb\tmemory_gb\tstatus\tdescription
                a1b2c3d\t0.000000\t0.0\tcrash\tforgot the data
                b2c3d4e\t0.993200\t44.2\tkeep\tbaseline, at last
                c3d4e5f\t0.991000\t44.2\tkeep\twider
                """;

        assertThat(Texts.table(text).baseline().orElseThrow().description()).isEqualTo("baseline, at last");
        assertThat(Texts.around(Format.KARPATHY_TSV, text)).isEqualTo(text);
    }

    @Test
    void seesFromWhatWasKeptThatAMetricShallRise() {
        RunTable table = Texts.table("""
                commit\ttokens_per_watt\tmemory_gb\tstatus\tdescription
                a1b2c3d\t10.5\t0\tkeep\tbaseline
                b2c3d4e\t11.5\t0\tkeep\tfused
                """);

        assertThat(table.run().metric()).isEqualTo("tokens_per_watt");
        assertThat(table.run().direction()).isEqualTo(Direction.HIGHER);
    }

    @Test
    void readsFilesWithWindowsLineEndsAndByteOrderMark() {
        assertThat(Texts.table(EXAMPLE.replace("\n", "\r\n")).results()).hasSize(4);
    }

    @Test
    void findsColumnsByNameWhereSomebodyAddedTheirOwn() {
        RunTable table = Texts.table("""
                commit\tval_bpb\tmemory_gb\tmfu\tnum_steps\tstatus\tdescription
                3087aeb\t2.335670\t5.5\t58.1\t180\tkeep\tbaseline
                8da6023\t2.141833\t5.5\t58.1\t181\tKEPT\tno warm-down\tand a tab
                0708cec\tNA\tNA\tNA\tNA\tblocked\tnever ran
                """);

        assertThat(table.experiments())
                .extracting(Result::status)
                .containsExactly(ExperimentStatus.KEEP, ExperimentStatus.BLOCKED);
        assertThat(table.incumbent().orElseThrow().reported()).containsEntry("num_steps", 181.0);
        assertThat(table.incumbent().orElseThrow().description()).isEqualTo("no warm-down\tand a tab");
    }

    @Test
    void whatIsKeptForItsSimplicityIsNotTheBest() {
        RunTable table = Texts.table(EXAMPLE + "e5f6a7b\t0.993400\t44.0\tkeep\tthe same with fewer lines\n");

        assertThat(table.incumbent().orElseThrow().metric()).hasValue(0.9932);
        assertThat(RunStatistics.of(table).count(ExperimentStatus.KEEP)).isEqualTo(2);
    }

    @Test
    void namesTheLineOfAMissingColumn() {
        assertThatThrownBy(() -> Texts.table(EXAMPLE + "e5f6a7b\t0.99 keep nothing between\n"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("results, line 6: found (e5f6a7b\t0.99 keep nothing between).")
                .hasMessageContaining("\nMaybe a column is missing");
    }

    @Test
    void namesTheLineOfAStatusThatThereIsNot() {
        assertThatThrownBy(() -> Texts.table(EXAMPLE.replace("\tdiscard\t", "\tmeh\t")))
                .hasMessageContaining("line 4: found (meh)")
                .hasMessageContaining("\nMaybe the status is one of keep, discard and crash");
    }

    @Test
    void namesTheLineOfANumberThatIsNone() {
        assertThatThrownBy(() -> Texts.table(EXAMPLE.replace("0.993200", "better")))
                .hasMessageContaining("line 3: found (better)");
        assertThatThrownBy(() -> Texts.table(EXAMPLE.replace("0.993200", "NaN")))
                .hasMessageContaining("line 3: found (NaN)");
    }

    @Test
    void aHeaderAloneIsNoRun() {
        assertThatThrownBy(() -> Texts.table(EXAMPLE.lines().findFirst().orElseThrow()))
                .hasMessageContaining("no experiments");
    }
}
