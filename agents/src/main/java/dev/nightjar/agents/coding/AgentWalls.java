package dev.nightjar.agents.coding;

import dev.nightjar.agents.coding.AgentLauncher.Launch;
import dev.nightjar.sandbox.Isolation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Walls around a coding agent, by `bwrap`: unlike a trial it needs the network, its own login and what is
/// installed. So it sees the machine, read-only but for the person's home, its work tree and a `/tmp` of its
/// own; and not the folders that are hidden from it: the lab with its repository and its runs, and the cache
/// with the data.
///
/// What it starts ends with it, for it is alone in a space of process ids.
public final class AgentWalls implements Function<Launch, List<String>> {

    private static final Path TEMPORARY = Path.of("/tmp");

    private final List<Path> hidden;

    private AgentWalls(List<Path> hidden) {
        this.hidden =
                hidden.stream().map(path -> path.toAbsolutePath().normalize()).toList();
    }

    /// Walls if the machine has them, else nothing around the command.
    public static Function<Launch, List<String>> hiding(List<Path> folders) {
        try {
            return switch (Isolation.probe()) {
                case Isolation.Walled _ -> new AgentWalls(folders);
                case Isolation.Open _ -> Launch::command;
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Launch::command;
        }
    }

    @Override
    public List<String> apply(Launch launch) {
        List<String> words = new ArrayList<>(List.of(
                "bwrap", "--unshare-user", "--unshare-pid", "--unshare-ipc", "--new-session", "--cap-drop", "ALL"));
        words.addAll(List.of("--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"));
        words.addAll(List.of("--tmpfs", TEMPORARY.toString()));
        String home = launch.environment().getOrDefault("HOME", "");
        if (home.startsWith("/") && !home.equals("/") && Files.isDirectory(Path.of(home))) {
            words.addAll(List.of("--bind", home, home));
        }
        for (Path folder : hidden) {
            if (Files.isDirectory(folder)) {
                words.addAll(List.of("--tmpfs", folder.toString()));
            }
        }
        launch.command().stream()
                .filter(word -> word.startsWith("/") && Files.isRegularFile(Path.of(word)))
                .distinct()
                .forEach(word -> words.addAll(List.of("--ro-bind", word, word)));
        for (Path own : List.of(launch.folder(), launch.temporary())) {
            words.addAll(List.of("--bind", own.toString(), own.toString()));
        }
        words.addAll(List.of("--chdir", launch.folder().toString(), "--"));
        words.addAll(launch.command());
        return words;
    }
}
