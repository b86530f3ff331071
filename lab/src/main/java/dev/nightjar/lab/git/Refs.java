package dev.nightjar.lab.git;

import java.util.Optional;

/// Where a run's commits are to be found: `refs/nightjar/<tag>/<number>` for every one, the baseline being 0, and the
/// branch
/// `nightjar/<tag>` for the improvements.
public final class Refs {

    private Refs() {}

    public static String branch(String tag) {
        return "refs/heads/nightjar/" + tag;
    }

    public static String experiment(String tag, int number) {
        return "refs/nightjar/" + tag + "/" + number;
    }

    /// Begins every [#experiment] of the tag.
    static String all(String tag) {
        return "refs/nightjar/" + tag + "/";
    }

    static Optional<String> read(Git git, String ref) {
        Git.Result result = git.attempt(new byte[0], "rev-parse", "--quiet", "--verify", ref + "^{commit}");
        return result.ok() ? Optional.of(result.text()) : Optional.empty();
    }

    /// Whether a work tree stands on the branch. Then it is the person's, and moving it would change what git tells
    /// them about
    /// their files; it is moved at the next chance after they left it.
    static boolean checkedOut(Git git, String branch) {
        return git.run("worktree", "list", "--porcelain").lines().anyMatch(line -> line.equals("branch " + branch));
    }
}
