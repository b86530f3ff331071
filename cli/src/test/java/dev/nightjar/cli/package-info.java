/// The commands as a person uses them.
@NullMarked
package dev.nightjar.cli;

import org.jspecify.annotations.NullMarked;
