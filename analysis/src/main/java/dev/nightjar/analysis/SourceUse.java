package dev.nightjar.analysis;

import dev.nightjar.core.rails.RailName;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/// What one proposer did in a run, and what asking it cost.
///
/// @param by            as in the ledger
/// @param experiments   whose last try was its own, ended or not
/// @param tries         proposals, mended ones included
/// @param blocked       tries that a rail refused, by rail
/// @param crashed       its experiments that crashed
/// @param kept          its experiments that were kept
/// @param gain          what those were better than their references by, together, in the metric's unit
/// @param tokensIn      of all prompts
/// @param tokensOut     of all answers
/// @param tokensCached  of `tokensIn`
/// @param cost          in the currency of the price table
/// @param waitedSeconds that the loop stood still for it
/// @param hiddenSeconds of its latency that passed while trials trained
public record SourceUse(
        String by,
        int experiments,
        int tries,
        Map<RailName, Integer> blocked,
        int crashed,
        int kept,
        double gain,
        long tokensIn,
        long tokensOut,
        long tokensCached,
        double cost,
        double waitedSeconds,
        double hiddenSeconds) {

    public SourceUse {
        Map<RailName, Integer> sorted = new EnumMap<>(RailName.class);
        sorted.putAll(blocked);
        blocked = Collections.unmodifiableMap(sorted);
    }

    /// Refused tries, whatever refused them.
    public int refused() {
        return blocked.values().stream().mapToInt(Integer::intValue).sum();
    }

    /// Gain for a unit of money; empty for one that is free.
    public OptionalDouble gainPerCost() {
        return cost > 0 ? OptionalDouble.of(gain / cost) : OptionalDouble.empty();
    }
}
