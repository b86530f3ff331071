package dev.nightjar.cli.command;

import dev.nightjar.cli.engine.Corpora;
import dev.nightjar.cli.engine.Home;
import dev.nightjar.cli.engine.Terminal;
import dev.nightjar.corpus.PreparedCorpus;
import dev.nightjar.lab.LabFolder;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Fetch and prepare the lab's data, so that a run starts at once.
@Command(
        name = "prepare",
        mixinStandardHelpOptions = true,
        description = "Fetch and prepare the lab's data, so that a run starts at once.")
public final class PrepareCommand implements Callable<Integer> {

    @Mixin
    private LabOption lab = new LabOption();

    @Option(names = "--clean", description = "Also delete the prepared corpora that this lab does not use.")
    private boolean clean;

    @Override
    public Integer call() throws IOException {
        LabFolder opened = lab.open();
        Terminal terminal = Terminal.system();
        Corpora corpora = new Corpora(Home.find(), terminal);
        Optional<PreparedCorpus> corpus = opened.lab().data().map(data -> corpora.prepare(data, opened.path()));
        terminal.line(
                corpus.map(ready -> "Ready in %s.".formatted(ready.tokenizer().getParent()))
                        .orElseGet(() -> "The lab (%s) has no [data]; there is nothing to prepare."
                                .formatted(opened.lab().name())));
        if (clean) {
            corpora.clean(corpus.map(PreparedCorpus::key).map(Set::of).orElse(Set.of()));
        }
        return 0;
    }
}
