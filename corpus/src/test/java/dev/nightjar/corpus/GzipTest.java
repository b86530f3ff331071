package dev.nightjar.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GzipTest {

    @Test
    void needsAsManyBitsAsTheCommand(@TempDir Path folder) throws IOException, InterruptedException {
        Path command = Path.of("/usr/bin/gzip");
        assumeTrue(Files.isExecutable(command));
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 50_000; i++) {
            text.append(Integer.toString(random.nextInt(1 + random.nextInt(5_000)), 36))
                    .append(i % 9 == 0 ? "\n" : " ");
        }
        Path file = Files.writeString(folder.resolve("text"), text);
        Path compressed = folder.resolve("text.gz");
        Process gzip = new ProcessBuilder(command.toString(), "-9", "-n", "-c", file.toString())
                .redirectOutput(compressed.toFile())
                .start();
        assertThat(gzip.waitFor()).isZero();
        double expected = 8.0 * Files.size(compressed) / Files.size(file);
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        assertThat(Gzip.bitsPerByte(List.of(bytes))).isCloseTo(expected, within(0.01 * expected));
    }
}
