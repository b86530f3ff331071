package dev.nightjar.cli.command;

import dev.nightjar.cli.engine.Terminal;
import dev.nightjar.lab.run.StopFiles;
import java.nio.file.Path;
import java.util.function.Consumer;

/// What a person may ask of the run that an engine is at work on.
final class LiveRun {

    private LiveRun() {}

    /// Makes the request and says what the run does; or that there is none to ask.
    ///
    /// @param verb   what the person wants: `stop`, `pause`
    /// @param effect what the run does then
    static void ask(Path lab, String verb, Consumer<StopFiles> request, String effect) {
        OpenedRun run = OpenedRun.live(lab);
        Terminal terminal = Terminal.system();
        if (run.alive()) {
            request.accept(new StopFiles(lab, run.folder()));
            terminal.line("The run (%s) %s".formatted(run.folder().tag(), effect));
        } else {
            terminal.line("No engine is at work on %s; there is nothing to %s.".formatted(lab, verb));
        }
    }
}
