package dev.nightjar.execution;

import dev.nightjar.core.trial.Interruption;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import dev.nightjar.sandbox.Launch;
import dev.nightjar.sandbox.Outcome;
import dev.nightjar.sandbox.Supervised;
import dev.nightjar.wire.WorkBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One training process from its start to its end, by the engine's clock: so long until it is ready, so long from
/// then on.
final class TrainingRun {
    private final Workshop workshop;
    private final TrialFolder folder;
    private final TrainingLines lines;

    TrainingRun(Workshop workshop, TrialFolder folder, TrainingLines lines) {
        this.workshop = workshop;
        this.folder = folder;
        this.lines = lines;
    }

    Outcome toEnd(Launch launch, Interruption interruption) throws IOException {
        if (!workshop.waits()) {
            go();
        }
        Supervised process = workshop.supervisor().launch(launch, lines);
        try (Interruption.Registration _ = interruption.onRequest(() -> process.kill("Stopped on request."))) {
            if (workshop.waits()) {
                keepTime(process);
            }
            Outcome outcome = Run.await(process, interruption);
            takeDataAway();
            return outcome;
        } catch (InterruptedException stopped) {
            throw Run.interrupted(process);
        }
    }

    private void keepTime(Supervised process) throws InterruptedException, IOException {
        Duration startup = workshop.lab().train().startup();
        CompletableFuture<Outcome> ended = process.ended();
        if (!within(startup, CompletableFuture.anyOf(lines.ready(), ended))) {
            end(
                    process,
                    CrashReason.START_UP_LIMIT,
                    "It did not print READY within its start-up limit of %s.".formatted(seconds(startup)));
            return;
        }
        if (ended.isDone()) {
            return;
        }
        try {
            go();
        } catch (IOException broken) {
            process.kill("Its data could not be provided.");
            throw broken;
        }
        Duration limit = workshop.clockLimit();
        if (!within(limit, CompletableFuture.anyOf(ended, lines.tooSlow()))) {
            atDeadline(process, limit);
        } else if (!ended.isDone()) {
            end(
                    process,
                    CrashReason.TIME_LIMIT,
                    "It was too slow: even at twice its best pace, the guard of %s would have ended it at %.0f %% of its budget."
                            .formatted(
                                    seconds(workshop.lab().train().guard()),
                                    100 * lines.tooSlow().join()));
        }
    }

    /// What is there now counts, if a time is all that the budget asks for. Who was given so much work has not done
    /// it.
    private void atDeadline(Supervised process, Duration limit) throws IOException {
        if (workshop.budget() instanceof WorkBudget.TrainingTime && folder.hasCheckpoint()) {
            Files.createFile(folder.deadline());
            process.killAtOnce("It was ended at its deadline, %s after it got its data.".formatted(seconds(limit)));
        } else {
            end(
                    process,
                    CrashReason.TIME_LIMIT,
                    "It trained for longer than its limit of %s.".formatted(seconds(limit)));
        }
    }

    private static void end(Supervised process, CrashReason why, String sentence) {
        process.killAtOnce(TrialResult.passed(why, sentence));
    }

    private static String seconds(Duration limit) {
        return "%.1f s".formatted(limit.toMillis() / 1e3);
    }

    /// Makes the shards appear, then says go.
    private void go() throws IOException {
        List<Path> shards = workshop.tokens().map(TrainingTokens::shards).orElse(List.of());
        for (Path shard : shards) {
            FileTree.linkOrCopy(shard, folder.data().resolve(shard.getFileName()));
        }
        Files.createFile(folder.go());
    }

    /// The shards are large where they were copied; the file that said go stays, as the record of when.
    private void takeDataAway() throws IOException {
        for (Path shard : workshop.tokens().map(TrainingTokens::shards).orElse(List.of())) {
            Files.deleteIfExists(folder.data().resolve(shard.getFileName()));
        }
    }

    private static boolean within(Duration limit, CompletableFuture<?> event) throws InterruptedException {
        try {
            event.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (ExecutionException failed) {
            return true; // Whoever awaits the process gets to know.
        }
    }
}
