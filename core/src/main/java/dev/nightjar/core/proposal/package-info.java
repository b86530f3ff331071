/// A suggested change, and the optimizers that find one on a menu.
@NullMarked
package dev.nightjar.core.proposal;

import org.jspecify.annotations.NullMarked;
