/// The memory of a run in words: which lessons stand and fit, and `notes.md`, the page that tells the run to a
/// person.
@NullMarked
package dev.nightjar.agents.notes;

import org.jspecify.annotations.NullMarked;
