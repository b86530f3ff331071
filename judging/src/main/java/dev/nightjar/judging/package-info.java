/// The metric of a finished trial, measured outside the process that trained. Knows frames and rows, and starts no
/// process itself: whoever composes the engine hands in the [dev.nightjar.judging.ModelServers] that do.
@NullMarked
package dev.nightjar.judging;

import org.jspecify.annotations.NullMarked;
