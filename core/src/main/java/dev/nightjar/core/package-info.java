/// The words of the design as records and sealed types: the loop, the rails, the gate, the ledger's events and their
/// fold, the ports.
@NullMarked
package dev.nightjar.core;

import org.jspecify.annotations.NullMarked;
