package dev.nightjar.cli.command;

import dev.nightjar.analysis.exchange.Exchange;
import dev.nightjar.analysis.exchange.ForeignText;
import dev.nightjar.analysis.exchange.Imported;
import dev.nightjar.cli.engine.Terminal;
import dev.nightjar.core.ledger.Entry;
import dev.nightjar.core.run.RunState;
import dev.nightjar.lab.run.LedgerFile;
import dev.nightjar.lab.run.RunFolder;
import dev.nightjar.lab.run.RunFolders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Read another tool's log as a read-only run.
@Command(name = "import", mixinStandardHelpOptions = true, description = "Read another tool's log as a read-only run.")
public final class ImportCommand implements Callable<Integer> {

    @Mixin
    private LabOption lab = new LabOption();

    @Parameters(paramLabel = "FILE", description = "results.tsv, autoresearch.jsonl, a trajectory, or an exported csv.")
    private Path file = Path.of("");

    @Option(names = "--tag", paramLabel = "TAG", description = "Name of the run; the file's if left out.")
    private @Nullable String tag;

    @Override
    public Integer call() {
        Terminal terminal = Terminal.system();
        ForeignText text = ForeignText.of(file);
        Imported imported = Exchange.read(tag == null ? text : text.tagged(tag));
        imported.remarks().forEach(terminal::line);
        Path folder = lab.open().path();
        RunFolders runs = new RunFolders(folder);
        for (List<Entry> entries : imported.runs()) {
            RunFolder run = runs.of(free(runs, RunState.of(entries).run().tag()));
            try (LedgerFile ledger = LedgerFile.open(run, InstantSource.system())) {
                entries.forEach(entry -> ledger.append(entry.event(), entry.at()));
            }
            terminal.line("Imported %d events as run (%s).".formatted(entries.size(), run.tag()));
        }
        return 0;
    }

    private static String free(RunFolders runs, String name) {
        String candidate = name;
        for (int i = 2; Files.exists(runs.of(candidate).ledger()); i++) {
            candidate = name + "-" + i;
        }
        return candidate;
    }
}
