package dev.nightjar.cli.engine;

import static java.util.Objects.requireNonNull;

import dev.nightjar.corpus.CorpusShelf;
import dev.nightjar.sandbox.Isolation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Looks at the machine as a run would.
public final class Doctor {

    private static final long GIB = 1L << 30;
    private static final long ENOUGH_MEMORY = 4 * GIB;
    private static final long ENOUGH_DISK = 3 * GIB;

    private final Home home;
    private final Machine machine;

    public Doctor(Home home, Machine machine) {
        this.home = home;
        this.machine = machine;
    }

    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>(List.of(
                jdk(),
                cores(),
                memory(),
                disk(home.cache()),
                disk(Path.of("").toAbsolutePath()),
                git(),
                sandbox(),
                gpu(),
                libtorch()));
        findings.addAll(corpora());
        return findings;
    }

    private static Finding jdk() {
        return Finding.well("JDK", System.getProperty("java.vendor") + " " + Runtime.version());
    }

    private Finding cores() {
        String found = "%d, %s".formatted(machine.cores(), machine.processor());
        return machine.cores() >= 2
                ? Finding.well("cores", found)
                : Finding.note("cores", found, "Trials will take twice the time; nothing else changes.");
    }

    private Finding memory() {
        String found = "%.1f GiB".formatted(machine.memoryBytes() / (double) GIB);
        return machine.memoryBytes() >= ENOUGH_MEMORY
                ? Finding.well("memory", found)
                : Finding.ill(
                        "memory",
                        found,
                        "The default lab wants 4 GiB: lower n_layer, d_model or batch_size, and memory in lab.toml.");
    }

    private static Finding disk(Path folder) {
        Path existing = folder.toAbsolutePath();
        while (!Files.exists(existing)) {
            existing = requireNonNull(existing.getParent(), "the root exists");
        }
        try {
            long free = Files.getFileStore(existing).getUsableSpace();
            String found = String.format(Locale.ROOT, "%.1f GiB free for %s", free / (double) GIB, folder);
            if (!Files.isWritable(existing)) {
                return Finding.ill(
                        "disk",
                        existing + " cannot be written",
                        "Choose another folder, or NIGHTJAR_CACHE for the cache.");
            }
            return free >= ENOUGH_DISK
                    ? Finding.well("disk", found)
                    : Finding.ill(
                            "disk", found, "Free some space: corpus, libraries and checkpoints take about 3 GiB.");
        } catch (IOException e) {
            return Finding.ill("disk", "cannot be examined: " + e.getMessage(), "Choose another folder.");
        }
    }

    private static Finding git() {
        return output("git", "--version")
                .map(version -> Finding.well("git", version.replace("git version ", "")))
                .orElse(Finding.ill("git", "not there", "Install it: \"apt-get install git\", \"brew install git\"."));
    }

    private Finding sandbox() {
        return switch (Walling.probe()) {
            case Isolation.Walled(String version, List<String> shortcomings)
            when !shortcomings.isEmpty() ->
                Finding.note(
                        "sandbox",
                        "bubblewrap " + version,
                        "Version 0.8 or later bounds more: here %s.".formatted(String.join(", and ", shortcomings)));
            case Isolation.Walled _
            when !home.runtimeImage().possible() ->
                Finding.note(
                        "sandbox",
                        "bubblewrap, without a small Java",
                        "This JDK has no jlink; trials see all of it but its sources.");
            case Isolation.Walled(String version, List<String> _) -> Finding.well("sandbox", "bubblewrap " + version);
            case Isolation.Open(String why, String remedy) ->
                Finding.ill("sandbox", why, "To mend it: %s Or \"run --no-sandbox\" does without.".formatted(remedy));
        };
    }

    private Finding gpu() {
        if (machine.gpu().isEmpty()) {
            return Finding.note("GPU", "none", "Not needed; training runs on the processor.");
        }
        return Files.exists(home.cuda())
                ? Finding.well("GPU", machine.gpu().get())
                : Finding.note(
                        "GPU",
                        machine.gpu().get() + ", without its libraries",
                        "\"./nightjar build --cuda\" fetches them (0.9 GB).");
    }

    private Finding libtorch() {
        if (!Files.exists(home.training())) {
            return Finding.ill("libtorch", "not built", "\"./nightjar build\" fetches it.");
        }
        List<Path> missing = home.trainingClassPath("cpu").stream()
                .filter(jar -> !Files.exists(jar))
                .toList();
        return missing.isEmpty()
                ? Finding.well("libtorch", home.trainingClassPath("cpu").size() + " jars on the training class path")
                : Finding.ill("libtorch", missing.getFirst() + " is gone", "\"./nightjar build\" fetches it again.");
    }

    /// One finding for each corpus, so that a person sees what takes the space.
    private List<Finding> corpora() {
        try {
            List<CorpusShelf.Volume> volumes = new CorpusShelf(home.corpora()).volumes();
            if (volumes.isEmpty()) {
                return List.of(Finding.note(
                        "corpus",
                        "none prepared",
                        "\"nightjar prepare\" or the first run does it: some 40 MB to fetch, then about a minute."));
            }
            List<Finding> findings = new ArrayList<>();
            volumes.forEach(volume -> findings.add(Finding.well("corpus", Corpora.describe(volume))));
            if (volumes.size() > 1) {
                findings.add(Finding.note(
                        "cache",
                        String.format(
                                Locale.ROOT,
                                "%.1f MB in %d corpora",
                                volumes.stream()
                                                .mapToLong(CorpusShelf.Volume::bytes)
                                                .sum()
                                        / 1e6,
                                volumes.size()),
                        "\"nightjar prepare --clean\" deletes those that the lab you are in does not use."));
            }
            return findings;
        } catch (IOException e) {
            return List.of(Finding.ill(
                    "corpus",
                    home.corpora() + " cannot be read",
                    "Look at the folder's owner, or choose another with NIGHTJAR_CACHE."));
        }
    }

    private static Optional<String> output(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? text.lines().findFirst() : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
