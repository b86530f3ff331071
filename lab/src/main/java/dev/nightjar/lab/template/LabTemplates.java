package dev.nightjar.lab.template;

import dev.nightjar.core.error.UserError;
import dev.nightjar.lab.git.Git;
import dev.nightjar.lab.git.LabRepository;
import dev.nightjar.lab.run.RunFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Makes labs from the folders in `labs/`.
public final class LabTemplates {

    private LabTemplates() {}

    /// Copies `template` to `folder` and makes it a git repository of its own with one commit. If it lies inside
    /// another work
    /// tree, git is told there to overlook it.
    ///
    /// @throws UserError of kind `USAGE` if the folder has something in it, or there is no such template
    public static void create(Path folder, Path template) {
        if (!Files.isRegularFile(template.resolve("lab.toml"))) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    "There is no template in (%s).".formatted(template),
                    "its name has a typing error.");
        }
        requireEmpty(folder);
        try {
            copy(template, folder);
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.DISK,
                    "The template cannot be copied to (%s): %s.".formatted(folder, e),
                    "the disk is full, or the folder belongs to another user.",
                    e);
        }
        overlookInOuter(folder);
        Git git = new Git(folder).with(identity(folder));
        git.run("init", "--quiet", "--template=", "--initial-branch=main");
        LabRepository.exclude(git, RunFolders.EXCLUDED);
        git.run("add", "--all", ".");
        git.run("commit", "--quiet", "--message", "Start the lab from template %s".formatted(template.getFileName()));
    }

    private static void requireEmpty(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw new UserError(
                        UserError.Kind.USAGE,
                        "The folder (%s) is not empty.".formatted(folder),
                        "another name is free, or it is a lab already.");
            }
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.USAGE, "The path (%s) is no folder.".formatted(folder), "a file has that name.", e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        List<Path> files;
        try (Stream<Path> children = Files.list(from)) {
            files = children.sorted().toList();
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (name.equals(".git") || name.equals(".nightjar")) {
                continue;
            }
            if (Files.isDirectory(file)) {
                copy(file, to.resolve(name));
            } else {
                Files.copy(file, to.resolve(name));
            }
        }
    }

    private static void overlookInOuter(Path folder) {
        Path real;
        try {
            real = folder.toRealPath();
        } catch (IOException e) {
            throw new IllegalStateException("The folder (%s) was just made and is gone.".formatted(folder), e);
        }
        Git outer = new Git(real);
        Git.Result top = outer.attempt(new byte[0], "rev-parse", "--show-toplevel");
        if (top.ok()) {
            String inside = Path.of(top.text()).relativize(real).toString().replace('\\', '/');
            LabRepository.exclude(outer, List.of("/" + inside + "/"));
        }
    }

    /// The person's name where git knows it, else Nightjar's: the first commit must not fail on a fresh machine.
    private static Map<String, String> identity(Path folder) {
        boolean known = new Git(folder)
                        .attempt(new byte[0], "var", "GIT_COMMITTER_IDENT")
                        .ok()
                && new Git(folder).attempt(new byte[0], "config", "user.email").ok();
        return known
                ? Map.of()
                : Map.of(
                        "GIT_AUTHOR_NAME", "Nightjar",
                        "GIT_AUTHOR_EMAIL", "nightjar@localhost",
                        "GIT_COMMITTER_NAME", "Nightjar",
                        "GIT_COMMITTER_EMAIL", "nightjar@localhost");
    }
}
