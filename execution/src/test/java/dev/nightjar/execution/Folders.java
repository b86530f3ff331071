package dev.nightjar.execution;

import dev.nightjar.core.run.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// A workspace whose commits are given as file name and text.
record Folders(String editable, Map<String, String> commits) implements Workspace {

    @Override
    public String source(String commit) {
        return commits.getOrDefault(commit, "");
    }

    @Override
    public String commit(String base, String text, int number, String message) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void moveBranch(String commit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void export(String commit, Path folder) {
        try {
            Files.writeString(folder.resolve(editable), source(commit));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public String instructions() {
        return "";
    }

    @Override
    public Optional<String> merge(String base, String onto, String text) {
        return Optional.empty();
    }

    @Override
    public Optional<String> program() {
        return Optional.empty();
    }
}
