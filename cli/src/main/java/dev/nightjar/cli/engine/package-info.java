/// Putting a lab, an optimizer, trainer, judge and ledger together into a loop.
@NullMarked
package dev.nightjar.cli.engine;

import org.jspecify.annotations.NullMarked;
