package dev.nightjar.analysis.exchange;

import dev.nightjar.analysis.RunTable;
import java.io.IOException;
import java.util.List;

/// Writes runs in other tools' formats and reads them.
public final class Exchange {

    private Exchange() {}

    /// Writes the finished experiments of a run. Lines end with a line feed; in `csv` with carriage return and
    /// line feed, as RFC 4180 has it.
    public static void write(Format format, RunTable table, Appendable out) throws IOException {
        switch (format) {
            case KARPATHY_TSV -> KarpathyTsv.write(table, out);
            case PI_JSONL -> PiJsonl.write(List.of(table), out);
            case TRAJECTORY -> TrajectoryWriter.write(table, out);
            case CSV -> CsvFormat.write(table, out);
        }
    }

    /// Reads a file whose format is found out from its first line.
    ///
    /// @throws dev.nightjar.core.error.UserError if a line is not what its format says; it names the file, the
    ///                         line and what was found
    public static Imported read(ForeignText text) {
        Format format = Format.detect(text);
        return switch (format) {
            case KARPATHY_TSV -> KarpathyTsv.read(text);
            case PI_JSONL -> PiJsonl.read(text);
            case TRAJECTORY -> TrajectoryReader.read(text);
            case CSV -> CsvFormat.read(text);
        };
    }
}
