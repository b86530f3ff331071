package dev.nightjar.lab.git;

import dev.nightjar.core.error.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The lab as a run finds it, as a commit. The editable file is as committed; the person's own files are as they are,
/// so what
/// they have not committed yet becomes a commit on top of HEAD that only the run's refs know. Ignored files stay out.
final class Snapshot {

    /// More than this in uncommitted files is data, not source.
    private static final long MOST_BYTES = 64L << 20;

    /// A line of `git status`: two letters and a path.
    private record Change(String state, String path) {}

    private final LabRepository repository;
    private final String editable;
    private final Git git;

    private Snapshot(LabRepository repository, String editable) {
        this.repository = repository;
        this.editable = editable;
        this.git = repository.git();
    }

    /// Nothing is written.
    static void requireClean(LabRepository repository, String editable) {
        Snapshot snapshot = new Snapshot(repository, editable);
        try (ObjectReader objects = new ObjectReader(snapshot.git)) {
            snapshot.requireClean(objects);
        }
    }

    static String take(LabRepository repository, String editable, String tag, Path scratch, @Nullable String program) {
        Snapshot snapshot = new Snapshot(repository, editable);
        try (ObjectReader objects = new ObjectReader(snapshot.git)) {
            snapshot.requireClean(objects);
            Commits commits = new Commits(snapshot.git, objects);
            String head = objects.require("HEAD^{commit}").id();
            String tree = snapshot.tree(head, scratch);
            String baseline = tree.equals(objects.require(head + "^{tree}").id())
                    ? head
                    : commits.commit(
                            tree, head, 0, "Snapshot the lab for run %s\n\nNightjar-Run: %s\n".formatted(tag, tag));
            if (program != null) {
                String text = objects.require(program + ":" + editable).text();
                String changed = commits.treeWith(baseline, editable, text);
                if (!changed.equals(objects.require(baseline + "^{tree}").id())) {
                    baseline = commits.commit(
                            changed,
                            baseline,
                            0,
                            "Start run %s from another run's incumbent\n\nNightjar-Run: %s\nNightjar-From: %s\n"
                                    .formatted(tag, tag, program));
                }
            }
            // a start that was cut short left both at its baseline; a branch that is elsewhere is a person's
            String old = Refs.read(snapshot.git, Refs.branch(tag))
                    .filter(at ->
                            Refs.read(snapshot.git, Refs.experiment(tag, 0)).equals(Optional.of(at)))
                    .orElse("");
            snapshot.git.run("update-ref", Refs.experiment(tag, 0), baseline);
            snapshot.git.run("update-ref", "-m", "nightjar: run " + tag, Refs.branch(tag), baseline, old);
            return baseline;
        }
    }

    /// Before anything is written, so that a refusal touches nothing.
    private void requireClean(ObjectReader objects) {
        List<Change> changes = changes();
        for (Change change : changes) {
            if (change.path().equals(editable)) {
                throw new UserError(
                        UserError.Kind.DIRTY,
                        "The editable file (%s) has uncommitted changes (%s).".formatted(editable, change.state()),
                        "they should be committed (git commit %s) or put away (git stash) first.".formatted(editable));
            }
        }
        if (objects.find("HEAD:" + editable).isEmpty()) {
            throw new UserError(
                    UserError.Kind.LAB,
                    "The editable file (%s) is not in the last commit of the lab (%s)."
                            .formatted(editable, repository.folder()),
                    "it should be added (git add -f %s) and committed.".formatted(editable));
        }
        requireSmall(changes);
    }

    private List<Change> changes() {
        String status = new String(
                git.feed(
                                new byte[0],
                                "status",
                                "--porcelain=v1",
                                "-z",
                                "--untracked-files=all",
                                "--no-renames",
                                "--ignore-submodules=all")
                        .output(),
                StandardCharsets.UTF_8);
        List<Change> changes = new ArrayList<>();
        for (String entry : status.split("\0", -1)) {
            if (entry.length() > 3) {
                changes.add(new Change(entry.substring(0, 2).strip(), entry.substring(3)));
            }
        }
        return changes;
    }

    private void requireSmall(List<Change> changes) {
        long total = 0;
        long largest = 0;
        String name = "";
        for (Change change : changes) {
            Path file = repository.folder().resolve(change.path());
            long size = Files.isRegularFile(file) ? file.toFile().length() : 0;
            total += size;
            if (size > largest) {
                largest = size;
                name = change.path();
            }
        }
        if (total > MOST_BYTES) {
            throw new UserError(
                    UserError.Kind.LAB,
                    "The lab (%s) has %d MB of uncommitted files, the largest being (%s)."
                            .formatted(repository.folder(), total / 1_000_000, name),
                    "it is data, and belongs in .gitignore.");
        }
    }

    /// The tree of HEAD and everything uncommitted, by way of an index of our own.
    private String tree(String head, Path scratch) {
        Path index = scratch.resolve("index");
        try {
            Files.createDirectories(scratch);
            Files.deleteIfExists(index);
            Git own = git.with(Map.of("GIT_INDEX_FILE", index.toAbsolutePath().toString()));
            own.run("read-tree", head);
            own.run("add", "--all", ".");
            String tree = own.run("write-tree");
            Files.deleteIfExists(index);
            return tree;
        } catch (IOException e) {
            throw new UncheckedIOException("The index (%s) cannot be written.".formatted(index), e);
        }
    }
}
