package dev.nightjar.core.run;

import dev.nightjar.core.proposal.Proposal;

/// What a proposer answers.
///
/// @param by who thought of it, as shown in the ledger: `tpe`, `random`, `person`, a model's name
public record Suggestion(String by, Proposal proposal) {

    public Suggestion {
        if (by.isBlank()) {
            throw new IllegalArgumentException(
                    "The proposal (%s) is nobody's.\nMaybe a proposer has no name.".formatted(proposal));
        }
    }
}
