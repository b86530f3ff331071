package dev.nightjar.lab.git;

import dev.nightjar.core.error.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// git's command line in one folder: no prompts, no hooks, no environment of the caller's, messages in English.
///
/// A Ctrl-C in a terminal also reaches a git that is under way. Every command here may be repeated, so one that a
/// signal ended is.
public final class Git {

    /// How a command ended.
    public record Result(int exitCode, byte[] output, String errors) {

        public boolean ok() {
            return exitCode == 0;
        }

        /// What it printed, without white space around it.
        public String text() {
            return new String(output, StandardCharsets.UTF_8).strip();
        }
    }

    private static final Set<Integer> ENDED_BY_SIGNAL = Set.of(129, 130, 143);
    private static final int ATTEMPTS = 3;

    /// Objects and refs reach the disk before the ledger names them; hooks and signatures are for people's commits;
    /// no git may leave a process behind.
    private static final List<String> SETTINGS = List.of(
            "core.hooksPath=/dev/null",
            "core.fsync=loose-object,reference",
            "core.quotePath=false",
            "commit.gpgSign=false",
            "gc.auto=0",
            "maintenance.auto=false",
            "core.fsmonitor=false",
            "advice.addEmbeddedRepo=false",
            "i18n.commitEncoding=UTF-8");

    private final Path folder;
    private final Map<String, String> environment;

    public Git(Path folder) {
        this(folder, Map.of());
    }

    private Git(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /// The same with more environment.
    public Git with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.putAll(more);
        return new Git(folder, Map.copyOf(all));
    }

    public Path folder() {
        return folder;
    }

    /// What the command printed, without white space around it.
    ///
    /// @throws GitException if it ends with anything but 0
    public String run(String... arguments) {
        return feed(new byte[0], arguments).text();
    }

    /// As [#run], with `input` on its standard input.
    ///
    /// @throws UserError of kind `DISK` if there is no space left
    public Result feed(byte[] input, String... arguments) {
        Result result = attempt(input, arguments);
        if (!result.ok()) {
            if (result.errors().toLowerCase(Locale.ROOT).contains("no space left")) {
                throw new UserError(
                        UserError.Kind.DISK,
                        "git cannot write to (%s): %s."
                                .formatted(folder, result.errors().strip()),
                        "files that nobody needs can be deleted; the run can then be resumed.");
            }
            throw new GitException(List.of(arguments), folder.toString(), result.exitCode(), result.errors());
        }
        return result;
    }

    /// Runs the command and says how it ended.
    public Result attempt(byte[] input, String... arguments) {
        Result result = once(input, arguments);
        for (int i = 1; i < ATTEMPTS && ENDED_BY_SIGNAL.contains(result.exitCode()); i++) {
            result = once(input, arguments);
        }
        return result;
    }

    private Result once(byte[] input, String... arguments) {
        try {
            Process process = start(arguments);
            try {
                CompletableFuture<byte[]> errors = new CompletableFuture<>();
                Thread.ofVirtual().start(() -> {
                    try {
                        errors.complete(process.getErrorStream().readAllBytes());
                    } catch (IOException e) {
                        errors.complete(new byte[0]);
                    }
                });
                write(process, input);
                byte[] output = process.getInputStream().readAllBytes();
                String said = new String(errors.join(), StandardCharsets.UTF_8);
                return new Result(process.waitFor(), output, said);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.ENVIRONMENT,
                    "git cannot be started in (%s): %s.".formatted(folder, e.getMessage()),
                    "git is not installed, or not on the PATH; or the folder does not exist.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while git was at work.", e);
        }
    }

    /// A git that refuses its input ends early and closes its end. Its exit code tells more than the broken pipe,
    /// so that is
    /// returned, not thrown.
    private static boolean write(Process process, byte[] input) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// Starts a command that stays, such as `cat-file --batch`.
    Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add("git");
        SETTINGS.forEach(setting -> {
            command.add("-c");
            command.add(setting);
        });
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Map<String, String> inherited = builder.environment();
        inherited.keySet().removeIf(name -> name.startsWith("GIT_"));
        inherited.put("LC_ALL", "C");
        inherited.put("GIT_TERMINAL_PROMPT", "0");
        inherited.put("GIT_OPTIONAL_LOCKS", "0");
        inherited.putAll(environment);
        return builder.start();
    }
}
