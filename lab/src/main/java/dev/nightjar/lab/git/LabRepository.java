package dev.nightjar.lab.git;

import dev.nightjar.core.error.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// The git repository that a lab is.
public final class LabRepository {

    private final Git git;
    private final Path folder;

    private LabRepository(Path folder) {
        this.folder = folder;
        this.git = new Git(folder);
    }

    /// @throws UserError of kind `LAB` if the folder is not the root of a repository with at least one commit
    public static LabRepository open(Path folder) {
        Path real;
        try {
            real = folder.toRealPath();
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.LAB,
                    "There is no folder (%s).".formatted(folder),
                    "the path has a typing error.",
                    e);
        }
        LabRepository repository = new LabRepository(real);
        String start = "git -C \"%s\" init && git -C \"%s\" add -A && git -C \"%s\" commit -m \"Start the lab\""
                .formatted(real, real, real);
        Git.Result top = repository.git.attempt(new byte[0], "rev-parse", "--show-toplevel");
        if (!top.ok() && top.errors().contains("dubious ownership")) {
            throw new UserError(
                    UserError.Kind.LAB,
                    "git does not trust the lab (%s): it belongs to another user.".formatted(real),
                    "this helps: git config --global --add safe.directory \"%s\"".formatted(real));
        }
        if (!top.ok()) {
            throw new UserError(
                    UserError.Kind.LAB,
                    "The lab (%s) is not a git repository.".formatted(real),
                    "this makes it one: " + start);
        }
        if (!Path.of(top.text()).equals(real)) {
            throw new UserError(
                    UserError.Kind.LAB,
                    "The lab (%s) lies inside the repository (%s) and is none of its own.".formatted(real, top.text()),
                    "this makes it one: " + start);
        }
        if (Refs.read(repository.git, "HEAD").isEmpty()) {
            throw new UserError(
                    UserError.Kind.LAB,
                    "The lab (%s) has no commit yet.".formatted(real),
                    "this makes the first: git -C \"%s\" add -A && git -C \"%s\" commit -m \"Start the lab\""
                            .formatted(real, real));
        }
        return repository;
    }

    public Git git() {
        return git;
    }

    public Path folder() {
        return folder;
    }

    /// The commit that a new run starts from; see [Snapshot]. It becomes `refs/nightjar/<tag>/0` and the run's
    /// branch.
    ///
    /// @param scratch a folder for a private index
    /// @throws UserError of kind `DIRTY` if the editable file has uncommitted changes
    public String baseline(String editable, String tag, Path scratch) {
        return Snapshot.take(this, editable, tag, scratch, null);
    }

    /// @throws UserError of kind `DIRTY` if the editable file has uncommitted changes, as [#baseline] would
    public void requireClean(String editable) {
        Snapshot.requireClean(this, editable);
    }

    /// As [#baseline], with the editable file of `commit`, another run's incumbent, on top of the person's own
    /// files.
    public String baselineFrom(String commit, String editable, String tag, Path scratch) {
        return Snapshot.take(this, editable, tag, scratch, commit);
    }

    /// The workspace of a run. Close it.
    public GitWorkspace workspace(String editable, String tag) {
        return new GitWorkspace(this, editable, tag);
    }

    /// Whether the tag has a branch or refs, so that a new run needs another.
    public boolean knows(String tag) {
        return !git.run("for-each-ref", "--count=1", "--format=%(refname)", Refs.branch(tag), Refs.all(tag))
                .isEmpty();
    }

    /// Whether the tag's refs are the beginning of a run that was cut short: nothing but its baseline.
    public boolean knowsOnlyTheBaseline(String tag) {
        return git.run("for-each-ref", "--format=%(refname)", Refs.all(tag))
                .lines()
                .allMatch(Refs.experiment(tag, 0)::equals);
    }

    /// Makes a branch on `commit`, as a person would.
    ///
    /// @throws UserError of kind `USAGE` if there is one of that name elsewhere
    public void createBranch(String name, String commit) {
        Git.Result result = git.attempt(new byte[0], "branch", "--no-track", name, commit);
        if (!result.ok()
                && !Refs.read(git, "refs/heads/" + name).map(commit::equals).orElse(false)) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    "The branch (%s) cannot be made on (%s): %s."
                            .formatted(name, commit, result.errors().strip()),
                    "another name is free.");
        }
    }

    /// Has git overlook paths of this work tree, such as `/.nightjar/`, without a change to the person's own files.
    public void exclude(List<String> patterns) {
        exclude(git, patterns);
    }

    /// Writes patterns to `info/exclude` of the repository that `git` is in.
    public static void exclude(Git git, List<String> patterns) {
        Path file = git.folder().resolve(git.run("rev-parse", "--git-path", "info/exclude"));
        try {
            String known = Files.exists(file) ? Files.readString(file) : "";
            StringBuilder more = new StringBuilder(known.isEmpty() || known.endsWith("\n") ? "" : "\n");
            int before = more.length();
            patterns.stream()
                    .filter(pattern -> known.lines().noneMatch(pattern::equals))
                    .forEach(pattern -> more.append(pattern).append('\n'));
            if (more.length() > before) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, more, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The file (%s) cannot be written.".formatted(file), e);
        }
    }
}
