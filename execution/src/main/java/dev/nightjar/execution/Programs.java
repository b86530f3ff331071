package dev.nightjar.execution;

import dev.nightjar.sandbox.Channel;
import dev.nightjar.sandbox.Launch;
import dev.nightjar.sandbox.Limits;
import dev.nightjar.wire.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Launches of a lab's program.
final class Programs {
    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)\\s*;");

    private final Workshop workshop;
    private final TrialVariables variables;
    private final Views views;

    Programs(Workshop workshop) {
        this.workshop = workshop;
        this.variables = new TrialVariables(workshop);
        this.views = new Views(workshop);
    }

    /// Where a process of the program finds its things.
    ///
    /// @param outcome where the supervisor writes how it ended, if that is to outlive the engine
    record Place(Path source, Path classes, Path data, Path out, Path temporary, Path log, Optional<Path> outcome) {

        static Place of(TrialFolder folder) {
            return new Place(
                    folder.source(),
                    folder.classes(),
                    folder.data(),
                    folder.out(),
                    folder.temporary(),
                    folder.log(),
                    Optional.of(folder.outcome()));
        }

        /// A place below `folder` for a process that is not a trial.
        static Place aside(Path folder, Path source, Path classes) throws IOException {
            FileTree.delete(folder);
            Path data = Files.createDirectories(folder.resolve("data"));
            Path out = Files.createDirectories(folder.resolve("out"));
            Path temporary = Files.createDirectories(folder.resolve("tmp"));
            return new Place(source, classes, data, out, temporary, folder.resolve("log.txt"), Optional.empty());
        }
    }

    Launch launch(Mode mode, long seed, Place place, Limits limits) throws IOException {
        return new Launch(
                command(mode, place, limits.memoryBytes()),
                variables.of(mode, seed, place.data(), place.out(), views.temporary(place)),
                place.source(),
                limits.with(output(place)),
                mode == Mode.SERVE ? Channel.CONVERSE : Channel.LOG,
                place.log(),
                place.outcome(),
                views.program(mode, place));
    }

    /// All that the program can write to and that stays.
    private Limits.Output output(Place place) {
        List<Path> folders = workshop.isJava()
                ? List.of(place.out(), place.temporary())
                : List.of(place.out(), place.temporary(), place.source());
        return new Limits.Output(folders, workshop.lab().train().sandbox().outputBytes());
    }

    private List<String> command(Mode mode, Place place, long memoryBytes) throws IOException {
        if (!workshop.isJava()) {
            return workshop.lab().train().command();
        }
        JavaRuntime java = workshop.requireJava();
        Files.createDirectories(java.nativeCache());
        return java.program(
                        List.of(place.classes()),
                        mainClass(place.source()),
                        views.temporary(place),
                        memoryBytes,
                        workshop.compute().threads(),
                        mode != Mode.TRAIN)
                .command();
    }

    /// The class that the editable file declares: its name, and its package if it has one.
    private String mainClass(Path source) throws IOException {
        Path file = source.resolve(workshop.lab().editable());
        String simple = file.getFileName().toString().replaceFirst("\\.java$", "");
        Matcher matcher = PACKAGE.matcher(Files.readString(file));
        return matcher.find() ? matcher.group(1) + "." + simple : simple;
    }
}
