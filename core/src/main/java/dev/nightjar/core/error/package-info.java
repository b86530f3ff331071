/// Errors that a person reads: the value, and a guess at the cause.
@NullMarked
package dev.nightjar.core.error;

import org.jspecify.annotations.NullMarked;
