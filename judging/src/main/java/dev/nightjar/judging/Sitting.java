package dev.nightjar.judging;

import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.trial.Interruption;
import dev.nightjar.core.trial.Serving;
import dev.nightjar.core.trial.Trial;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;

/// One judgement's servers, all of one trial, one after another: what runs at the same time on one machine can always
/// whisper (locks on a shared file, the load of a core), and the next must not hear what the one before was asked.
final class Sitting implements AutoCloseable {

    private final ModelServers servers;
    private final Trial trial;
    private final Lab.Serving budget;
    private final Duration limit;
    private final long checkpointBytes;
    private final List<Conversation> open = new CopyOnWriteArrayList<>();
    private final Interruption.Registration registration;

    /// @param limit for each server, its start included
    Sitting(ModelServers servers, Trial trial, Lab.Serving budget, Duration limit, Interruption interruption)
            throws RefusalException {
        this.servers = servers;
        this.trial = trial;
        this.budget = budget;
        this.limit = limit;
        this.checkpointBytes = servers.checkpointBytes(trial);
        if (checkpointBytes > budget.checkpointBytes()) {
            throw over("The checkpoint has %,d bytes; [serve] checkpoint allows %,d."
                    .formatted(checkpointBytes, budget.checkpointBytes()));
        }
        this.registration = interruption.onRequest(this::closeServers);
    }

    /// The next server; the one before is no more.
    Conversation start() {
        closeServers();
        Conversation conversation = new Conversation(servers.start(trial, limit), budget);
        open.add(conversation);
        return conversation;
    }

    /// What a server that has finished did cost.
    ///
    /// @throws RefusalException if that is over the budget
    Serving serving(Conversation finished, long tokens, Optional<Serving> baseline) throws RefusalException {
        Serving serving = new Serving(
                checkpointBytes, finished.loadSeconds(), finished.accounts().processorSeconds(), tokens);
        OptionalDouble usual = baseline.map(Serving::processorSecondsPerToken).orElse(OptionalDouble.empty());
        OptionalDouble own = serving.processorSecondsPerToken();
        if (usual.isPresent()
                && own.isPresent()
                && own.getAsDouble() > budget.processorFactor() * usual.getAsDouble()) {
            throw over(String.format(
                    Locale.ROOT,
                    "Serving took %.1f µs of processor time a token, the baseline %.1f; [serve] processor allows %s times that.",
                    1e6 * own.getAsDouble(),
                    1e6 * usual.getAsDouble(),
                    budget.processorFactor()));
        }
        return serving;
    }

    private static RefusalException over(String reason) {
        return new RefusalException(CrashReason.SERVING_BUDGET, reason);
    }

    private void closeServers() {
        open.forEach(Conversation::close);
    }

    @Override
    public void close() {
        registration.close();
        closeServers();
    }
}
