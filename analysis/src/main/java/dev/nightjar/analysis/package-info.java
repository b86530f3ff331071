/// Folds over ledgers: statistics, exports and imports.
@NullMarked
package dev.nightjar.analysis;

import org.jspecify.annotations.NullMarked;
