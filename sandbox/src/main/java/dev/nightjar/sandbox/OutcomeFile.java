package dev.nightjar.sandbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// A place on disk for an outcome, reserved before the process starts: a disk that fills up meanwhile cannot lose
/// it.
final class OutcomeFile {
    private static final int RESERVED_BYTES = 4096;

    private final Path file;
    private final Path partial;

    private OutcomeFile(Path file, Path partial) {
        this.file = file;
        this.partial = partial;
    }

    /// Takes an outcome of an earlier launch away as well.
    static OutcomeFile reserve(Path file) throws IOException {
        Files.deleteIfExists(file);
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        Files.write(partial, new byte[RESERVED_BYTES]);
        return new OutcomeFile(file, partial);
    }

    /// Returns when the outcome will survive a loss of power. The text is cut to the reserved space, never its last
    /// line.
    void commit(Outcome outcome) throws IOException {
        byte[] text = outcome.toText().getBytes(StandardCharsets.UTF_8);
        if (text.length > RESERVED_BYTES) {
            String shorter =
                    outcome.detail().substring(0, Math.min(outcome.detail().length(), RESERVED_BYTES / 8));
            text = outcome.withDetail(shorter).toText().getBytes(StandardCharsets.UTF_8);
        }
        try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.truncate(text.length);
            channel.force(true);
        }
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder = FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
