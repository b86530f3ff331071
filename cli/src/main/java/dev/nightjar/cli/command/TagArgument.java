package dev.nightjar.cli.command;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/// `[TAG]`, for every command that works on one run.
final class TagArgument {

    @Parameters(index = "0", arity = "0..1", paramLabel = "TAG", description = "The run; the newest if left out.")
    private @Nullable String tag;

    Optional<String> tag() {
        return Optional.ofNullable(tag);
    }
}
