package dev.nightjar.core.proposal;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Searches a menu by asking and being told. Deterministic from its seed and the order of what it was told,
/// so its state is rebuilt from the ledger and never stored. It accepts results that it did not ask for.
public interface Optimizer {

    /// What became of a configuration.
    sealed interface Observation {

        Configuration configuration();

        /// `value` is in the metric's unit.
        record Measured(Configuration configuration, double value, Usage usage) implements Observation {

            public Measured(Configuration configuration, double value) {
                this(configuration, value, Usage.UNKNOWN);
            }

            public Measured {
                if (!Double.isFinite(value)) {
                    throw new IllegalArgumentException(
                            "A measured value (%s) must be finite.\nMaybe the trial failed and should be told so."
                                    .formatted(value));
                }
            }
        }

        /// It crashed, ran out of memory or was refused: there is no value worth modelling.
        ///
        /// @param cause empty where it was refused before a trial, or nobody wrote down why
        record Failed(Configuration configuration, Optional<CrashReason> cause) implements Observation {

            public Failed(Configuration configuration) {
                this(configuration, Optional.empty());
            }
        }

        /// It was asked and is under way: not asked again, and its neighbours are less worth asking until it is
        /// told.
        record Pending(Configuration configuration) implements Observation {}

        /// It was tried and nothing was learnt: it is not asked again.
        record Unmeasured(Configuration configuration) implements Observation {}
    }

    /// What a finished trial used up of the machine, as far as anybody measured it: of that, others fail.
    ///
    /// @param memoryBytes at its peak
    /// @param seconds     of training
    record Usage(OptionalDouble memoryBytes, OptionalDouble seconds) {

        public static final Usage UNKNOWN = new Usage(OptionalDouble.empty(), OptionalDouble.empty());

        public Usage {
            requirePositive("memory", memoryBytes);
            requirePositive("time", seconds);
        }

        /// Numbers that are not positive and finite count as not measured.
        public static Usage of(double memoryBytes, double seconds) {
            return new Usage(known(memoryBytes), known(seconds));
        }

        private static OptionalDouble known(double amount) {
            return amount > 0 && Double.isFinite(amount) ? OptionalDouble.of(amount) : OptionalDouble.empty();
        }

        private static void requirePositive(String what, OptionalDouble amount) {
            if (amount.isPresent() && known(amount.getAsDouble()).isEmpty()) {
                throw new IllegalArgumentException(
                        "The %s that a trial used (%s) must be positive and finite.\nMaybe nobody measured it: leave it empty."
                                .formatted(what, amount.getAsDouble()));
            }
        }
    }

    /// What was learnt about the knobs, for people and prompts.
    ///
    /// @param importance the share of the modelled differences that each knob makes, the largest first; they
    ///     sum to one
    /// @param next       changes that promise most, the first that would be asked first; empty where nobody asked
    record Insight(Map<String, Double> importance, List<Map<String, KnobValue>> next) {
        public Insight {
            importance = Collections.unmodifiableMap(new LinkedHashMap<>(importance));
            next = next.stream()
                    .map(changes -> Collections.unmodifiableMap(new LinkedHashMap<>(changes)))
                    .toList();
        }

        public Insight(Map<String, Double> importance) {
            this(importance, List.of());
        }

        public Insight with(List<Map<String, KnobValue>> promising) {
            return new Insight(importance, promising);
        }
    }

    void tell(Observation observation);

    /// What an earlier run came to, in its order; before the first [#tell]. Its budget, its noise or its program
    /// may have been others, so whoever uses it doubts it, and nothing of it counts as tried. Optimizers that
    /// cannot use it overlook it.
    default void recall(List<Observation> earlier) {}

    /// What short trials of this run came to, at a part of the budget; before the first [#tell]. They say which
    /// configuration is better, not how good one is.
    default void screened(List<Observation> trials) {}

    /// Empty before there is enough to learn from, and from optimizers without a model.
    ///
    /// @param base fills in for knobs that a told configuration lacks
    default Optional<Insight> insight(Configuration base) {
        return Optional.empty();
    }

    /// The knobs to change, relative to `base`. Never empty, inside the menu, feasible for its constraints, and
    /// leading to a
    /// configuration that was not told before.
    ///
    /// @throws dev.nightjar.core.error.UserError if no such change is left
    Map<String, KnobValue> ask(Configuration base);
}
