package dev.nightjar.search;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.proposal.Optimizer.Observation;
import dev.nightjar.core.proposal.Optimizer.Usage;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What an optimizer was told, as points of its space, in order.
final class History {

    /// What became of a trial: it was measured, it wanted more of the machine than there was, or the program
    /// broke.
    enum Fate {
        MEASURED,
        EXHAUSTED,
        BROKEN
    }

    /// One told result. `loss` falls as the metric gets better; NaN for a failure.
    record Sample(double[] point, double loss, Fate fate, Usage usage) {

        boolean failed() {
            return fate != Fate.MEASURED;
        }

        /// The same with the coordinates that nobody knows taken from `origin`.
        Sample filled(double[] origin) {
            return new Sample(filled(point, origin), loss, fate, usage);
        }

        static double[] filled(double[] point, double[] origin) {
            double[] filled = point.clone();
            for (int d = 0; d < filled.length; d++) {
                if (Double.isNaN(filled[d])) {
                    filled[d] = Double.isNaN(origin[d]) ? 0.5 : origin[d];
                }
            }
            return filled;
        }
    }

    private final Space space;
    private final Direction direction;
    private final List<Sample> samples = new ArrayList<>();
    private final List<double[]> pending = new ArrayList<>();
    private final Set<List<Optional<KnobValue>>> tried = new HashSet<>();

    History(Space space, Direction direction) {
        this.space = space;
        this.direction = direction;
    }

    void add(Observation observation) {
        tried.add(space.identity(observation.configuration()));
        double[] point = space.point(observation.configuration());
        switch (observation) {
            case Observation.Measured(var _, double value, Usage usage) ->
                samples.add(new Sample(point, direction.gain(0, value), Fate.MEASURED, usage));
            case Observation.Failed(var _, Optional<CrashReason> cause) ->
                samples.add(
                        new Sample(point, Double.NaN, cause.map(History::fate).orElse(Fate.EXHAUSTED), Usage.UNKNOWN));
            case Observation.Pending _ -> pending.add(point);
            case Observation.Unmeasured _ -> {}
        }
    }

    /// A program that was refused before its trial mostly did not fit either.
    private static Fate fate(CrashReason cause) {
        return switch (cause) {
            case OUT_OF_MEMORY,
                    TIME_LIMIT,
                    START_UP_LIMIT,
                    DISK_LIMIT,
                    PROCESSOR_LIMIT,
                    TOO_MANY_PROCESSES,
                    SERVING_BUDGET,
                    NOT_STARTED -> Fate.EXHAUSTED;
            case EXIT_CODE, DIVERGED, NO_CHECKPOINT, JUDGEMENT, INTEGRITY -> Fate.BROKEN;
        };
    }

    /// Measured ones and failures, in the order in which they were told.
    List<Sample> samples() {
        return samples;
    }

    /// Where trials are under way.
    List<double[]> pending() {
        return pending;
    }

    boolean tried(Configuration configuration) {
        return tried.contains(space.identity(configuration));
    }
}
