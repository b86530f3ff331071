package dev.nightjar.agents.config;

import java.util.Optional;

/// Who proposes.
///
/// @param kind  as `--proposer` has it
/// @param model of `[models.<name>]`, or `provider/model`
/// @param table all of `[proposer]`, for what a combination has below it: `table.section("hybrid").number("share", 0,
/// 1)`
public record ProposerSettings(Optional<String> kind, Optional<String> model, Section table) {}
