package dev.nightjar.execution;

import dev.nightjar.core.trial.Interruption;
import dev.nightjar.core.trial.Preflight;
import dev.nightjar.execution.PreparedCommits.Preparation;
import dev.nightjar.sandbox.Launch;
import dev.nightjar.sandbox.Limits;
import dev.nightjar.sandbox.Outcome;
import dev.nightjar.wire.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Compiles a candidate and lets it take one step on synthetic tokens, within the memory that is free now. A
/// candidate that is not Java passes: its syntax was checked when the change was made, and a process would cost
/// more than it could tell.
public final class LocalPreflight implements Preflight {
    private static final long SEED = 1;

    private final Workshop workshop;
    private final PreparedCommits commits;
    private final Programs programs;
    private final Harness harness;

    public LocalPreflight(Workshop workshop) {
        this.workshop = workshop;
        this.commits = new PreparedCommits(workshop);
        this.programs = new Programs(workshop);
        this.harness = new Harness(workshop);
    }

    @Override
    public Optional<String> block(String commit, Interruption interruption) {
        interruption.check();
        if (!workshop.isJava()) {
            return Optional.empty();
        }
        Disk.requireSpace(workshop.runFolder());
        Path folder = workshop.runFolder().resolve("preflight");
        try {
            harness.ready(interruption);
            Preparation candidate = commits.prepare(commit, interruption);
            Optional<String> block =
                    candidate.error().isPresent() ? candidate.error() : oneStep(candidate, folder, interruption);
            if (block.isPresent()) {
                commits.forget(commit);
            }
            FileTree.delete(folder);
            return block;
        } catch (IOException broken) {
            throw Disk.trouble(folder, broken);
        }
    }

    private Optional<String> oneStep(Preparation candidate, Path folder, Interruption interruption) throws IOException {
        Programs.Place place = Programs.Place.aside(folder, candidate.source(), candidate.classes());
        Duration limit = workshop.lab().train().startup();
        long memory = Math.min(workshop.lab().train().memoryBytes(), FreeMemory.bytes());
        Launch launch = programs.launch(Mode.PREFLIGHT, SEED, place, Limits.of(limit, memory));
        Outcome outcome = Run.toEnd(workshop.supervisor(), launch, interruption);
        if (outcome.succeeded()) {
            return Optional.empty();
        }
        String why = switch (outcome.ending()) {
            case EXITED ->
                "it ended with exit code %d: %s"
                        .formatted(
                                outcome.exitCode(), TrialLog.read(place.log()).lastWords());
            case TIMED_OUT -> "its start took more than %.0f s.".formatted(limit.toMillis() / 1e3);
            case OUT_OF_MEMORY, TOO_MANY_PROCESSES, DISK_LIMIT, PROCESSOR_LIMIT, KILLED, NOT_STARTED ->
                outcome.detail();
        };
        return Optional.of("One step on synthetic tokens failed: "
                + why.lines().findFirst().orElse(""));
    }
}
