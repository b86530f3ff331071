package dev.nightjar.wire;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A memory-mapped file of tokens, read by any number of threads. Every document starts with the BOS token.
///
/// File (little-endian): `NJTS`, u32 version 1, u32 bytes per token (2 or 4), u32 vocabulary with special tokens,
/// u32 id of BOS, u32 zero, u64 count of tokens, then the tokens.
public final class TokenShard implements AutoCloseable {

    static final int MAGIC = 0x53544A4E; // "NJTS" read as little-endian
    static final int VERSION = 1;
    static final int HEADER = 32;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Path file;
    private final Arena arena;
    private final MemorySegment tokens;
    private final int width;
    private final int vocabulary;
    private final int bos;
    private final long count;

    private TokenShard(Path file, Arena arena, MemorySegment bytes) throws IOException {
        this.file = file;
        this.arena = arena;
        if (bytes.byteSize() < HEADER || bytes.get(INT, 0) != MAGIC || bytes.get(INT, 4) != VERSION) {
            throw new IOException(
                    "%s is not a token shard (version %d).%nMaybe it is another file of the corpus, or was cut off."
                            .formatted(file, VERSION));
        }
        this.width = bytes.get(INT, 8);
        this.vocabulary = bytes.get(INT, 12);
        this.bos = bytes.get(INT, 16);
        this.count = bytes.get(LONG, 24);
        if (width != widthFor(vocabulary) || bos < 0 || bos >= vocabulary) {
            throw new IOException(
                    "%s has tokens of (%d) bytes, a vocabulary of (%d) and BOS (%d), which do not fit together.%nMaybe it is damaged: delete it and prepare the corpus again."
                            .formatted(file, width, vocabulary, bos));
        }
        if (count < 0 || (bytes.byteSize() - HEADER) / width != count || (bytes.byteSize() - HEADER) % width != 0) {
            throw new IOException(
                    "%s holds %d bytes of tokens, but its header says %d tokens of %d bytes.%nMaybe it was cut off: delete it and prepare the corpus again."
                            .formatted(file, bytes.byteSize() - HEADER, count, width));
        }
        this.tokens = bytes.asSlice(HEADER);
    }

    /// @throws IOException if the file cannot be read or is not a complete shard
    public static TokenShard open(Path file) throws IOException {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new TokenShard(file, arena, channel.map(MapMode.READ_ONLY, 0, channel.size(), arena));
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /// Bytes of one token for a vocabulary: 2 while every id fits an unsigned short.
    static int widthFor(int vocabulary) {
        return vocabulary <= 65_536 ? 2 : 4;
    }

    /// Tokens in the shard, BOS included.
    public long count() {
        return count;
    }

    /// Number of token ids, special ones included.
    public int vocabulary() {
        return vocabulary;
    }

    public int bos() {
        return bos;
    }

    /// The token at `index`.
    ///
    /// @throws IndexOutOfBoundsException if there is none
    public int token(long index) {
        return width == 2 ? Short.toUnsignedInt(tokens.get(SHORT, 2 * index)) : tokens.get(INT, 4 * index);
    }

    /// Copies `length` tokens from `index` on into `target` at `offset`.
    ///
    /// @throws IllegalStateException if a token is outside the vocabulary: the file is damaged
    /// @throws IndexOutOfBoundsException if the shard or the target is too short
    public void copy(long index, int[] target, int offset, int length) {
        read(index, target, offset, length);
        for (int i = 0; i < length; i++) {
            int token = target[offset + i];
            if (token < 0 || token >= vocabulary) {
                throw new IllegalStateException(
                        "%s has token (%d) at %d, outside its vocabulary of %d.%nMaybe it is damaged: delete it and prepare the corpus again."
                                .formatted(file, token, index + i, vocabulary));
            }
        }
    }

    /// Moves whole stretches into arrays: single reads of a segment are slow until the JIT has compiled them, and a
    /// trial's clock runs by then.
    private void read(long index, int[] target, int offset, int length) {
        if (width == 4) {
            MemorySegment.copy(tokens, INT, 4 * index, target, offset, length);
            return;
        }
        short[] stretch = new short[length];
        MemorySegment.copy(tokens, SHORT, 2 * index, stretch, 0, length);
        for (int i = 0; i < length; i++) {
            target[offset + i] = Short.toUnsignedInt(stretch[i]);
        }
    }

    /// Index of the first BOS at or after `index`; [#count] if no document starts there.
    public long nextDocument(long index) {
        int[] stretch = new int[512];
        for (long at = index; at < count; at += stretch.length) {
            int length = (int) Math.min(stretch.length, count - at);
            read(at, stretch, 0, length);
            for (int i = 0; i < length; i++) {
                if (stretch[i] == bos) {
                    return at + i;
                }
            }
        }
        return count;
    }

    /// Unmaps the file; the shard cannot be read afterwards.
    @Override
    public void close() {
        arena.close();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
