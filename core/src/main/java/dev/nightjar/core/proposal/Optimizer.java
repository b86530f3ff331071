package dev.nightjar.core.proposal;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.KnobValue;
import java.util.Map;

/// Searches a menu by asking and being told. Deterministic from its seed and the order of what it was told, so its
/// state is rebuilt from the ledger and never stored. It accepts results that it did not ask for.
public interface Optimizer {

    /// One measured configuration. `failed` configurations have no value worth modelling: they crashed or ran out
    /// of memory.
    record Observation(Configuration configuration, double value, boolean failed) {

        public static Observation measured(Configuration configuration, double value) {
            return new Observation(configuration, value, false);
        }

        public static Observation failure(Configuration configuration) {
            return new Observation(configuration, Double.NaN, true);
        }
    }

    void tell(Observation observation);

    /// The knobs to change, relative to `base`. Never empty, inside the menu, and feasible for its constraints.
    Map<String, KnobValue> ask(Configuration base);
}
