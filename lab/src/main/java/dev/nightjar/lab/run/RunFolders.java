package dev.nightjar.lab.run;

import dev.nightjar.core.error.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The runs of a lab.
///
/// @param lab the lab's folder
public record RunFolders(Path lab) {

    /// What git must overlook in a lab.
    public static final List<String> EXCLUDED = List.of("/.nightjar/", "/pause.flag");

    /// Where Nightjar keeps what is no part of the lab itself.
    public static Path home(Path lab) {
        return lab.resolve(".nightjar");
    }

    /// The folder that a run of this tag has or would have.
    public RunFolder of(String tag) {
        return new RunFolder(home(lab).resolve("runs").resolve(Tags.requireValid(tag)));
    }

    /// Every run that has begun, oldest first.
    public List<RunFolder> list() {
        Path runs = home(lab).resolve("runs");
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(runs)) {
            return folders.map(RunFolder::new)
                    .filter(run -> LedgerReader.begun(run.ledger()).isPresent())
                    .sorted(Comparator.comparing(RunFolders::begun).thenComparing(RunFolder::tag))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The runs of (%s) cannot be listed.".formatted(lab), e);
        }
    }

    private static Instant begun(RunFolder run) {
        return LedgerReader.begun(run.ledger()).orElse(Instant.EPOCH);
    }

    /// The run that began last.
    public Optional<RunFolder> newest() {
        List<RunFolder> all = list();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /// The run of a tag, or the newest without one.
    ///
    /// @throws UserError of kind `NO_RUN` if there is none
    public RunFolder require(Optional<String> tag) {
        List<RunFolder> all = list();
        if (all.isEmpty()) {
            throw new UserError(
                    UserError.Kind.NO_RUN,
                    "The lab (%s) has no run yet.".formatted(lab),
                    "\"nightjar run\" starts one.");
        }
        if (tag.isEmpty()) {
            return all.getLast();
        }
        List<String> tags = all.stream().map(RunFolder::tag).toList();
        return all.stream()
                .filter(run -> run.tag().equals(tag.get()))
                .findFirst()
                .orElseThrow(() -> new UserError(
                        UserError.Kind.NO_RUN,
                        "The lab (%s) has no run (%s); it has %s.".formatted(lab, tag.get(), String.join(", ", tags)),
                        "one of those is meant."));
    }
}
