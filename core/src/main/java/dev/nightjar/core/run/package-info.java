/// The loop, and the state it folds from the ledger.
@NullMarked
package dev.nightjar.core.run;

import org.jspecify.annotations.NullMarked;
