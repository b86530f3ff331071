package dev.nightjar.cli.engine;

import dev.nightjar.agents.notes.NotesFile;
import dev.nightjar.core.ledger.Entry;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.run.Observer;
import dev.nightjar.core.run.RunState;
import dev.nightjar.core.trial.Progress;
import dev.nightjar.core.trial.Trial;
import dev.nightjar.lab.LabFolder;
import dev.nightjar.lab.run.RunFolder;

/// Keeps `notes.md` in the run's folder up to date, for whoever reads along.
record NoteKeeper(Observer view, RunFolder run, LabFolder lab) implements Observer {

    @Override
    public void recorded(Entry entry, RunState state) {
        view.recorded(entry, state);
        if (entry.event() instanceof Event.Decided || entry.event() instanceof Event.Blocked) {
            NotesFile.write(run.path(), state, lab.lab(), lab.menu());
        }
    }

    @Override
    public void progressed(Trial trial, Progress progress) {
        view.progressed(trial, progress);
    }
}
