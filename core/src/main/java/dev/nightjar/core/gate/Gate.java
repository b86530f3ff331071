package dev.nightjar.core.gate;

import dev.nightjar.core.lab.Lab.GatePolicy;
import java.util.Locale;

/// Decides from measurements. A pure function: the same evidence, the same decision.
public interface Gate {

    Decision decide(Evidence evidence);

    /// The gate of a lab's policy.
    static Gate of(GatePolicy policy) {
        return switch (policy.policy()) {
            case STRICT -> Gate::strict;
            case THRESHOLD -> evidence -> threshold(evidence, policy.minimumGain());
        };
    }

    private static Decision strict(Evidence evidence) {
        return evidence.gain() > 0
                ? new Decision.Keep(sentence("better by %.6f", evidence.gain()))
                : new Decision.Discard(sentence("not better: %+.6f", evidence.gain()));
    }

    private static Decision threshold(Evidence evidence, double minimum) {
        String figures = sentence(
                "a gain of %.3f %% against the required %.3f %%", 100 * evidence.relativeGain(), 100 * minimum);
        return evidence.relativeGain() >= minimum ? new Decision.Keep(figures) : new Decision.Discard(figures);
    }

    private static String sentence(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
