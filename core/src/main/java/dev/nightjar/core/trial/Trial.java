package dev.nightjar.core.trial;

/// One execution of one commit with one seed.
///
/// @param id         unique in the run, from 1
/// @param experiment the experiment it is for; 0 for the baseline and for trials after the run
/// @param commit     the full object name
/// @param seed       decides data order and initialisation; the engine's, never the program's
public record Trial(int id, int experiment, Purpose purpose, String commit, long seed) {

    public Trial {
        if (id < 1 || experiment < 0) {
            throw new IllegalArgumentException(
                    "A trial (%d) of experiment (%d) needs positive numbers.\nMaybe the ledger was altered."
                            .formatted(id, experiment));
        }
    }
}
