/// Every exchange with a model, written before it is used, and read again: `exchanges.jsonl`.
/// The format is in `docs/reference/transcript.md`.
@NullMarked
package dev.nightjar.agents.transcript;

import org.jspecify.annotations.NullMarked;
