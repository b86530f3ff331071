package dev.nightjar.execution;

import dev.nightjar.core.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// The folder of one trial; `docs/designs/architecture.md` says who writes what.
record TrialFolder(Path path) {

    Path source() {
        return path.resolve("source");
    }

    Path classes() {
        return path.resolve("classes");
    }

    Path data() {
        return path.resolve("data");
    }

    /// Its presence starts the training clock.
    Path go() {
        return data().resolve("go");
    }

    Path out() {
        return path.resolve("out");
    }

    Path checkpoint() {
        return out().resolve("checkpoint.safetensors");
    }

    /// Whether a checkpoint was renamed into place. What its name merely points to is not one.
    boolean hasCheckpoint() {
        return Files.isRegularFile(checkpoint(), LinkOption.NOFOLLOW_LINKS);
    }

    Path temporary() {
        return path.resolve("tmp");
    }

    Path log() {
        return path.resolve("log.txt");
    }

    Path outcome() {
        return path.resolve("outcome");
    }

    /// There if the engine ended the trial at its deadline when a whole checkpoint was there.
    Path deadline() {
        return path.resolve("deadline");
    }

    private Path identity() {
        return path.resolve("trial");
    }

    /// An empty folder for `trial`, whatever an interrupted attempt has left.
    void create(Trial trial) throws IOException {
        FileTree.delete(path);
        for (Path folder : new Path[] {path, source(), data(), out(), temporary()}) {
            Files.createDirectories(folder);
        }
        Files.writeString(identity(), identityOf(trial));
    }

    /// Whether this folder was made for exactly this trial.
    boolean belongsTo(Trial trial) throws IOException {
        try {
            return Files.readString(identity()).equals(identityOf(trial));
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    /// Deletes all but what adoption and a person need later: the log, the outcome, and what it was.
    void lighten() throws IOException {
        for (Path heavy : new Path[] {source(), classes(), data(), out(), temporary()}) {
            FileTree.delete(heavy);
        }
        for (String claims : List.of("claims", "claims-test")) {
            Files.deleteIfExists(path.resolve(claims));
        }
    }

    private static String identityOf(Trial trial) {
        return "commit: %s%nseed: %d%n".formatted(trial.commit(), trial.seed());
    }
}
