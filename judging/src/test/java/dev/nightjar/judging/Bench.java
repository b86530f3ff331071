package dev.nightjar.judging;

import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.lab.JudgeKind;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.trial.Interruption;
import dev.nightjar.core.trial.Judge;
import dev.nightjar.core.trial.Judgement;
import dev.nightjar.core.trial.Purpose;
import dev.nightjar.core.trial.Trial;
import dev.nightjar.core.trial.TrialOutcome;
import dev.nightjar.wire.Rows;
import dev.nightjar.wire.TokenBytes;
import dev.nightjar.wire.TokenShard;
import dev.nightjar.wire.TokenShardWriter;
import dev.nightjar.wire.frames.Hello;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/// A sealed judge at work on a small text, with servers that a test makes up.
final class Bench {

    static final int VOCABULARY = 33;
    static final int BOS = 32;
    static final int CONTEXT = 32;
    static final Trial TRIAL = new Trial(2, 1, Purpose.CANDIDATE, "c0ffee", 7);
    static final Trial REFERENCE = new Trial(1, 0, Purpose.BASELINE, "ba5e11", 7);
    private static final TrialOutcome.Trained TRAINED = new TrialOutcome.Trained(1, 2, 3, Map.of());

    final SealedJudge.Text text;
    final Path trials;
    final List<ModelServer> started = new ArrayList<>();
    private final Lab.Metric metric;
    private Supplier<ModelServer> next = () -> {
        throw new IllegalStateException("No server was made up.");
    };
    private final SplittableRandom draws = new SplittableRandom(11); // so that a test's outcome is no matter of chance
    long checkpointBytes = 1;

    /// Text in which each token is likely to be followed by the next one.
    Bench(Path folder, int rows, Lab.Audits audits, Lab.Serving serving) throws IOException {
        int[] counts = new int[VOCABULARY];
        Arrays.setAll(counts, token -> token == BOS ? 0 : 1 + token % 5);
        Path file = folder.resolve("validation.tok");
        SplittableRandom random = new SplittableRandom(1);
        try (TokenShardWriter writer = new TokenShardWriter(file, VOCABULARY, BOS)) {
            for (int document = 0; document < 2 * rows; document++) {
                int[] tokens = new int[CONTEXT - 4 + random.nextInt(20)];
                for (int i = 0; i < tokens.length; i++) {
                    tokens[i] = i > 0 && random.nextInt(4) > 0 ? (tokens[i - 1] + 1) % BOS : random.nextInt(BOS);
                }
                writer.document(tokens);
            }
            writer.finish();
        }
        try (TokenShard shard = TokenShard.open(file)) {
            text = new SealedJudge.Text(Rows.pack(shard, CONTEXT, rows), TokenBytes.of(counts), VOCABULARY);
        }
        trials = folder.resolve("trials");
        Files.createDirectories(trials.resolve("1"));
        Files.createDirectories(trials.resolve("2"));
        metric = new Lab.Metric("val", Direction.LOWER, JudgeKind.SEALED, CONTEXT, rows, List.of(), audits, serving);
    }

    static Bench usual(Path folder) {
        try {
            return new Bench(folder, 64, new Lab.Audits(256, 1024), Lab.Serving.USUAL);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Each server of `program` is one that the supplier makes: a process of its own.
    Bench of(Supplier<? extends PipedServer.Program> program) {
        next = () ->
                new PipedServer(new Hello(VOCABULARY, CONTEXT), program.get().behaviour(VOCABULARY));
        return this;
    }

    Bench behaving(PipedServer.Behaviour behaviour) {
        next = () -> new PipedServer(new Hello(VOCABULARY, CONTEXT), behaviour);
        return this;
    }

    Bench serving(Supplier<ModelServer> server) {
        next = server;
        return this;
    }

    SealedJudge judge() {
        ModelServers servers = new ModelServers() {
            @Override
            public ModelServer start(Trial trial, Duration limit) {
                ModelServer server = next.get();
                started.add(server);
                return server;
            }

            @Override
            public long checkpointBytes(Trial trial) {
                return checkpointBytes;
            }
        };
        return new SealedJudge(servers, text, text, trials, metric, Duration.ofMinutes(1), draws::nextLong);
    }

    Judgement judged() {
        return judged(TRIAL, Judge.Comparison.NONE);
    }

    Judgement judged(Trial trial, Judge.Comparison comparison) {
        return judge().judge(trial, TRAINED, comparison, new Interruption());
    }

    Judgement.Measured measured() {
        return (Judgement.Measured) judged();
    }
}
