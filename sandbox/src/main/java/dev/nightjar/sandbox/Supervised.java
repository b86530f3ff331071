package dev.nightjar.sandbox;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A launch as the engine sees it.
public final class Supervised {
    private final int id;
    private final Supervisor supervisor;
    private final LineSplitter splitter;
    private final Pipes pipes;
    private final CompletableFuture<Outcome> ended = new CompletableFuture<>();
    private volatile long pid;
    private volatile @Nullable ProcessHandle handle;
    private @Nullable RuntimeException listenerFailure;

    Supervised(int id, Supervisor supervisor, Consumer<? super String> lines) {
        this.id = id;
        this.supervisor = supervisor;
        this.splitter = new LineSplitter(lines);
        this.pipes = new Pipes(id, supervisor);
    }

    /// The first process's id, once it has started.
    public OptionalLong pid() {
        return pid == 0 ? OptionalLong.empty() : OptionalLong.of(pid);
    }

    /// What the process reads; close it to let the process read the end. Only of a launch that converses.
    public OutputStream stdin() {
        return pipes.stdin();
    }

    /// What the process writes; ends when the process has. Only of a launch that converses.
    public InputStream stdout() {
        return pipes.stdout();
    }

    /// How the tree ended, once it has and every line was delivered.
    ///
    /// @throws IllegalStateException if the line listener threw
    public Outcome await() throws InterruptedException {
        try {
            return ended.get();
        } catch (ExecutionException broken) {
            throw new IllegalStateException("The listener of launch (%d) failed.".formatted(id), broken.getCause());
        }
    }

    /// As [#await], to be combined with other things to wait for.
    public CompletableFuture<Outcome> ended() {
        return ended.copy();
    }

    /// Ends the tree: `SIGTERM`, then after 0.4 s `SIGKILL`. Returns at once; [#await] has the outcome.
    ///
    /// @param why for a person, becomes the outcome's detail
    public void kill(String why) {
        supervisor.send(new Frame.Kill(id, why, false));
    }

    /// As [#kill], but nothing gets the chance to do anything more.
    public void killAtOnce(String why) {
        supervisor.send(new Frame.Kill(id, why, true));
    }

    void hear(Frame frame) {
        switch (frame) {
            case Frame.Started(int _, long process) -> {
                pid = process;
                handle = ProcessHandle.of(process).orElse(null);
            }
            case Frame.Logged(int _, byte[] bytes) ->
                listen(bytes.length == 0 ? splitter::gap : () -> splitter.accept(bytes));
            case Frame.Output(int _, byte[] bytes) -> pipes.arrived(bytes);
            case Frame.Took(int _, int bytes) -> pipes.taken(bytes);
            case Frame.Ended(int _, Outcome outcome) -> end(outcome);
            case Frame.Start _, Frame.Input _, Frame.EndInput _, Frame.Kill _ ->
                throw new IllegalStateException("The frame %s is not the supervisor's to send.".formatted(frame));
        }
    }

    void end(Outcome outcome) {
        listen(splitter::finish);
        pipes.close();
        if (listenerFailure == null) {
            ended.complete(outcome);
        } else {
            ended.completeExceptionally(listenerFailure);
        }
    }

    Optional<ProcessHandle> handle() {
        return Optional.ofNullable(handle);
    }

    private void listen(Runnable delivery) {
        if (listenerFailure != null) {
            return;
        }
        try {
            delivery.run();
        } catch (RuntimeException broken) {
            listenerFailure = broken;
            kill("The engine failed while it read the log: %s".formatted(broken));
        }
    }
}
