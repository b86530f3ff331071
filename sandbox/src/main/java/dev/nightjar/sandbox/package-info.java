/// Starting, limiting and killing a tree of processes. Knows no trials; JDK only.
///
/// An engine starts one [Supervisor], a small JVM of its own, and hands it [Launch]es; each becomes a [Supervised]
/// process tree that
/// ends with an [Outcome]. The supervisor is a session of its own and, on Linux, the parent of every orphan below it
/// (`PR_SET_CHILD_SUBREAPER`), so a child that forks twice is still found. It outlives the engine just long enough
/// to kill what the engine left and to write how that ended.
///
/// # The protocol
///
/// The supervisor's standard input and output carry frames, big-endian: `u32 length of the rest, u8 type, u32
/// launch, body`. Text is `u32 bytes, UTF-8`; an absent text has the length `0xFFFFFFFF`.
///
/// | type | frame | direction | body |
/// |---|---|---|---|
/// | 1 | `Start` | to supervisor | command, environment, directory, limits, channel, log, outcome file, walls |
/// | 2 | `Input` | to supervisor | bytes for the process's standard input |
/// | 3 | `EndInput` | to supervisor | nothing |
/// | 4 | `Kill` | to supervisor | u8: 1 for no time to say good-bye, else 0; text: why |
/// | 5 | `Took` | both | u32: bytes of `Input` or `Output` that were passed on; the sender may have 256 KiB on the way
/// |
/// | 6 | `Started` | to engine | u64 process id |
/// | 7 | `Output` | to engine | bytes of standard output, of a launch that converses |
/// | 8 | `Logged` | to engine | bytes that also went to the log; left out when the engine does not keep up |
/// | 9 | `Ended` | to engine | text of the outcome file |
///
/// The end of the supervisor's standard input means that the engine is gone: every tree is killed at once, outcome
/// files are written,
/// the supervisor leaves. The end of its standard output means that the supervisor is gone: the engine kills the
/// trees it knows of.
@NullMarked
package dev.nightjar.sandbox;

import org.jspecify.annotations.NullMarked;
