package dev.nightjar.core.run;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.lab.Menu;
import java.util.List;

/// What a proposer may look at.
///
/// @param number the experiment that is to be proposed, from 1
/// @param seed   for the proposer's own randomness; a function of the run's seed and `number`
/// @param base   the knobs of the program that the proposal starts from
/// @param baseCommit of that program
/// @param source     its text
/// @param program    the person's `program.md` as it is now; empty without one
/// @param state      everything that happened so far
/// @param refusals   tries of this experiment that did not pass, the oldest first
public record ProposalContext(
        int number,
        long seed,
        Lab lab,
        Menu menu,
        Configuration base,
        String baseCommit,
        String source,
        String program,
        RunState state,
        List<Refusal> refusals) {

    public ProposalContext {
        refusals = List.copyOf(refusals);
    }
}
