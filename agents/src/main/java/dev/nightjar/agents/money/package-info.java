/// Prices, limits, and what was spent: by this run, and today by all runs of this machine.
@NullMarked
package dev.nightjar.agents.money;

import org.jspecify.annotations.NullMarked;
