package dev.nightjar.execution;

import dev.nightjar.core.trial.Progress;
import java.time.Duration;
import java.util.OptionalDouble;

/// Foresees that a program will not get through its work before the guard ends it, so that the night does not wait for
/// a crash that is as good as certain.
///
/// It goes by what the program says of its own progress and its own clock, which is also what the guard goes by: who
/// says nothing, or exaggerates, is only ended later. A pace is measured between two lines and never from the clock's
/// start, where a program may still compile; and a trial is given up only if not even [#FASTER] times the best pace
/// it has shown would do.
final class Pace {

    /// Before this share of the guard nothing is given up.
    private static final double PROBATION = 0.1;

    /// A pace is measured over this share of the guard at least: short, so that the best of them flatters.
    private static final double WINDOW = 0.01;

    private static final double FASTER = 2;

    /// One pace may have been measured while the program stood still.
    private static final int PACES = 3;

    private final double guard;
    private double sinceSeconds = Double.NaN;
    private double sinceFraction;
    private double best;
    private int paces;

    Pace(Duration guard) {
        this.guard = guard.toNanos() / 1e9;
    }

    /// The share of its budget that it could come to at the best, if that is too little.
    OptionalDouble fallsShort(Progress now) {
        if (Double.isNaN(sinceSeconds)) {
            since(now);
        } else if (now.seconds() - sinceSeconds >= WINDOW * guard) {
            double pace = (now.fraction() - sinceFraction) / (now.seconds() - sinceSeconds);
            best = Math.max(best, pace);
            paces++;
            since(now);
        }
        if (paces < PACES || now.seconds() < PROBATION * guard) {
            return OptionalDouble.empty();
        }
        double reach = now.fraction() + FASTER * best * Math.max(0, guard - now.seconds());
        return reach < 1 && now.fraction() < 1 ? OptionalDouble.of(reach) : OptionalDouble.empty();
    }

    private void since(Progress now) {
        sinceSeconds = now.seconds();
        sinceFraction = now.fraction();
    }
}
