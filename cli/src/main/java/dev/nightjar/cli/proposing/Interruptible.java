package dev.nightjar.cli.proposing;

import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Proposer;
import dev.nightjar.core.run.Suggestion;
import dev.nightjar.core.trial.Interruption;

/// Lets a request to stop now reach a proposer that waits for somebody's answer.
record Interruptible(Proposer inner, Interruption interruption) implements Proposer {

    @Override
    public Suggestion propose(ProposalContext context) {
        Thread asking = Thread.currentThread();
        interruption.check();
        try (Interruption.Registration _ = interruption.onRequest(asking::interrupt)) {
            return inner.propose(context);
        } catch (RuntimeException e) {
            interruption.check();
            throw e;
        } finally {
            if (interruption.requested()) {
                Thread.interrupted(); // what comes after it must still write its last words
            }
        }
    }

    @Override
    public void ahead(ProposalContext context) {
        inner.ahead(context);
    }
}
