package dev.nightjar.core.run;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.lab.Menu;

/// What a proposer may look at.
///
/// @param number the experiment that is to be proposed, from 1
/// @param seed   for the proposer's own randomness; a function of the run's seed and `number`
/// @param base   the knobs of the program that the proposal starts from
/// @param source the text of that program
/// @param state  everything that happened so far
public record ProposalContext(
        int number, long seed, Lab lab, Menu menu, Configuration base, String source, RunState state) {}
