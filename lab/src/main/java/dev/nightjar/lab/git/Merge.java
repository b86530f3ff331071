package dev.nightjar.lab.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nightjar.core.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// git's own merge of three texts.
final class Merge {

    private Merge() {}

    /// `theirs`, which was made from `base`, on top of `ours`; empty where both changed the same lines.
    static Optional<String> threeWays(Git git, String base, String ours, String theirs) {
        try {
            Path folder = Files.createTempDirectory(gitFolder(git), "nightjar-merge-");
            Path oursFile = Files.writeString(folder.resolve("ours"), ours);
            Path baseFile = Files.writeString(folder.resolve("base"), base);
            Path theirsFile = Files.writeString(folder.resolve("theirs"), theirs);
            try {
                Git.Result result = git.attempt(
                        new byte[0],
                        "merge-file",
                        "--stdout",
                        "--quiet",
                        oursFile.toString(),
                        baseFile.toString(),
                        theirsFile.toString());
                return result.ok() ? Optional.of(new String(result.output(), UTF_8)) : Optional.empty();
            } finally {
                Files.delete(oursFile);
                Files.delete(baseFile);
                Files.delete(theirsFile);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.DISK,
                    "Two programs cannot be merged in (%s): %s.".formatted(git.folder(), e.getMessage()),
                    "the disk is full.",
                    e);
        }
    }

    private static Path gitFolder(Git git) {
        return git.folder().resolve(git.run("rev-parse", "--git-dir"));
    }
}
