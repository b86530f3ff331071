package dev.nightjar.judging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.wire.Device;
import dev.nightjar.wire.Mode;
import dev.nightjar.wire.ProgressLine;
import dev.nightjar.wire.TokenShardWriter;
import dev.nightjar.wire.TrialEnvironment;
import dev.nightjar.wire.WorkBudget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a program gets and says by `labs/python/nightjar.py` while it trains.
@Timeout(60)
final class PythonTrainingTest {

    private static final int SMALL = 600;
    private static final int DOCUMENTS = 40;
    private static final int LENGTH = 11;

    @TempDir
    Path folder;

    private Path data;
    private Path out;

    @BeforeEach
    void makeFolders() throws IOException {
        data = Files.createDirectory(folder.resolve("data"));
        out = Files.createDirectory(folder.resolve("out"));
        Files.createFile(data.resolve("go"));
    }

    @ParameterizedTest
    @ValueSource(ints = {SMALL, 70_000})
    void rowsHoldEachTokenOfAnEpochOnceInShardsOfEitherWidth(int vocabulary) throws Exception {
        writeShards(vocabulary);
        List<int[]> rows = rows(train(vocabulary, 1, new WorkBudget.Steps(40)));
        assertThat(rows).hasSize(80).allSatisfy(row -> {
            assertThat(row).hasSize(8);
            assertThat(row[0]).isEqualTo(vocabulary - 1);
        });
        int[] text = rows.stream()
                .flatMapToInt(Arrays::stream)
                .filter(token -> token != vocabulary - 1)
                .limit((long) DOCUMENTS * LENGTH)
                .sorted()
                .toArray();
        assertThat(text).isEqualTo(IntStream.range(0, DOCUMENTS * LENGTH).toArray());
    }

    @Test
    void theOrderIsTheSeeds() throws Exception {
        writeShards(SMALL);
        List<String> once = train(SMALL, -7, new WorkBudget.Steps(20));
        assertThat(train(SMALL, -7, new WorkBudget.Steps(20)).stream().filter(line -> line.startsWith("ROW")))
                .containsExactlyElementsOf(
                        once.stream().filter(line -> line.startsWith("ROW")).toList());
        assertThat(rows(train(SMALL, 7, new WorkBudget.Steps(20))).getFirst())
                .isNotEqualTo(rows(once).getFirst());
    }

    @Test
    void everyKindOfBudgetEndsWithAWholeFraction() throws Exception {
        writeShards(SMALL);
        assertEnds(new WorkBudget.Steps(3), 3);
        assertEnds(new WorkBudget.Tokens(30), 3);
        assertEnds(new WorkBudget.Compute(1050), 11);
        List<String> said = train(SMALL, 1, new WorkBudget.TrainingTime(Duration.ofMillis(100)));
        assertThat(last(said).fraction()).isEqualTo(1);
        assertThat(last(said).seconds()).isGreaterThanOrEqualTo(0.1);
    }

    @Test
    void aCheckpointIsCompleteOrTheOneBefore() throws Exception {
        writeShards(SMALL);
        List<String> said = train(SMALL, 1, new WorkBudget.Steps(2));
        assertThat(said)
                .startsWith("READY")
                .containsSubsequence(
                        "SAVING the disk is full",
                        "KEPT what was there before",
                        "METRIC train_loss=2.0",
                        "---",
                        "num_steps: 2",
                        "depth: 3");
        assertThat(out.resolve("checkpoint.safetensors")).hasContent("weights");
        try (var files = Files.list(out)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void aShardThatWasCutOffIsSaidToBe() throws Exception {
        writeShards(SMALL);
        Path shard = data.resolve("train-0.tokens");
        byte[] whole = Files.readAllBytes(shard);
        Files.write(shard, Arrays.copyOf(whole, whole.length - 1));
        assertThat(String.join("\n", train(SMALL, 1, new WorkBudget.Steps(2))))
                .contains("train-0.tokens is not a complete token shard", "Maybe");
    }

    private void assertEnds(WorkBudget budget, long steps) throws Exception {
        ProgressLine last = last(train(SMALL, 1, budget));
        assertThat(last.fraction()).as("%s", budget).isEqualTo(1);
        assertThat(last.step()).as("%s", budget).isEqualTo(steps);
        assertThat(last.tokens()).isEqualTo(14 * steps);
        assertThat(last.flop()).isEqualTo(100.0 * steps);
        assertThat(last.loss()).isEqualTo(steps - 0.5);
    }

    private static ProgressLine last(List<String> said) {
        return said.stream()
                .map(ProgressLine::parse)
                .flatMap(Optional::stream)
                .reduce((_, later) -> later)
                .orElseThrow(() -> new AssertionError(said));
    }

    private static List<int[]> rows(List<String> said) {
        return said.stream()
                .filter(line -> line.startsWith("ROW "))
                .map(line -> Arrays.stream(line.substring(4).split(" "))
                        .mapToInt(Integer::parseInt)
                        .toArray())
                .toList();
    }

    /// Two shards of documents whose tokens are all different.
    private void writeShards(int vocabulary) throws IOException {
        for (int shard = 0; shard < 2; shard++) {
            Path file = data.resolve("train-%d.tokens".formatted(shard));
            try (TokenShardWriter writer = new TokenShardWriter(file, vocabulary, vocabulary - 1)) {
                for (int document = shard; document < DOCUMENTS; document += 2) {
                    writer.document(IntStream.range(document * LENGTH, (document + 1) * LENGTH)
                            .toArray());
                }
                writer.finish();
            }
        }
    }

    private List<String> train(int vocabulary, long seed, WorkBudget budget) throws Exception {
        ProcessBuilder builder = PythonServer.program("trains.py").redirectErrorStream(true);
        builder.environment()
                .putAll(new TrialEnvironment(
                                Mode.TRAIN,
                                seed,
                                budget,
                                data,
                                out,
                                Device.CPU,
                                1,
                                7,
                                vocabulary,
                                vocabulary - 1,
                                Duration.ofMinutes(1))
                        .toMap());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.lines().toList();
    }
}
