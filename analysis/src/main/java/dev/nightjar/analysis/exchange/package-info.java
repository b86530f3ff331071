/// Runs in the formats of other tools, written and read: rows of a run to text, and text to rows of a read-only
/// run.
@NullMarked
package dev.nightjar.analysis.exchange;

import org.jspecify.annotations.NullMarked;
