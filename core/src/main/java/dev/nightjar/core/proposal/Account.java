package dev.nightjar.core.proposal;

/// What asking a model cost.
///
/// @param model          as the provider names it
/// @param calls          requests that were answered or paid for
/// @param tokensIn       of the prompts, those that the provider had cached included
/// @param tokensOut      of the answers
/// @param tokensCached   of `tokensIn`, those that the provider had cached
/// @param cost           in the currency of the price table; 0 for a model without a price
/// @param latencySeconds from question to answer, whether anybody waited for it or not
public record Account(
        String model, int calls, long tokensIn, long tokensOut, long tokensCached, double cost, double latencySeconds) {

    public Account {
        if (calls < 0
                || tokensIn < 0
                || tokensOut < 0
                || tokensCached < 0
                || !(cost >= 0 && Double.isFinite(cost))
                || !(latencySeconds >= 0 && Double.isFinite(latencySeconds))) {
            throw new IllegalArgumentException(
                    "An account (%d calls, %d in, %d out, %d cached, cost %s, %s s) has no negative part.\nMaybe a provider sent a count that makes no sense."
                            .formatted(calls, tokensIn, tokensOut, tokensCached, cost, latencySeconds));
        }
    }

    /// Both together. The name is the other's where they differ and this one's is empty, else this one's.
    public Account plus(Account other) {
        return new Account(
                model.isEmpty() ? other.model : model,
                calls + other.calls,
                tokensIn + other.tokensIn,
                tokensOut + other.tokensOut,
                tokensCached + other.tokensCached,
                cost + other.cost,
                latencySeconds + other.latencySeconds);
    }
}
