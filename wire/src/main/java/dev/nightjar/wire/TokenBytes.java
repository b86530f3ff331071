package dev.nightjar.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// For each token id, how many bytes of text it stands for; 0 for a special token.
///
/// File (little-endian): `NJTB`, u32 version 1, u32 vocabulary, u32 count for each id.
public final class TokenBytes {

    private static final int MAGIC = 0x42544A4E; // "NJTB" read as little-endian
    private static final int VERSION = 1;
    private static final int HEADER = 12;

    private final int[] counts;

    private TokenBytes(int[] counts) {
        this.counts = counts;
    }

    /// @throws IllegalArgumentException if there is no token or a count is negative
    public static TokenBytes of(int... counts) {
        if (counts.length == 0) {
            throw new IllegalArgumentException(
                    "A vocabulary needs at least one token.\nMaybe the tokenizer was not trained.");
        }
        for (int id = 0; id < counts.length; id++) {
            if (counts[id] < 0) {
                throw new IllegalArgumentException(
                        "The token (%d) stands for (%d) bytes.%nMaybe the file is damaged.".formatted(id, counts[id]));
            }
        }
        return new TokenBytes(counts.clone());
    }

    /// @throws IOException if the file cannot be read or is not such a file
    public static TokenBytes read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.limit() < HEADER || bytes.getInt() != MAGIC || bytes.getInt() != VERSION) {
            throw new IOException(
                    "%s does not hold byte counts of tokens (version %d).%nMaybe it is another file of the corpus."
                            .formatted(file, VERSION));
        }
        int vocabulary = bytes.getInt();
        if (bytes.remaining() != 4L * vocabulary) {
            throw new IOException(
                    "%s has %d bytes for %d tokens.%nMaybe it was cut off: delete it and prepare the corpus again."
                            .formatted(file, bytes.remaining(), vocabulary));
        }
        int[] counts = new int[vocabulary];
        bytes.asIntBuffer().get(counts);
        return of(counts);
    }

    public void write(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + 4 * counts.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(MAGIC).putInt(VERSION).putInt(counts.length);
        for (int count : counts) {
            bytes.putInt(count);
        }
        Files.write(file, bytes.array());
    }

    /// Bytes that the token `id` stands for.
    public int count(int id) {
        return counts[id];
    }

    /// Number of token ids, special ones included.
    public int vocabulary() {
        return counts.length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TokenBytes that && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counts);
    }
}
