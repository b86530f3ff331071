package dev.nightjar.agents.proposer;

import dev.nightjar.core.run.Basis;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Proposer;
import dev.nightjar.core.run.Suggestion;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// Has the next suggestion thought of while a trial trains, where that happens [Elsewhere]. It belongs around
/// all other combinators: what they choose is then chosen on the basis that the suggestion names.
///
/// The proposer inside is never asked twice at a time. A suggestion that was thought of before a person said
/// something, or before `program.md` was edited, is thought of again; what it cost counts.
public final class Ahead implements Proposer, AutoCloseable {

    private static final class Thought {
        private final ProposalContext context;
        private final FutureTask<Suggestion> task;
        private final Thread thread;

        Thought(ProposalContext context, Proposer proposer) {
            this.context = context;
            this.task = new FutureTask<>(() -> proposer.propose(context));
            this.thread = Thread.ofVirtual()
                    .name("nightjar-ahead-" + context.number())
                    .start(task);
        }

        /// What came of it, or the error that the proposer would have thrown.
        Suggestion get() {
            try {
                return task.get();
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case RuntimeException failure -> throw failure;
                    case Error failure -> throw failure;
                    case null, default -> throw new IllegalStateException("A proposer threw a checked exception.", e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while waiting for a proposal.", e);
            }
        }

        /// Waits for its end, good or bad.
        Optional<Suggestion> end() {
            try {
                thread.join();
                return task.state() == FutureTask.State.SUCCESS ? Optional.of(task.resultNow()) : Optional.empty();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while waiting for a proposal.", e);
            }
        }
    }

    private final Proposer inner;
    private @Nullable Thought thought;
    private boolean closed;

    public Ahead(Proposer inner) {
        this.inner = inner;
    }

    /// Begins to think, unless it already thinks of this experiment, or would think on the device that the
    /// trial needs.
    @Override
    public synchronized void ahead(ProposalContext context) {
        if (closed || context.state().baseline().isEmpty()) {
            return; // nothing to improve on yet
        }
        if (thought != null && (thought.context.number() == context.number() || !thought.task.isDone())) {
            return;
        }
        if (Elsewhere.is(inner, context)) {
            thought = new Thought(context, inner);
        }
    }

    @Override
    public synchronized Suggestion propose(ProposalContext context) {
        Thought ready = thought;
        if (ready == null) {
            return inner.propose(context);
        }
        if (ready.context.number() > context.number()) { // the running experiment is mended; the next keeps
            ready.end();
            return inner.propose(context);
        }
        thought = null;
        if (ready.context.number() == context.number() && stands(ready.context, context)) {
            return ready.get().against(Basis.of(ready.context));
        }
        Optional<Suggestion> wasted = ready.end();
        Suggestion fresh = inner.propose(context);
        return wasted.flatMap(Suggestion::account).map(fresh::costing).orElse(fresh);
    }

    private static boolean stands(ProposalContext then, ProposalContext now) {
        return now.refusals().isEmpty()
                && then.program().equals(now.program())
                && now.state().words().told().stream()
                        .noneMatch(word -> word.sequence() > then.state().sequence());
    }

    /// Interrupts what is being thought of and waits for its end: no thread is left.
    @Override
    public synchronized void close() {
        closed = true;
        if (thought != null) {
            thought.task.cancel(true);
            thought.end();
            thought = null;
        }
    }
}
