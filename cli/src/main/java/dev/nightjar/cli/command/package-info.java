/// The commands, one class each.
@NullMarked
package dev.nightjar.cli.command;

import org.jspecify.annotations.NullMarked;
