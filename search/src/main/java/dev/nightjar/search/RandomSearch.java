package dev.nightjar.search;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Menu;
import dev.nightjar.core.proposal.Optimizer;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;

/// Draws every knob that it changes uniformly in the knob's own scale (Bergstra and Bengio, 2012). Learns
/// nothing; the yardstick for whatever claims to.
public final class RandomSearch implements Optimizer {

    private static final int TRIES = 500;

    private final Space space;
    private final History history;
    private final int most;
    private final Random random;

    /// @param changes how many knobs may differ from the base; any number when empty
    public RandomSearch(Menu menu, OptionalInt changes, long seed) {
        this.space = Space.of(menu);
        this.history = new History(space, Direction.LOWER);
        this.most = Limit.of(changes, space);
        this.random = new Random(seed);
    }

    @Override
    public void tell(Observation observation) {
        history.add(observation);
    }

    @Override
    public Map<String, KnobValue> ask(Configuration base) {
        Frontier frontier = new Frontier(space, history, base, most);
        for (int i = 0; i < TRIES; i++) {
            Map<String, KnobValue> changes = space.changes(base, draw());
            if (frontier.open(changes)) {
                return changes;
            }
        }
        for (int i = 0; i < TRIES; i++) {
            var changes = frontier.repaired(space.changes(base, draw()), random);
            if (changes.isPresent()) {
                return changes.get();
            }
        }
        return frontier.anything(random);
    }

    private double[] draw() {
        double[] point = new double[space.dimensions()];
        if (most < point.length) {
            Arrays.fill(point, Double.NaN);
            random.ints(0, point.length).distinct().limit(most).forEach(d -> point[d] = random.nextDouble());
        } else {
            Arrays.setAll(point, _ -> random.nextDouble());
        }
        return point;
    }
}
