package dev.nightjar.execution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which trials' folders still hold more than their record: checkpoints are large, and only some are kept.
final class KeptTrials {
    private final Workshop workshop;
    private @Nullable Set<Integer> heavy;

    KeptTrials(Workshop workshop) {
        this.workshop = workshop;
    }

    synchronized void add(int trial) {
        if (heavy != null) {
            heavy.add(trial);
        }
    }

    synchronized void keepOnly(Set<Integer> trials) throws IOException {
        Set<Integer> full = heavy == null ? onDisk() : heavy;
        heavy = full;
        Set<Integer> superfluous = new HashSet<>(full);
        superfluous.removeAll(trials);
        for (int trial : superfluous) {
            workshop.trial(trial).lighten();
            full.remove(trial);
        }
    }

    private Set<Integer> onDisk() throws IOException {
        Set<Integer> found = new TreeSet<>();
        if (!Files.isDirectory(workshop.trials())) {
            return found;
        }
        try (Stream<Path> folders = Files.list(workshop.trials())) {
            List<String> names = folders.filter(folder -> Files.exists(folder.resolve("source")))
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> name.matches("[1-9][0-9]{0,8}"))
                    .toList();
            names.forEach(name -> found.add(Integer.parseInt(name)));
        }
        return found;
    }
}
