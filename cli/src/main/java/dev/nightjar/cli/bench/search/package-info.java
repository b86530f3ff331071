/// Optimizers beside each other on problems whose best value is known: Nightjar's, and Optuna's where it is
/// installed.
@NullMarked
package dev.nightjar.cli.bench.search;

import org.jspecify.annotations.NullMarked;
