package dev.nightjar.views;

import dev.nightjar.analysis.Result;
import dev.nightjar.analysis.RunTable;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// A run as a list, one line an experiment.
public final class LogView {

    private LogView() {}

    /// The whole list with its header, without a line feed at the ends of lines.
    public static List<String> lines(RunTable table, Screen screen) {
        boolean times = table.results().stream().anyMatch(row -> !row.wall().isZero());
        ExperimentLine line = new ExperimentLine(table.run(), typical(table), decimals(table), screen, times);
        return Stream.concat(Stream.of(line.header()), table.results().stream().map(line::of))
                .toList();
    }

    /// As many as the metric's size asks for, but no more than any value has: whole numbers stay whole.
    static int decimals(RunTable table) {
        int needed = table.results().stream()
                .map(Result::metric)
                .filter(OptionalDouble::isPresent)
                .mapToInt(value -> BigDecimal.valueOf(value.getAsDouble())
                        .stripTrailingZeros()
                        .scale())
                .max()
                .orElse(0);
        return Math.clamp(needed, 0, Figures.decimals(typical(table)));
    }

    /// A metric of the run, to see how many digits it needs: the baseline's, else any; NaN if nothing was
    /// measured.
    static double typical(RunTable table) {
        return Stream.concat(table.baseline().stream(), table.results().stream())
                .map(Result::metric)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .findFirst()
                .orElse(Double.NaN);
    }
}
