package dev.nightjar.execution;

import dev.nightjar.sandbox.Ending;
import dev.nightjar.sandbox.Launch;
import dev.nightjar.sandbox.Outcome;
import dev.nightjar.sandbox.Supervised;
import dev.nightjar.sandbox.Supervisor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/// A process that serves a model over its standard streams.
public final class ServedModel implements AutoCloseable {
    private static final int LINES = 12;

    private final Supervised process;
    private final Path folder;
    private final long checkpointBytes;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    ServedModel(Supervisor supervisor, Launch launch, Path folder, long checkpointBytes) {
        this.folder = folder;
        this.checkpointBytes = checkpointBytes;
        this.process = supervisor.launch(launch, this::hear);
    }

    public OutputStream requests() {
        return process.stdin();
    }

    public InputStream answers() {
        return process.stdout();
    }

    /// Size of the checkpoint that it serves, 0 if there is none.
    public long checkpointBytes() {
        return checkpointBytes;
    }

    /// How the process ended and what it used: processor time, memory. Nothing before [#close].
    public Optional<Outcome> outcome() {
        return Optional.ofNullable(process.ended().getNow(null));
    }

    /// How the process ended, if it has, and the last lines that it wrote to standard error.
    public String lastWords() {
        StringBuilder words = new StringBuilder();
        try {
            Outcome outcome = process.ended().get(1, TimeUnit.SECONDS);
            if (outcome.ending() != Ending.EXITED) {
                words.append(outcome.detail()).append('\n');
            } else if (outcome.exitCode() != 0) {
                words.append("It ended with exit code %d.\n".formatted(outcome.exitCode()));
            }
        } catch (TimeoutException | ExecutionException stillThere) {
            words.append("It still ran.\n");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        synchronized (lastLines) {
            return words.append(String.join("\n", lastLines)).toString().strip();
        }
    }

    /// Ends the process with all its children and deletes its folder. Safe to call twice, and from two threads.
    @Override
    public void close() {
        process.killAtOnce("The judge has finished.");
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            process.await();
            FileTree.delete(folder);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException broken) {
            throw Disk.trouble(folder, broken);
        }
    }

    private void hear(String line) {
        synchronized (lastLines) {
            lastLines.addLast(line);
            if (lastLines.size() > LINES) {
                lastLines.removeFirst();
            }
        }
    }
}
