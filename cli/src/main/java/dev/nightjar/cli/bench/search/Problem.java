package dev.nightjar.cli.bench.search;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Menu;
import dev.nightjar.core.proposal.Optimizer.Usage;
import java.util.OptionalDouble;

/// Something to search: a menu, where to start, and what a trial of a configuration comes to. Lower is better.
public interface Problem extends AutoCloseable {

    String name();

    Menu menu();

    /// The configuration that every search measures first.
    Configuration start();

    /// One trial. The same configuration and seed give the same answer; a new seed draws new noise.
    Answer evaluate(Configuration configuration, long seed);

    /// The value without noise; empty where the trial fails or the problem does not tell.
    OptionalDouble truth(Configuration configuration);

    /// The best value there is; empty where nobody knows.
    OptionalDouble optimum();

    @Override
    void close();

    /// What a trial came to, and what it cost of the budget.
    ///
    /// @param value   empty when the trial failed
    /// @param failure why it failed, in a word; empty when it did not
    /// @param seconds of simulated training
    /// @param usage   what it used up, where the problem tells
    record Answer(OptionalDouble value, String failure, double seconds, Usage usage) {

        public Answer {
            if (!(seconds > 0)) {
                throw new IllegalArgumentException(
                        "A trial must cost more than %s seconds.\nMaybe the problem left `seconds` out."
                                .formatted(seconds));
            }
        }

        static Answer measured(double value, double seconds, Usage usage) {
            return new Answer(OptionalDouble.of(value), "", seconds, usage);
        }

        static Answer failed(String why, double seconds) {
            return new Answer(OptionalDouble.empty(), why, seconds, Usage.UNKNOWN);
        }
    }
}
