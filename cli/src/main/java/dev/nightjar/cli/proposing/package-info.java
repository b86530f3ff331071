/// Who proposes in a run: what a person may write, and the proposers that are put together from it.
@NullMarked
package dev.nightjar.cli.proposing;

import org.jspecify.annotations.NullMarked;
