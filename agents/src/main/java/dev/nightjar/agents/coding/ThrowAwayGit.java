package dev.nightjar.agents.coding;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A repository of one commit around an agent's work tree, for agents that want one to see their own change. It
/// knows nothing of the lab's, and of the person's settings nothing either.
final class ThrowAwayGit {

    private static final File NOTHING = new File("/dev/null");

    private ThrowAwayGit() {}

    /// Makes it and commits all there is. Without a git on the path there is none, and agents do without.
    ///
    /// @param unseen names that it never shows
    static void init(Path folder, List<String> unseen) throws IOException {
        if (run(folder, "init", "-q")) {
            Path exclude = folder.resolve(".git/info/exclude");
            Files.createDirectories(exclude.getParent());
            Files.write(exclude, unseen.stream().map(name -> "/" + name).toList());
            run(folder, "add", "-A");
            run(folder, "commit", "-q", "--no-verify", "-m", "The lab as it is");
        }
    }

    private static boolean run(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "git",
                "-c",
                "core.hooksPath=/dev/null",
                "-c",
                "core.fsmonitor=false",
                "-c",
                "gc.auto=0",
                "-c",
                "maintenance.auto=false",
                "-c",
                "commit.gpgSign=false",
                "-c",
                "init.defaultBranch=main",
                "-c",
                "user.name=Nightjar",
                "-c",
                "user.email=nightjar@localhost"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(NOTHING)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("GIT_"));
        environment.put("GIT_CONFIG_GLOBAL", NOTHING.getPath());
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_CEILING_DIRECTORIES", String.valueOf(folder.getParent()));
        try {
            return builder.start().waitFor() == 0;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
