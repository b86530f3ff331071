package dev.nightjar.cli.engine;

import dev.nightjar.analysis.BudgetAdvice.Point;
import dev.nightjar.wire.ProgressLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Learning curves, as trials leave them in their logs.
public final class Curves {

    private Curves() {}

    /// The points of a trial's log; none if there is no log.
    public static List<Point> read(Path log) {
        if (!Files.exists(log)) {
            return List.of();
        }
        try {
            List<Point> points = new ArrayList<>();
            for (String line : Files.readAllLines(log)) {
                ProgressLine.parse(line)
                        .ifPresent(progress -> points.add(new Point(progress.fraction(), progress.loss())));
            }
            return points;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
