package dev.nightjar.lab.git;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Makes trees and commits. Author and date are functions of the arguments, so the same arguments give the same commit.
final class Commits {

    private static final String IDENTITY = "Nightjar <nightjar@localhost>";

    private final ObjectReader objects;
    private final ObjectWriter writer;

    Commits(Git git, ObjectReader objects) {
        this.objects = objects;
        this.writer = new ObjectWriter(git);
    }

    /// The tree of `base` with `text` in the place of `file`. It is written with the commit that is made of it.
    String treeWith(String base, String file, String text) {
        String child = writer.stage("blob", text.getBytes(StandardCharsets.UTF_8));
        List<String> path = new ArrayList<>(List.of(file.split("/", -1)));
        while (!path.isEmpty()) {
            String name = path.removeLast();
            String folder = path.isEmpty() ? base + "^{tree}" : base + ":" + String.join("/", path);
            child = replaced(objects.require(folder), name, child);
        }
        return child;
    }

    /// The tree with another object under `name`, whose mode stays.
    private String replaced(GitObject tree, String name, String id) {
        List<TreeEntry> entries = new ArrayList<>(TreeEntry.parse(tree));
        int index = entries.stream().map(TreeEntry::name).toList().indexOf(name);
        if (index < 0) {
            throw new IllegalStateException(
                    "The tree (%s) has no (%s).\nMaybe the editable file was renamed.".formatted(tree.id(), name));
        }
        entries.set(index, new TreeEntry(entries.get(index).mode(), name, id));
        return writer.stage("tree", TreeEntry.content(entries));
    }

    /// A commit on `parent`, dated `seconds` after it. It and its tree are on disk when this returns.
    String commit(String tree, String parent, int seconds, String message) {
        String who = "%s %d +0000".formatted(IDENTITY, date(parent) + seconds);
        String content = "tree %s\nparent %s\nauthor %s\ncommitter %s\n\n%s".formatted(tree, parent, who, who, message);
        String commit = writer.stage("commit", content.getBytes(StandardCharsets.UTF_8));
        writer.flush();
        return commit;
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
