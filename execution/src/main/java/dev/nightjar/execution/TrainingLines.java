package dev.nightjar.execution;

import dev.nightjar.core.trial.Progress;
import dev.nightjar.wire.ProgressLine;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Hears what a training program prints: that it is ready, and how far it is.
final class TrainingLines implements Consumer<String> {
    private static final String READY = "READY";

    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Consumer<Progress> progress;

    TrainingLines(Consumer<Progress> progress) {
        this.progress = progress;
    }

    /// Done once the program waits for its data.
    CompletableFuture<Void> ready() {
        return ready;
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
                    .ifPresent(progress);
        }
    }
}
