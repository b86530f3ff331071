package dev.nightjar.cli;

import dev.nightjar.lab.template.LabTemplates;
import dev.nightjar.sandbox.Isolation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A lab whose trial takes milliseconds: a bowl in two knobs, measured by a shell script. Real git, real processes, the
/// real commands.
final class SmallLab {

    private static final String LAB = """
            [lab]
            name = "bowl"
            goal = "Lower the bowl."
            editable = ["knobs.properties"]

            [train]
            command = ["sh", "measure.sh"]
            budget = "20s"
            startup = "20s"

            [metric]
            name = "depth"
            direction = "lower"
            judge = "reported"
            """;

    private static final String MENU = """
            [knobs.x]
            constant = "X"
            type = "float"
            range = [-4.0, 4.0]
            doc = "East."

            [knobs.y]
            constant = "Y"
            type = "float"
            range = [-4.0, 4.0]
            doc = "North."
            """;

    private static final String MEASURE = """
            . ./knobs.properties
            awk -v x="$X" -v y="$Y" 'BEGIN { printf "METRIC depth=%.6f\\n", (x - 1) * (x - 1) + (y + 2) * (y + 2) + 1 }'
            """;

    /// Commands that start the lab's program: behind walls, where this machine has them.
    private static final List<String> STARTING = List.of("run", "resume", "verify");

    private static final boolean WALLS = walls();

    private static boolean walls() {
        try {
            return Isolation.probe() instanceof Isolation.Walled;
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private final Path folder;
    private final Path cache;

    SmallLab(Path root) throws IOException, InterruptedException {
        this.folder = root.resolve("a lab");
        this.cache = root.resolve("cache");
        Files.createDirectories(folder);
        write("lab.toml", LAB);
        write("menu.toml", MENU);
        write("measure.sh", MEASURE);
        write("knobs.properties", "X=3.0\nY=3.0\n");
        write("program.md", "Go down.\n");
        git("init", "-q", "-b", "main");
        git("add", "-A");
        commit("Start the lab");
    }

    private SmallLab(Path folder, Path cache) {
        this.folder = folder;
        this.cache = cache;
    }

    /// The lab of a template, with `changes` to its `lab.toml` (old text, new text).
    static SmallLab ofTemplate(Path root, String template, Map<String, String> changes)
            throws IOException, InterruptedException {
        SmallLab lab = new SmallLab(root.resolve("a lab"), root.resolve("cache"));
        LabTemplates.create(lab.folder, Path.of("..", "labs", template));
        String text = Files.readString(lab.folder.resolve("lab.toml"));
        for (Map.Entry<String, String> change : changes.entrySet()) {
            if (!text.contains(change.getKey())) {
                throw new IllegalArgumentException("The template has no line with (%s).".formatted(change.getKey()));
            }
            text = text.replace(change.getKey(), change.getValue());
        }
        lab.write("lab.toml", text);
        lab.commit("Make it small");
        return lab;
    }

    /// What a command said and how it ended.
    record Said(int code, String out, String err) {}

    Path folder() {
        return folder;
    }

    Path run(String tag) {
        return folder.resolve(".nightjar/runs/" + tag);
    }

    void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    void commit(String message) throws IOException, InterruptedException {
        git("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qam", message);
    }

    String git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + ": " + text);
        }
        return text.strip();
    }

    /// Runs a command of Nightjar in this process, on this lab.
    Said nightjar(String... arguments) {
        System.setProperty("nightjar.cache", cache.toString());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        java.io.StringWriter err = new java.io.StringWriter();
        PrintStream standard = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            int code = Main.commandLine().setErr(new PrintWriter(err, true)).execute(onThisLab(arguments));
            return new Said(code, out.toString(StandardCharsets.UTF_8), err.toString());
        } finally {
            System.setOut(standard);
        }
    }

    /// The same in a process of its own, which a test may kill.
    Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dnightjar.cache=" + cache,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.nightjar.cli.Main"));
        command.addAll(Arrays.asList(onThisLab(arguments)));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolveSibling("engine.log").toFile())
                .start();
    }

    private String[] onThisLab(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--lab", folder.toString()));
        if (!WALLS && STARTING.contains(arguments[0]) && !all.contains("--no-sandbox")) {
            all.add("--no-sandbox");
        }
        return all.toArray(String[]::new);
    }

    /// Waits until the run's ledger holds `count` decided experiments.
    void awaitDecided(String tag, int count) throws IOException, InterruptedException {
        await(tag, "\"decided\"", count);
    }

    /// Waits until the run's ledger holds `count` lines with `text`.
    void await(String tag, String text, int count) throws IOException, InterruptedException {
        Path ledger = run(tag).resolve("ledger.jsonl");
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!Files.exists(ledger) || lines(ledger, text) < count) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("No %d lines with %s in two minutes.".formatted(count, text));
            }
            Thread.onSpinWait();
            TimeUnit.MILLISECONDS.sleep(5); // polls a file that another process writes
        }
    }

    private static long lines(Path ledger, String text) throws IOException {
        return Files.readString(ledger)
                .lines()
                .filter(line -> line.contains(text))
                .count();
    }
}
