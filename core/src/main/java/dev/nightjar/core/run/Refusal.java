package dev.nightjar.core.run;

import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.rails.RailName;
import java.util.Optional;

/// A try of an experiment that did not pass, for whoever tries next.
///
/// @param by     who proposed it
/// @param rail   what refused it; empty if it crashed in the first steps of its trial
/// @param reason the rail's, or how it crashed with the last lines of its log
public record Refusal(Proposal proposal, String by, Optional<RailName> rail, String reason) {}
