/// A suggested change, who suggests it, and what they may look at.
@NullMarked
package dev.nightjar.core.proposal;

import org.jspecify.annotations.NullMarked;
