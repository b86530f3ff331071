/// From measurements to a decision: keep, discard, or ask for another trial.
@NullMarked
package dev.nightjar.core.gate;

import org.jspecify.annotations.NullMarked;
