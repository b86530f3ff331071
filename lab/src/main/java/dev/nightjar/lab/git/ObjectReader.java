package dev.nightjar.lab.git;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads objects through one `git cat-file --batch` that stays. A signal meant for the engine may end it; then it is
/// started again.
final class ObjectReader implements AutoCloseable {

    private record Batch(Process process, InputStream answers) {}

    private final Git git;
    private @Nullable Batch batch;

    ObjectReader(Git git) {
        this.git = git;
    }

    /// The object that `name` stands for, such as `HEAD:Train.java`.
    synchronized Optional<GitObject> find(String name) {
        if (name.indexOf('\n') >= 0) {
            throw new IllegalArgumentException(
                    "An object's name (%s) is one line.\nMaybe a file has a line feed in its name.".formatted(name));
        }
        try {
            return ask(name);
        } catch (IOException e) {
            close();
        }
        try {
            return ask(name);
        } catch (IOException e) {
            throw new UncheckedIOException("git cannot read (%s) in (%s).".formatted(name, git.folder()), e);
        }
    }

    GitObject require(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalStateException(
                        "The repository (%s) has no object (%s).\nMaybe its refs under refs/nightjar were deleted."
                                .formatted(git.folder(), name)));
    }

    private Optional<GitObject> ask(String name) throws IOException {
        Batch open = batch;
        if (open == null) {
            Process process = git.start("cat-file", "--batch");
            open = new Batch(process, new BufferedInputStream(process.getInputStream()));
            batch = open;
        }
        open.process().getOutputStream().write((name + "\n").getBytes(StandardCharsets.UTF_8));
        open.process().getOutputStream().flush();
        String header = line(open.answers());
        if (header.endsWith(" missing") || header.endsWith(" ambiguous")) {
            return Optional.empty();
        }
        String[] parts = header.split(" ", -1);
        int size = Integer.parseInt(parts[2]);
        byte[] content = open.answers().readNBytes(size);
        if (content.length < size || open.answers().read() != '\n') {
            throw new EOFException("git cat-file ended.");
        }
        return Optional.of(new GitObject(parts[0], parts[1], content));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("git cat-file ended.");
            }
            line.append((char) c);
        }
        return line.toString();
    }

    @Override
    public synchronized void close() {
        if (batch != null) {
            batch.process().destroy();
            batch = null;
        }
    }
}
