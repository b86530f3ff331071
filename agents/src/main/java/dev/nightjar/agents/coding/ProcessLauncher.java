package dev.nightjar.agents.coding;

import dev.nightjar.core.trial.Interruption;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Starts agents as plain child processes. The whole tree is ended at the limit and when the agent leaves; but
/// an agent sees and reaches all that the person does.
public final class ProcessLauncher implements AgentLauncher {

    /// How long output may still come once nothing runs.
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final Interruption interruption;

    public ProcessLauncher(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public Ended run(Launch launch) throws IOException {
        interruption.check();
        String mark = UUID.randomUUID().toString();
        ProcessBuilder builder = new ProcessBuilder(launch.command())
                .directory(launch.folder().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        Map<String, String> environment = new HashMap<>(launch.environment());
        environment.put(ProcessTree.MARK, mark);
        builder.environment().clear();
        builder.environment().putAll(environment);
        long start = System.nanoTime();
        Process process = builder.start();
        ProcessTree tree = new ProcessTree(process, mark);
        BoundedOutput output = new BoundedOutput();
        CompletableFuture<Ending> over = new CompletableFuture<>();
        Thread reader =
                Thread.ofVirtual().start(() -> read(process.getInputStream(), output, launch.outputBytes(), over));
        CompletableFuture<Void> _ = process.onExit().thenRun(() -> over.complete(Ending.EXITED));
        try (Interruption.Registration _ =
                interruption.onRequest(() -> over.completeExceptionally(new Interruption.Interrupted()))) {
            Ending ending = await(over, launch.limit());
            tree.kill(ending != Ending.EXITED);
            join(reader);
            return new Ended(
                    ending,
                    process.isAlive() ? -1 : process.exitValue(),
                    output.text(),
                    Duration.ofNanos(System.nanoTime() - start));
        } finally {
            tree.kill(false);
        }
    }

    private static Ending await(CompletableFuture<Ending> over, Duration limit) {
        try {
            return over.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Ending.TIME_LIMIT;
        } catch (ExecutionException e) {
            throw new Interruption.Interrupted();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interruption.Interrupted();
        }
    }

    /// Reads on to the end, so that the agent never waits for a reader.
    private static void read(InputStream from, BoundedOutput output, long most, CompletableFuture<Ending> over) {
        byte[] buffer = new byte[1 << 16];
        long all = 0;
        try {
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                output.write(buffer, count);
                all += count;
                if (all > most) {
                    over.complete(Ending.OUTPUT_LIMIT);
                }
            }
        } catch (IOException gone) {
            over.isDone(); // the stream breaks when the tree is killed; what was read is kept
        }
    }

    private static void join(Thread reader) {
        try {
            reader.join(LAST_WORDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
