package dev.nightjar.agents.model;

import dev.nightjar.core.proposal.Account;

/// What a model said, letter for letter.
///
/// @param text      the arguments, as JSON, where the model called a tool instead
/// @param truncated it reached its most tokens, so the end is missing
public record Answer(String text, Account account, boolean truncated) {}
