package dev.nightjar.training;

import dev.nightjar.wire.TokenShardWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/// Small shards that a model can learn something from: each token follows from the one before, with some noise.
final class Shards {

    static final int VOCABULARY = 65;
    static final int BOS = 64;

    private Shards() {}

    static Path write(Path file, int documents) throws IOException {
        Random random = new Random(1);
        try (TokenShardWriter writer = new TokenShardWriter(file, VOCABULARY, BOS)) {
            for (int document = 0; document < documents; document++) {
                int[] tokens = new int[1 + random.nextInt(60)];
                int token = random.nextInt(BOS);
                for (int i = 0; i < tokens.length; i++) {
                    tokens[i] = token;
                    token = (token * 7 + 3 + random.nextInt(2)) % BOS;
                }
                writer.document(tokens);
            }
            writer.finish();
        }
        return file;
    }
}
