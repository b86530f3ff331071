/// Who is asked, and when: small combinators over [dev.nightjar.core.run.Proposer], each one of which is a proposer
/// too.
///
/// What they choose is a function of the context (its number, its seed, the ledger so far), so a resumed run chooses as
/// the uninterrupted one would have. `docs/concepts/proposals-combined.md` says how they are put together.
@NullMarked
package dev.nightjar.agents.proposer;

import org.jspecify.annotations.NullMarked;
