package dev.nightjar.core.run;

import java.util.Optional;
import java.util.OptionalLong;

/// What a proposal was thought of against, where that is not the state at the time it is taken.
///
/// @param sequence the ledger's last event that the proposer saw
/// @param commit   the program that it saw
public record Basis(OptionalLong sequence, Optional<String> commit) {

    public static final Basis NOW = new Basis(OptionalLong.empty(), Optional.empty());

    /// What the proposer of a context sees.
    public static Basis of(ProposalContext context) {
        return new Basis(OptionalLong.of(context.state().sequence()), Optional.of(context.baseCommit()));
    }
}
