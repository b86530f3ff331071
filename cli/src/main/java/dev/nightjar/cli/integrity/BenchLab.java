package dev.nightjar.cli.integrity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Small labs for attacks: a git repository each, an honest program that counts pairs of tokens, and this repository's
/// own pages for text.
///
/// @param folder   everything that the bench makes
/// @param programs `bench/integrity` of the clone
record BenchLab(Path folder, Path programs, Path root) {

    static final String PROGRAM = "Train.java";

    private static final List<String> TEXTS = List.of(
            "docs", "analysis/src", "core/src", "corpus/src", "execution/src", "lab/src", "views/src", "wire/src");

    private static final String USUAL = """
            [lab]
            name = "integrity"
            goal = "Be attacked."
            editable = ["Train.java"]
            scope = "edit"

            [train]
            command = "java"
            budget = "200000 tokens"
            startup = "10s"
            guard = "5s"
            total = "2x"
            memory = "1GiB"

            [data]
            corpus = "text"
            vocab = 512

            [metric]
            name = "val_bpb"
            judge = "sealed"
            context = 64
            rows = 128

            [serve]
            checkpoint = "16MiB"
            load = "15s"
            answer = "10s"
            processor = "40x"

            [sandbox]
            output = "32MiB"

            [gate]
            compare = "baseline"
            """;

    /// What the other variants replace.
    private static final Map<String, Map<String, String>> VARIANTS = Map.of(
            "usual",
            Map.of(),
            "time",
            Map.of("budget = \"200000 tokens\"", "budget = \"2s\"\ngrace = \"1s\"", "guard = \"5s\"", ""),
            "bytes",
            Map.of("vocab = 512", "vocab = 256"),
            "torch",
            Map.of(
                    "200000 tokens",
                    "20000 tokens",
                    "startup = \"10s\"",
                    "startup = \"60s\"",
                    "guard = \"5s\"",
                    "guard = \"60s\"",
                    "load = \"15s\"",
                    "load = \"60s\"",
                    "memory = \"1GiB\"",
                    "memory = \"2GiB\"\nprocessor = \"60x\""));

    /// Makes the lab's variant and commits it.
    Path make(String variant) {
        Path lab = folder.resolve(variant);
        Map<String, String> changes = VARIANTS.getOrDefault(variant, Map.of());
        String settings = USUAL;
        for (Map.Entry<String, String> change : changes.entrySet()) {
            settings = settings.replace(change.getKey(), change.getValue());
        }
        try {
            copyTexts(lab.resolve("text"));
            Files.writeString(lab.resolve("lab.toml"), settings);
            Files.writeString(lab.resolve("menu.toml"), "");
            Files.writeString(lab.resolve("program.md"), "Lower the metric honestly.\n");
            Files.writeString(lab.resolve(".gitignore"), "text/\n.nightjar/\n");
            Files.copy(programs.resolve(PROGRAM), lab.resolve(PROGRAM));
            git(lab, "init", "-q", "-b", "main");
            git(lab, "add", "-A");
            git(lab, "-c", "user.name=Bench", "-c", "user.email=bench@localhost", "commit", "-qm", "Start the lab");
            return lab.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String honest() {
        try {
            return Files.readString(programs.resolve(PROGRAM));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The documents and sources of this repository: text that every clone has.
    private void copyTexts(Path text) throws IOException {
        Files.createDirectories(text);
        for (String from : TEXTS) {
            try (Stream<Path> files = Files.walk(root.resolve(from))) {
                for (Path file : files.filter(file -> file.toString().matches(".*\\.(md|java)"))
                        .toList()) {
                    String name =
                            root.relativize(file).toString().replace('/', '.').replace(".java", ".txt");
                    Files.copy(file, text.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    private static void git(Path lab, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git", "-C", lab.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command + ": " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while git was at work.", e);
        }
    }
}
