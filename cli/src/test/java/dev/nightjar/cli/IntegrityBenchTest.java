package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.cli.engine.Home;
import dev.nightjar.cli.engine.Terminal;
import dev.nightjar.cli.engine.Walling;
import dev.nightjar.cli.integrity.IntegrityBench;
import dev.nightjar.cli.integrity.IntegrityTable;
import dev.nightjar.sandbox.Isolation;
import dev.nightjar.views.Screen;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The quick part of `bench integrity`: a few attacks on each mechanism, and honest programs.
final class IntegrityBenchTest {

    /// What a training program links, of what this test has; libtorch is not among it.
    private static final String TRAINING = ".*/(wire|training)/target/.*";

    @TempDir
    Path root;

    @Test
    void everyQuickAttackIsStoppedByWhatMustStopIt() throws IOException, InterruptedException {
        assumeTrue(Isolation.probe() instanceof Isolation.Walled, "there is no bubblewrap here");
        Path classPath = root.resolve("training.classpath");
        Files.writeString(
                classPath,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> entry.matches(TRAINING))
                        .collect(Collectors.joining(File.pathSeparator)));
        Home home = new Home(Path.of("").toAbsolutePath().getParent(), root.resolve("cache"), classPath, classPath);
        PrintStream silence = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        IntegrityTable table = new IntegrityBench(
                        home, root.resolve("bench"), Walling.BUBBLEWRAP, new Terminal(silence, Screen.plain(120)))
                .run(true, _ -> true);
        assertThat(table.failures()).isEmpty();
        assertThat(table.count()).isGreaterThan(20);
    }
}
