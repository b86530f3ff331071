/// The append-only record. Events are the only truth; everything else is folded from them.
@NullMarked
package dev.nightjar.core.ledger;

import org.jspecify.annotations.NullMarked;
