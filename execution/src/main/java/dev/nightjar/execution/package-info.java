/// Trials on this machine: export a commit, compile it, try one step, train it, all below the sandbox's supervisor
/// and within limits.
///
/// A [dev.nightjar.execution.Workshop] holds what all trials of a run share; from it come the
/// [dev.nightjar.execution.LocalPreflight], the [dev.nightjar.execution.LocalTrainer], the
/// [dev.nightjar.execution.CommandChecks] and the [dev.nightjar.execution.ModelServing] behind the judge. What a
/// trial's folder holds is in `docs/designs/architecture.md`.
@NullMarked
package dev.nightjar.execution;

import org.jspecify.annotations.NullMarked;
