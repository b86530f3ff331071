/// The loop, the state it folds from the ledger, and who proposes the next change by looking at that state.
@NullMarked
package dev.nightjar.core.run;

import org.jspecify.annotations.NullMarked;
