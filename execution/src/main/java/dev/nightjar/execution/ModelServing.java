package dev.nightjar.execution;

import dev.nightjar.core.trial.Interruption;
import dev.nightjar.core.trial.Trial;
import dev.nightjar.sandbox.Launch;
import dev.nightjar.sandbox.Limits;
import dev.nightjar.wire.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// Starts the program of a trained trial as a model server, in a fresh process with a private copy of the
/// checkpoint and no training data.
public final class ModelServing {
    private final Workshop workshop;
    private final Programs programs;
    private final AtomicInteger started = new AtomicInteger();

    public ModelServing(Workshop workshop) {
        this.workshop = workshop;
        this.programs = new Programs(workshop);
    }

    /// Size of the trial's checkpoint; 0 if it has none.
    public long checkpointBytes(Trial trial) {
        TrialFolder folder = workshop.trial(trial.id());
        try {
            return folder.hasCheckpoint() ? Files.size(folder.checkpoint()) : 0;
        } catch (IOException broken) {
            throw Disk.trouble(folder.path(), broken);
        }
    }

    /// Returns at once. The server is killed when `limit` is over. A server that cannot start is one whose answers
    /// end at once; its last words say why.
    public ServedModel start(Trial trial, Duration limit) {
        TrialFolder folder = workshop.trial(trial.id());
        Path own = folder.path().resolve("serve-" + started.incrementAndGet());
        try {
            new Harness(workshop).ready(new Interruption());
            Programs.Place place = Programs.Place.aside(own, folder.source(), folder.classes());
            long checkpointBytes = copyCheckpoint(folder, place);
            Launch launch = programs.launch(
                    Mode.SERVE,
                    trial.seed(),
                    place,
                    Limits.of(limit, workshop.lab().train().memoryBytes()));
            return new ServedModel(workshop.supervisor(), launch, own, checkpointBytes);
        } catch (IOException broken) {
            throw Disk.trouble(own, broken);
        }
    }

    /// A copy of its own for each server: what is read from a shared file can be told from the page cache.
    private static long copyCheckpoint(TrialFolder trial, Programs.Place place) throws IOException {
        if (!trial.hasCheckpoint()) {
            return 0;
        }
        Path copy = place.out().resolve(trial.checkpoint().getFileName());
        Files.copy(trial.checkpoint(), copy);
        copy.toFile().setReadOnly();
        return Files.size(copy);
    }
}
