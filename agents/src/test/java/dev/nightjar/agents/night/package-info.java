/// Ledgers of nights that never were, for prompts and proposers to look at.
@NullMarked
package dev.nightjar.agents.night;

import org.jspecify.annotations.NullMarked;
