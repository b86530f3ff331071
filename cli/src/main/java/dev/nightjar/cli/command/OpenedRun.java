package dev.nightjar.cli.command;

import dev.nightjar.analysis.RunTable;
import dev.nightjar.core.ledger.Entry;
import dev.nightjar.core.run.RunState;
import dev.nightjar.lab.run.LabLock;
import dev.nightjar.lab.run.LedgerReader;
import dev.nightjar.lab.run.RunFolder;
import dev.nightjar.lab.run.RunFolders;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A run to look at: live, finished or imported.
///
/// @param alive whether an engine is at work on it
record OpenedRun(RunFolder folder, List<Entry> entries, RunState state, boolean alive) {

    /// The run of a tag, or the newest without one.
    static OpenedRun of(Path lab, Optional<String> tag) {
        RunFolders runs = new RunFolders(lab);
        RunFolder folder = runs.require(tag);
        List<Entry> entries = LedgerReader.read(folder);
        RunState state = RunState.of(entries);
        boolean open = !state.sessions().isEmpty()
                && state.sessions().getLast().ended().isEmpty();
        return new OpenedRun(folder, entries, state, open && LabLock.holder(lab).isPresent());
    }

    /// The run that an engine is at work on, else the newest.
    static OpenedRun live(Path lab) {
        return new RunFolders(lab)
                .list().reversed().stream()
                        .map(folder -> of(lab, Optional.of(folder.tag())))
                        .filter(OpenedRun::alive)
                        .findFirst()
                        .orElseGet(() -> of(lab, Optional.empty()));
    }

    RunTable table() {
        return RunTable.of(entries);
    }
}
