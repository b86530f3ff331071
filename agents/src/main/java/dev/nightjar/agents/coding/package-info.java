/// Coding agents as proposers: started on a throw-away copy of the lab, bounded, and read by what they leave in
/// one file.
@NullMarked
package dev.nightjar.agents.coding;

import org.jspecify.annotations.NullMarked;
