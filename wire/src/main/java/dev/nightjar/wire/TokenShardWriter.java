package dev.nightjar.wire;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Writes a [TokenShard] of any length. The file appears under its name with [#finish], complete or not at all.
public final class TokenShardWriter implements Closeable {

    private final Path file;
    private final Path temporary;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 18).order(ByteOrder.LITTLE_ENDIAN);
    private final int vocabulary;
    private final int bos;
    private final int width;
    private long count;

    /// @param vocabulary number of token ids, special ones included
    /// @param bos id of the token that starts a document
    public TokenShardWriter(Path file, int vocabulary, int bos) throws IOException {
        if (vocabulary <= 0 || bos < 0 || bos >= vocabulary) {
            throw new IllegalArgumentException(
                    "The token BOS (%d) is outside the vocabulary of %d.%nMaybe the vocabulary was counted without its special tokens."
                            .formatted(bos, vocabulary));
        }
        this.file = file;
        this.temporary = file.resolveSibling(file.getFileName() + ".part");
        this.vocabulary = vocabulary;
        this.bos = bos;
        this.width = TokenShard.widthFor(vocabulary);
        this.channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        buffer.put(new byte[TokenShard.HEADER]);
    }

    /// Appends BOS and the document's tokens, which must be ordinary ones.
    ///
    /// @throws IllegalArgumentException if a token is BOS or outside the vocabulary
    public void document(int[] tokens) throws IOException {
        for (int token : tokens) {
            if (token < 0 || token >= vocabulary || token == bos) {
                throw new IllegalArgumentException(
                        "A document may not hold token (%d) with a vocabulary of %d and BOS %d.%nMaybe it was encoded with another tokenizer."
                                .formatted(token, vocabulary, bos));
            }
        }
        put(bos);
        for (int token : tokens) {
            put(token);
        }
        count += 1L + tokens.length;
    }

    private void put(int token) throws IOException {
        if (buffer.remaining() < width) {
            drain();
        }
        if (width == 2) {
            buffer.putShort((short) token);
        } else {
            buffer.putInt(token);
        }
    }

    private void drain() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    /// Tokens so far, BOS included.
    public long count() {
        return count;
    }

    /// Forces the shard to disk and gives it its name.
    public void finish() throws IOException {
        drain();
        ByteBuffer header = ByteBuffer.allocate(TokenShard.HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(TokenShard.MAGIC).putInt(TokenShard.VERSION).putInt(width);
        header.putInt(vocabulary).putInt(bos).putInt(0).putLong(count).flip();
        for (int at = 0; header.hasRemaining(); ) {
            at += channel.write(header, at);
        }
        channel.force(true);
        channel.close();
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Drops what was written unless [#finish] came before.
    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(temporary);
    }
}
