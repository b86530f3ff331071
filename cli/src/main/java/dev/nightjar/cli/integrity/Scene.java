package dev.nightjar.cli.integrity;

import dev.nightjar.lab.run.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The machine around a run of attacks: what each may leave behind, and what it must not.
final class Scene {

    private static final long MOST_BYTES = 256L << 20;
    private static final long MOST_LOG = 6L << 20;
    private static final long GONE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final RunFolder run;
    private final Path lab;
    private final Path corpus;
    private final Canaries canaries;
    private final Fingerprint before;
    private final Set<Long> bystanders = new HashSet<>();
    private int ledgerLength;

    Scene(RunFolder run, Path lab, Path corpus, Canaries canaries) {
        this.run = run;
        this.lab = lab;
        this.corpus = corpus;
        this.canaries = canaries;
        this.before = Fingerprint.of(lab, corpus);
    }

    /// Processes that are there before an attack are not its own.
    void remember() {
        ledgerLength = ledgerText().length();
        bystanders.clear();
        ProcessHandle.current().descendants().map(ProcessHandle::pid).forEach(bystanders::add);
    }

    /// What an attack reached or left that it must not, one line each.
    List<String> traces(Referee.Attempt attempt, List<Integer> trials) {
        List<String> traces = new ArrayList<>(canaries.found());
        traces.addAll(before.differences(Fingerprint.of(lab, corpus)));
        traces.addAll(processes());
        try {
            for (int trial : trials) {
                traces.addAll(said(attempt, run.path().resolve("trials/" + trial + "/log.txt")));
            }
            long bytes = size(run.path());
            if (bytes > MOST_BYTES) {
                traces.add("the run's folder has %d MiB".formatted(bytes >> 20));
            }
            String news = ledgerText().substring(ledgerLength);
            if (news.contains("LEAK-" + canaries.name()) || news.contains("secret " + canaries.name())) {
                traces.add("what it leaked is in the ledger");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return traces;
    }

    private List<String> said(Referee.Attempt attempt, Path log) throws IOException {
        if (!Files.exists(log)) {
            return List.of();
        }
        List<String> found = new ArrayList<>();
        if (Files.size(log) > MOST_LOG) {
            found.add("its log has %d MiB".formatted(Files.size(log) >> 20));
        }
        String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        text.lines().filter(line -> line.startsWith("GOT ")).distinct().limit(3).forEach(found::add);
        if (text.contains(canaries.name()) && text.contains("secret")) {
            found.add("it read the secret file");
        }
        if (attempt.attack().tellsOfItsTry(attempt.text()) && !text.contains("TRIED") && !text.contains("GOT ")) {
            found.add("it never tried");
        }
        return found;
    }

    private String ledgerText() {
        try {
            return Files.readString(run.ledger());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> processes() {
        long end = System.nanoTime() + GONE_NANOS;
        List<String> left = strangers();
        while (!left.isEmpty() && System.nanoTime() < end) {
            Thread.onSpinWait();
            left = strangers();
        }
        return left;
    }

    private List<String> strangers() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> !bystanders.contains(process.pid()))
                .map(process -> "process %d is left: %s"
                        .formatted(process.pid(), process.info().command().orElse("?")))
                .toList();
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (UncheckedIOException unreadable) {
            return 0; // a folder that nobody may open, or too deep: others look at those
        }
    }
}
