package dev.nightjar.agents.money;

import dev.nightjar.core.proposal.Account;

/// Of a million tokens, in whatever currency the table is in.
///
/// @param in     of the prompt
/// @param out    of the answer
/// @param cached of the part of the prompt that the provider had cached
public record Price(double in, double out, double cached) {

    public static final Price FREE = new Price(0, 0, 0);

    private static final double TOKENS = 1e6;

    public Price {
        if (!fine(in) || !fine(out) || !fine(cached)) {
            throw new IllegalArgumentException(
                    "A price (%s in, %s out, %s cached) is not negative.\nMaybe the sign is wrong."
                            .formatted(in, out, cached));
        }
    }

    public double of(Account account) {
        long fresh = Math.max(0, account.tokensIn() - account.tokensCached());
        return (fresh * in + account.tokensCached() * cached + account.tokensOut() * out) / TOKENS;
    }

    private static boolean fine(double price) {
        return price >= 0 && Double.isFinite(price);
    }
}
