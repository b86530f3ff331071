/// A run, proposers and a model that follow a script.
@NullMarked
package dev.nightjar.agents.scripted;

import org.jspecify.annotations.NullMarked;
