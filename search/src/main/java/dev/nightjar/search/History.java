package dev.nightjar.search;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.proposal.Optimizer.Observation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What an optimizer was told, as points of its space, in order.
final class History {

    /// One told result. `loss` falls as the metric gets better; NaN for a failure.
    record Sample(double[] point, double loss) {

        boolean failed() {
            return Double.isNaN(loss);
        }
    }

    private final Space space;
    private final Direction direction;
    private final List<Sample> samples = new ArrayList<>();
    private final Set<List<Optional<KnobValue>>> tried = new HashSet<>();

    History(Space space, Direction direction) {
        this.space = space;
        this.direction = direction;
    }

    void add(Observation observation) {
        tried.add(space.identity(observation.configuration()));
        double[] point = space.point(observation.configuration());
        switch (observation) {
            case Observation.Measured(var _, double value) -> samples.add(new Sample(point, direction.gain(0, value)));
            case Observation.Failed _ -> samples.add(new Sample(point, Double.NaN));
            case Observation.Unmeasured _ -> {}
        }
    }

    /// Measured ones and failures, in the order in which they were told.
    List<Sample> samples() {
        return samples;
    }

    boolean tried(Configuration configuration) {
        return tried.contains(space.identity(configuration));
    }
}
