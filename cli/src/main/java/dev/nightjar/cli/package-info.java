/// Commands and composition.
@NullMarked
package dev.nightjar.cli;

import org.jspecify.annotations.NullMarked;
