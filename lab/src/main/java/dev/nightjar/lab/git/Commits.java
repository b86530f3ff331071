package dev.nightjar.lab.git;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Makes trees and commits. Author and date are functions of the arguments, so the same arguments give the same commit.
final class Commits {

    private static final String NAME = "Nightjar";
    private static final String EMAIL = "nightjar@localhost";

    private final Git git;
    private final ObjectReader objects;

    Commits(Git git, ObjectReader objects) {
        this.git = git;
        this.objects = objects;
    }

    /// The tree of `base` with `text` in the place of `file`.
    String treeWith(String base, String file, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        String blob = git.feed(content, "hash-object", "-w", "--no-filters", "--stdin")
                .text();
        List<String> folders = new ArrayList<>(List.of(file.split("/", -1)));
        String name = folders.removeLast();
        String child = blob;
        for (int depth = folders.size(); depth >= 0; depth--) {
            String path = String.join("/", folders.subList(0, depth));
            child = replaced(objects.require(path.isEmpty() ? base + "^{tree}" : base + ":" + path), name, child);
            name = depth > 0 ? folders.get(depth - 1) : "";
        }
        return child;
    }

    /// The tree with another object under `name`, whose mode stays.
    private String replaced(GitObject tree, String name, String id) {
        StringBuilder lines = new StringBuilder();
        boolean found = false;
        for (TreeEntry entry : TreeEntry.parse(tree)) {
            boolean here = entry.name().equals(name);
            found |= here;
            lines.append((here ? new TreeEntry(entry.mode(), name, id) : entry).line());
        }
        if (!found) {
            throw new IllegalStateException(
                    "The tree (%s) has no (%s).\nMaybe the editable file was renamed.".formatted(tree.id(), name));
        }
        return git.feed(lines.toString().getBytes(StandardCharsets.UTF_8), "mktree", "-z", "--missing")
                .text();
    }

    /// A commit on `parent`, dated `seconds` after it.
    String commit(String tree, String parent, int seconds, String message) {
        String date = "%d +0000".formatted(date(parent) + seconds);
        Map<String, String> identity = Map.of(
                "GIT_AUTHOR_NAME", NAME,
                "GIT_AUTHOR_EMAIL", EMAIL,
                "GIT_AUTHOR_DATE", date,
                "GIT_COMMITTER_NAME", NAME,
                "GIT_COMMITTER_EMAIL", EMAIL,
                "GIT_COMMITTER_DATE", date);
        return git.with(identity)
                .feed(message.getBytes(StandardCharsets.UTF_8), "commit-tree", tree, "-p", parent)
                .text();
    }

    /// The committer's date, in seconds since 1970.
    private long date(String commit) {
        return objects.require(commit + "^{commit}")
                .text()
                .lines()
                .filter(line -> line.startsWith("committer "))
                .findFirst()
                .map(line -> line.substring(line.lastIndexOf('>') + 1).strip().split(" ", 2)[0])
                .map(Long::parseLong)
                .orElseThrow(() -> new IllegalStateException(
                        "The commit (%s) has no committer.\nMaybe the repository is damaged.".formatted(commit)));
    }
}
