package dev.nightjar.execution;

import dev.nightjar.core.trial.Progress;
import dev.nightjar.wire.ProgressLine;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Hears what a training program prints: that it is ready, and how far it is.
final class TrainingLines implements Consumer<String> {
    private static final String READY = "READY";

    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Double> tooSlow = new CompletableFuture<>();
    private final Consumer<Progress> progress;
    private final Optional<Pace> pace;

    /// @param pace where a program that is too slow for its budget is a crash
    TrainingLines(Consumer<Progress> progress, Optional<Pace> pace) {
        this.progress = progress;
        this.pace = pace;
    }

    /// Done once the program waits for its data.
    CompletableFuture<Void> ready() {
        return ready;
    }

    /// Done once it is as good as certain that the guard will end the program first: with the share of its budget
    /// that it could have come to.
    CompletableFuture<Double> tooSlow() {
        return tooSlow;
    }

    @Override
    public void accept(String line) {
        if (line.strip().equals(READY)) {
            ready.complete(null);
        } else {
            ProgressLine.parse(line)
                    .map(found -> new Progress(
                            Progress.Phase.TRAINING,
                            Math.clamp(found.fraction(), 0, 1),
                            found.step(),
                            found.loss(),
                            found.seconds()))
                    .ifPresent(this::heard);
        }
    }

    private void heard(Progress now) {
        progress.accept(now);
        pace.ifPresent(known -> known.fallsShort(now).ifPresent(tooSlow::complete));
    }
}
