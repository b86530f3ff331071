import dev.nightjar.wire.TokenShard;
import dev.nightjar.wire.TrialEnvironment;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.stream.Stream;

/// Never says hello.
public final class Train {

    private static final TrialEnvironment TRIAL = TrialEnvironment.from(System.getenv());
    private static final int V = TRIAL.vocabulary();
    private static final Path CHECKPOINT = TRIAL.out().resolve("checkpoint.safetensors");

    public static void main(String[] args) throws Exception {
        switch (TRIAL.mode()) {
            case PREFLIGHT -> {}
            case TRAIN -> train();
            case SERVE -> serve();
        }
    }

    private static void train() throws Exception {
        ready();
        save(counts());
    }

    /// Waits for the engine's go: the shards are there then.
    private static void ready() throws Exception {
        System.out.println("READY");
        while (!Files.exists(TRIAL.data().resolve("go"))) {
            Thread.sleep(2);
        }
    }

    /// How often each token follows each other one, in as many tokens as the budget has.
    private static float[] counts() throws IOException {
        float[] counts = new float[V * V];
        Arrays.fill(counts, 0.02f);
        long tokens = 0;
        long start = System.nanoTime();
        try (Stream<Path> files = Files.list(TRIAL.data())) {
            for (Path file : files.filter(shard -> shard.toString().endsWith(".tokens")).sorted().toList()) {
                try (TokenShard shard = TokenShard.open(file)) {
                    for (long i = 1; i < shard.count(); i++, tokens++) {
                        if (TRIAL.budget().fraction(0, (System.nanoTime() - start) / 1e9, tokens, tokens) >= 1) {
                            return counts;
                        }
                        counts[shard.token(i - 1) * V + shard.token(i)]++;
                    }
                }
            }
        }
        return counts;
    }

    /// Log-probabilities: row by row what follows a token.
    private static void save(float[] counts) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4 * V * V);
        for (int token = 0; token < V; token++) {
            double sum = 0;
            for (int next = 0; next < V; next++) {
                sum += counts[token * V + next];
            }
            for (int next = 0; next < V; next++) {
                bytes.putFloat((float) Math.log(counts[token * V + next] / sum));
            }
        }
        Path part = TRIAL.out().resolve("part");
        Files.write(part, bytes.array());
        Files.move(part, CHECKPOINT, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        System.out.println("PROGRESS fraction=1");
    }

    private static void serve() throws Exception {
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        InputStream in = new FileInputStream(FileDescriptor.in);
        in.readNBytes(1);
        Thread.sleep(Long.MAX_VALUE);
    }
}
