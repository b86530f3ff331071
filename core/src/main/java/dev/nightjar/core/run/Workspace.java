package dev.nightjar.core.run;

import java.nio.file.Path;
import java.util.Optional;

/// The lab's git repository, without ever touching the person's branch, index or work tree.
public interface Workspace {

    /// The editable file's text at a commit.
    String source(String commit);

    /// Makes `text` the editable file on top of `base`, reachable as `refs/nightjar/<tag>/<number>`. A commit that
    /// was there stays reachable as `<number>-1`, `<number>-2` and so on. Idempotent: the same arguments give the
    /// same commit.
    String commit(String base, String text, int number, String message);

    /// Moves the run's branch to `commit`, from whatever it is on. Idempotent.
    void moveBranch(String commit);

    /// Writes the files of `commit` into an empty folder.
    void export(String commit, Path folder);

    /// SHA-256 of the person's `program.md` as it is now, or empty without one.
    Optional<String> program();

    /// The text of the person's `program.md` as it is now; empty without one.
    String instructions();

    /// `text`, which was written on the program of `base`, carried over to the program of `onto`; empty where both
    /// changed the same lines.
    Optional<String> merge(String base, String onto, String text);
}
