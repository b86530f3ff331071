/// One execution of one commit with one seed, what came of it, and how it was measured.
@NullMarked
package dev.nightjar.core.trial;

import org.jspecify.annotations.NullMarked;
