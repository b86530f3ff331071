package dev.nightjar.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nightjar.wire.Device;
import dev.nightjar.wire.Mode;
import dev.nightjar.wire.TrialEnvironment;
import dev.nightjar.wire.WorkBudget;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/// `labs/gpt/Train.java` with other constants, compiled and started as a trial starts it.
final class GptProgram {

    /// A model of a few thousand weights.
    static final Map<String, String> TINY = Map.ofEntries(
            Map.entry("N_LAYER", "2"),
            Map.entry("N_HEAD", "2"),
            Map.entry("D_MODEL", "32"),
            Map.entry("D_FF", "64"),
            Map.entry("SEQ_LEN", "32"),
            Map.entry("BATCH_SIZE", "4"),
            Map.entry("TOTAL_BATCH", "256"));

    static final int CONTEXT = 32;

    private final Path folder;

    private GptProgram(Path folder) {
        this.folder = folder;
    }

    /// Compiles the template with `constants` in place of its own.
    static GptProgram compile(Path folder, Map<String, String> constants) throws IOException {
        String source = Files.readString(template());
        for (Map.Entry<String, String> constant : constants.entrySet()) {
            Pattern literal = Pattern.compile("( " + constant.getKey() + " = )[^;]+;");
            if (!literal.matcher(source).find()) {
                throw new IllegalArgumentException("Train.java has no constant (%s).".formatted(constant.getKey()));
            }
            source = literal.matcher(source).replaceFirst("$1" + constant.getValue() + ";");
        }
        Path file = Files.createDirectories(folder.resolve("source")).resolve("Train.java");
        Files.writeString(file, source);
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-cp",
                        classPath(),
                        "-d",
                        folder.resolve("classes").toString(),
                        file.toString());
        if (result != 0) {
            throw new IllegalStateException("Train.java does not compile.");
        }
        Files.createDirectories(folder.resolve("data"));
        Files.createDirectories(folder.resolve("out"));
        return new GptProgram(folder);
    }

    private static Path template() {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("labs/gpt/Train.java"))) {
            root = root.getParent();
        }
        return root.resolve("labs/gpt/Train.java");
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    Path data() {
        return folder.resolve("data");
    }

    Path checkpoint() {
        return folder.resolve("out/checkpoint.safetensors");
    }

    Process start(Mode mode, String budget) throws IOException {
        TrialEnvironment environment = new TrialEnvironment(
                mode,
                42,
                WorkBudget.parse(budget),
                data(),
                folder.resolve("out"),
                Device.CPU,
                1,
                CONTEXT,
                Shards.VOCABULARY,
                Shards.BOS,
                Duration.ofMinutes(2));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.bytedeco.javacpp.cachedir=" + System.getProperty("org.bytedeco.javacpp.cachedir"),
                "-cp",
                classPath() + System.getProperty("path.separator") + folder.resolve("classes"),
                "Train");
        builder.environment().putAll(environment.toMap());
        builder.environment().put("OMP_NUM_THREADS", "1");
        return builder.redirectError(folder.resolve("errors.txt").toFile()).start();
    }

    String errors() throws IOException {
        return Files.readString(folder.resolve("errors.txt"));
    }

    /// Trains on shards that appear, as the engine's do, once the program is ready.
    ///
    /// @return what the program printed
    List<String> train(String budget) throws IOException, InterruptedException {
        Process process = start(Mode.TRAIN, budget);
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            String first = lines.readLine();
            if ("READY".equals(first)) {
                Shards.write(data().resolve("train-00000.tokens"), 300);
                Files.createFile(data().resolve("go"));
            }
            List<String> printed = lines.lines().toList();
            process.waitFor();
            return printed;
        } finally {
            process.destroyForcibly();
        }
    }
}
