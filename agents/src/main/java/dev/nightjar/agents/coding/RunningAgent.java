package dev.nightjar.agents.coding;

import dev.nightjar.agents.coding.AgentLauncher.Ending;
import dev.nightjar.agents.coding.AgentLauncher.Launch;
import dev.nightjar.core.trial.Interruption;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// A child process with all that it starts, until it is over: it left, its limit is reached, or a person asked
/// to stop.
final class RunningAgent implements AutoCloseable {

    /// How long output may still come once nothing runs.
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final Launch launch;
    private final Process process;
    private final ProcessTree tree;
    private final CompletableFuture<Ending> over = new CompletableFuture<>();
    private final Interruption.Registration registration;
    private final long start = System.nanoTime();

    /// @param command  the launch's, perhaps with something around it
    /// @param prepares sets up the streams
    static RunningAgent start(
            Launch launch, List<String> command, Interruption interruption, Consumer<ProcessBuilder> prepares)
            throws IOException {
        interruption.check();
        String mark = UUID.randomUUID().toString();
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(launch.folder().toFile());
        Map<String, String> environment = new HashMap<>(launch.environment());
        environment.put(ProcessTree.MARK, mark);
        builder.environment().clear();
        builder.environment().putAll(environment);
        prepares.accept(builder);
        return new RunningAgent(launch, builder.start(), mark, interruption);
    }

    private RunningAgent(Launch launch, Process process, String mark, Interruption interruption) {
        this.launch = launch;
        this.process = process;
        this.tree = new ProcessTree(process, mark);
        CompletableFuture<Void> _ = process.onExit().thenRun(() -> over.complete(Ending.EXITED));
        this.registration = interruption.onRequest(() -> over.completeExceptionally(new Interruption.Interrupted()));
    }

    Process process() {
        return process;
    }

    /// It has done what it was started for.
    void done() {
        over.complete(Ending.EXITED);
    }

    Duration took() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /// Reads what it prints in a thread of its own, on to the end, so that it never waits for a reader.
    Thread drain(InputStream from, Consumer<byte[]> to) {
        return Thread.ofVirtual().start(() -> {
            byte[] buffer = new byte[1 << 16];
            long all = 0;
            try {
                for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                    to.accept(Arrays.copyOf(buffer, count));
                    all += count;
                    if (all > launch.outputBytes()) {
                        over.complete(Ending.OUTPUT_LIMIT);
                    }
                }
            } catch (IOException broken) {
                over.complete(Ending.EXITED); // the pipe breaks when its process dies; what was read is kept
            }
        });
    }

    /// Waits until it is over, ends what is left of it, and hears its last words.
    Ending await(Thread... readers) {
        try {
            Ending ending = first();
            tree.kill(ending != Ending.EXITED);
            for (Thread reader : readers) {
                reader.join(LAST_WORDS);
            }
            return ending;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interruption.Interrupted();
        }
    }

    private Ending first() throws InterruptedException {
        try {
            return over.get(launch.limit().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Ending.TIME_LIMIT;
        } catch (ExecutionException e) {
            throw new Interruption.Interrupted();
        }
    }

    @Override
    public void close() {
        registration.close();
        tree.kill(false);
    }
}
