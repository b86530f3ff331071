package dev.nightjar.lab.git;

import java.util.List;

/// git said no.
public final class GitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    GitException(List<String> arguments, String folder, int exitCode, String errors) {
        super("git %s in (%s) ended with %d: %s\nMaybe the repository is damaged, or another git is at work in it."
                .formatted(String.join(" ", arguments), folder, exitCode, errors.strip()));
    }
}
