package dev.nightjar.cli.bench.search;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Constraint;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Menu;
import dev.nightjar.core.proposal.Optimizer.Usage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;

/// A made-up problem with its best configuration planted somewhere: the loss there is `optimum`.
///
/// @param noise standard deviation of a measurement
record Planted(
        String name,
        List<Dial> dials,
        List<Constraint> constraints,
        Configuration start,
        Loss loss,
        Failure failure,
        Memory memory,
        double noise,
        double best)
        implements Problem {

    /// A finished trial's and a failed one's seconds: a five-minute run, and one that dies soon.
    private static final double FINISHED = 300;

    private static final double FAILED = 30;

    /// The loss of a configuration, from where its dials lie.
    interface Loss {
        double at(double[] point);
    }

    /// Whether a trial at a point dies.
    interface Failure {
        boolean at(double[] point, Configuration configuration);
    }

    /// By how much, in the logarithm, the same trial's memory scatters when it is looked at now and then.
    private static final double SCATTER = 0.03;

    /// What a trial at a point needs at its peak, in bytes; 0 where nobody measures it.
    interface Memory {
        double at(double[] point);
    }

    @Override
    public Menu menu() {
        return new Menu(dials.stream().map(Dial::knob).toList(), constraints);
    }

    @Override
    public Answer evaluate(Configuration configuration, long seed) {
        OptionalDouble truth = truth(configuration);
        Random random = new Random(seed * 31 + configuration.hashCode());
        return truth.isPresent()
                ? Answer.measured(
                        truth.getAsDouble() + noise * random.nextGaussian(),
                        FINISHED,
                        Usage.of(memory.at(point(configuration)) * Math.exp(SCATTER * random.nextGaussian()), 0))
                : Answer.failed("oom", FAILED + FAILED * random.nextDouble());
    }

    @Override
    public OptionalDouble truth(Configuration configuration) {
        double[] point = point(configuration);
        boolean dies = failure.at(point, configuration) || !menu().feasible(configuration);
        return dies ? OptionalDouble.empty() : OptionalDouble.of(loss.at(point));
    }

    private double[] point(Configuration configuration) {
        return dials.stream().mapToDouble(dial -> dial.at(configuration)).toArray();
    }

    @Override
    public OptionalDouble optimum() {
        return OptionalDouble.of(best);
    }

    @Override
    public void close() {}

    static Configuration configuration(List<Dial> dials, double[] point) {
        Map<String, KnobValue> values = new LinkedHashMap<>();
        for (int d = 0; d < point.length; d++) {
            values.put(dials.get(d).knob().name(), dials.get(d).value(point[d]));
        }
        return new Configuration(values);
    }
}
