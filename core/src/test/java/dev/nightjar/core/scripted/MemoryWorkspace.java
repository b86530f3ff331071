package dev.nightjar.core.scripted;

import dev.nightjar.core.run.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Commits in a map. A commit's name is a function of its arguments, as git's is.
public final class MemoryWorkspace implements Workspace {

    private final Map<String, String> commits = new HashMap<>();
    private String branch = "";

    public MemoryWorkspace(String baseline, String text) {
        commits.put(baseline, text);
    }

    public String branch() {
        return branch;
    }

    @Override
    public String source(String commit) {
        return Optional.ofNullable(commits.get(commit)).orElseThrow();
    }

    @Override
    public String commit(String base, String text, int number, String message) {
        String name = "%08x".formatted((base + text + number + message).hashCode());
        commits.put(name, text);
        return name;
    }

    @Override
    public void moveBranch(String commit) {
        source(commit);
        branch = commit;
    }

    @Override
    public void export(String commit, Path folder) {
        throw new UnsupportedOperationException("The loop leaves exports to trials.");
    }

    @Override
    public Optional<String> program() {
        return Optional.of("p".repeat(64));
    }

    @Override
    public String instructions() {
        return "Be bold.";
    }

    /// Line by line: texts of the same number of lines only.
    @Override
    public Optional<String> merge(String base, String onto, String text) {
        List<String> old = source(base).lines().toList();
        List<String> ours = source(onto).lines().toList();
        List<String> theirs = text.lines().toList();
        List<String> merged = new ArrayList<>();
        for (int i = 0; i < old.size(); i++) {
            boolean kept = theirs.get(i).equals(old.get(i));
            if (!kept && !ours.get(i).equals(old.get(i))) {
                return Optional.empty();
            }
            merged.add(kept ? ours.get(i) : theirs.get(i));
        }
        return Optional.of(String.join("\n", merged) + "\n");
    }
}
