package dev.nightjar.views;

import dev.nightjar.core.ledger.Entry;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.run.RunState;
import dev.nightjar.core.trial.Progress;
import dev.nightjar.core.trial.Trial;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// Shows a ledger's events to a live view as the loop would, with two progress reports a trial.
final class Replay {

    private Replay() {}

    static String of(List<Entry> entries, Screen screen) {
        StringBuilder out = new StringBuilder();
        into(new LiveView(out, screen, InstantSource.fixed(Instant.EPOCH)), entries);
        return out.toString();
    }

    static void into(LiveView view, List<Entry> entries) {
        RunState state = RunState.of(entries.subList(0, 1));
        for (Entry entry : entries.subList(1, entries.size())) {
            state = state.after(entry);
            view.recorded(entry, state);
            if (entry.event() instanceof Event.TrialRequested(Trial trial)) {
                view.progressed(trial, new Progress(Progress.Phase.PREPARING, 0, 0, Double.NaN, 0));
                view.progressed(trial, new Progress(Progress.Phase.TRAINING, 0.5, 105, 3.2104, 10));
            }
        }
    }

    /// What a terminal shows in the end: of each line what was drawn last.
    static List<String> shown(String output) {
        return Stream.of(output.split("\n", -1))
                .map(line -> line.substring(line.lastIndexOf('\r') + 1).replace("\u001b[2K", ""))
                .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                .toList();
    }
}
