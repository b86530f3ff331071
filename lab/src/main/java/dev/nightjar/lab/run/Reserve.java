package dev.nightjar.lab.run;

import dev.nightjar.core.error.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/// A file of one MiB that takes up room until the disk is full. Deleting it then leaves enough for a run's last words.
final class Reserve {

    static final int BYTES = 1 << 20;

    private final Path file;

    Reserve(Path file) {
        this.file = file;
    }

    /// Makes it, unless it is there. Its bytes are random, because some file systems store zeros in no room at all.
    ///
    /// @throws UserError of kind `DISK` if there is no room
    void fill() {
        if (file.toFile().length() == BYTES) {
            return;
        }
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            byte[] bytes = new byte[BYTES];
            new Random(BYTES).nextBytes(bytes);
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        } catch (IOException e) {
            release();
            throw new UserError(
                    UserError.Kind.DISK,
                    "There is no room for a reserve of %d bytes in (%s): %s."
                            .formatted(BYTES, file.getParent(), e.getMessage()),
                    "files that nobody needs can be deleted; the run can then be resumed.",
                    e);
        }
    }

    void release() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The reserve (%s) cannot be released.".formatted(file), e);
        }
    }
}
