package dev.nightjar.agents.proposer;

import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.run.RunState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a critic did in a run, read from the notes in its ledger.
///
/// @param spared   proposals that cost no trial
/// @param leastBad rejected, and run because nothing better came
/// @param audited  rejected, and run to see
/// @param mistaken of those audited, how many were better than what they started from
public record CriticRecord(int spared, int leastBad, int audited, int mistaken) {

    /// The names of the notes.
    static final String CRITIC = "critic";

    static final String SPARED = "spared";

    public static CriticRecord of(RunState state) {
        int spared = 0;
        int leastBad = 0;
        int audited = 0;
        int mistaken = 0;
        for (Event.Noted noted : state.words().noted()) {
            Map<String, @Nullable Object> notes = noted.notes();
            if (notes.get(SPARED) instanceof List<?> list) {
                spared += list.size();
            }
            if (notes.get(CRITIC) instanceof Map<?, ?> critic) {
                if ("least_bad".equals(critic.get("outcome"))) {
                    leastBad++;
                } else if ("audited".equals(critic.get("outcome"))) {
                    audited++;
                    mistaken += better(state, noted.number()).orElse(false) ? 1 : 0;
                }
            }
        }
        return new CriticRecord(spared, leastBad, audited, mistaken);
    }

    public int rejected() {
        return spared + leastBad + audited;
    }

    /// Whether an experiment was better than what it was compared with; empty while nobody knows.
    static Optional<Boolean> better(RunState state, int number) {
        Direction direction = state.run().direction();
        return state.experiment(number)
                .flatMap(experiment -> experiment.decided())
                .map(decided -> decided.metric().isPresent()
                        && decided.reference().isPresent()
                        && direction.better(
                                decided.metric().getAsDouble(),
                                decided.reference().getAsDouble()));
    }
}
