package dev.nightjar.cli.command;

import dev.nightjar.cli.engine.Corpora;
import dev.nightjar.cli.engine.Home;
import dev.nightjar.cli.engine.Terminal;
import dev.nightjar.corpus.PreparedCorpus;
import dev.nightjar.lab.LabFolder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Fetch and prepare the lab's data, so that a run starts at once.
@Command(
        name = "prepare",
        mixinStandardHelpOptions = true,
        description = "Fetch and prepare the lab's data, so that a run starts at once.")
public final class PrepareCommand implements Callable<Integer> {

    @Mixin
    private LabOption lab = new LabOption();

    @Override
    public Integer call() {
        LabFolder opened = lab.open();
        Terminal terminal = Terminal.system();
        if (opened.lab().data().isEmpty()) {
            terminal.line("The lab (%s) has no [data]; there is nothing to prepare."
                    .formatted(opened.lab().name()));
            return 0;
        }
        PreparedCorpus corpus =
                new Corpora(Home.find(), terminal).prepare(opened.lab().data().get(), opened.path());
        terminal.line("Ready in %s.".formatted(corpus.tokenizer().getParent()));
        return 0;
    }
}
