package dev.nightjar.search;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Menu;
import dev.nightjar.core.proposal.Optimizer;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;

/// The tree-structured Parzen estimator (Bergstra et al., "Algorithms for Hyper-Parameter Optimization",
/// 2011): one density for the good configurations, one for the others and the failures, and the next question
/// is where the first most outweighs the second. With one change at a time it climbs: see [OneKnobParzen].
public final class TreeParzen implements Optimizer {

    private final Space space;
    private final History history;
    private final int most;
    private final Random random;

    /// @param changes how many knobs may differ from the base; any number when empty
    public TreeParzen(Menu menu, Direction direction, OptionalInt changes, long seed) {
        this.space = Space.of(menu);
        this.history = new History(space, direction);
        this.most = Limit.of(changes, space);
        this.random = new Random(seed);
    }

    @Override
    public void tell(Observation observation) {
        history.add(observation);
    }

    @Override
    public Map<String, KnobValue> ask(Configuration base) {
        return most == 1
                ? new OneKnobParzen(space, history, random).ask(base)
                : new JointParzen(space, history, most, random).ask(base);
    }
}
