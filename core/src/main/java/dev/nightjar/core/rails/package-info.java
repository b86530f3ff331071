/// The checks a proposal passes before it may cost a trial. Pure: no file, no process.
@NullMarked
package dev.nightjar.core.rails;

import org.jspecify.annotations.NullMarked;
