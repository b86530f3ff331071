package dev.nightjar.analysis.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.analysis.RunTable;
import dev.nightjar.analysis.WrittenLedger;
import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.ledger.Entry;
import dev.nightjar.core.ledger.LedgerCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FormatTest {

    private static RunTable night() {
        return RunTable.of(new WrittenLedger()
                .baseline(1.72)
                .tried("n_layer", new KnobValue.Int(6), 1.70)
                .tried("lr", new KnobValue.Real(0.05), 1.74)
                .entries());
    }

    @ParameterizedTest
    @EnumSource
    void isRecognisedFromItsOwnFirstLine(Format format) {
        assertThat(Format.detect(Texts.file("x", Texts.written(format, night()))))
                .isEqualTo(format);
        assertThat(Format.of(format.id())).isEqualTo(format);
    }

    @ParameterizedTest
    @EnumSource
    void anImportedLedgerIsAWholeLedger(Format format) {
        List<Entry> entries = Exchange.read(Texts.file("x", Texts.written(format, night())))
                .runs()
                .getFirst();

        String previous = Entry.NO_PREVIOUS;
        for (int i = 0; i < entries.size(); i++) {
            String line = LedgerCodec.encode(entries.get(i));
            assertThat(entries.get(i).sequence()).isEqualTo(i + 1);
            assertThat(entries.get(i).previous()).isEqualTo(previous);
            assertThat(LedgerCodec.decode(line)).isEqualTo(entries.get(i));
            previous = LedgerCodec.hash(line);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyImportCanBeExportedInEveryFormat(Format format) {
        RunTable imported = Texts.table(Texts.written(format, night()));

        for (Format other : Format.values()) {
            RunTable again = Texts.table(Texts.written(other, imported));
            assertThat(again.results()).hasSize(3);
            assertThat(again.incumbent().orElseThrow().metric()).hasValue(1.70);
        }
    }

    @Test
    void refusesWhatIsNoneOfThem() {
        assertThatThrownBy(() -> Format.detect(Texts.file("notes.txt", "Dear diary")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("notes.txt, line 1: found (Dear diary).")
                .hasMessageContaining("\nMaybe it is none of the formats");
        assertThatThrownBy(() -> Format.of("parquet"))
                .hasMessageContaining("(parquet)")
                .hasMessageContaining("karpathy-tsv, pi-jsonl, trajectory, csv");
    }

    @Test
    void aFileGivesItsNameAsTag(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("Results of Monday.tsv"), "\ufeffcommit\tval_bpb\n");

        ForeignText text = ForeignText.of(file);

        assertThat(text.tag()).isEqualTo("results-of-monday");
        assertThat(text.lines()).containsExactly("commit\tval_bpb");
    }

    @Test
    void aFileThatIsNotTextIsRefused(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("results.tsv"), new byte[] {(byte) 0x1f, (byte) 0x8b, (byte) 0xff});

        assertThatThrownBy(() -> ForeignText.of(file)).hasMessageContaining("is not UTF-8 text");
        assertThatThrownBy(() -> ForeignText.of(folder.resolve("none.tsv"))).hasMessageContaining("cannot be read");
    }
}
