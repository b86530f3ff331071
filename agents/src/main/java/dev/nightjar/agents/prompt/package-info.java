/// What a model is told: the task, the program, the menu, everything that was tried as one table within a
/// number of tokens, what was learnt, what was never tried, and why its last try was refused. Pure functions of
/// a context.
@NullMarked
package dev.nightjar.agents.prompt;

import org.jspecify.annotations.NullMarked;
