/// What both sides of the sandbox agree on, byte for byte: environment, metric and progress lines, frames, token
/// shards, rows.
@NullMarked
package dev.nightjar.wire;

import org.jspecify.annotations.NullMarked;
