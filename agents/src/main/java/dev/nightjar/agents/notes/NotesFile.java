package dev.nightjar.agents.notes;

import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.lab.Menu;
import dev.nightjar.core.run.RunState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// Writes `notes.md` into a run's folder. A reader sees the old page or the new one, never a part.
public final class NotesFile {

    public static final String NAME = "notes.md";

    private NotesFile() {}

    /// Renders and writes the page, unless it is there as it is.
    ///
    /// @throws UncheckedIOException if the folder cannot be written
    public static void write(Path runFolder, RunState state, Lab lab, Menu menu) {
        byte[] page = NotesPage.of(state, lab, menu).getBytes(StandardCharsets.UTF_8);
        Path file = runFolder.resolve(NAME);
        Path partial = runFolder.resolve(NAME + ".partial");
        try {
            if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), page)) {
                return;
            }
            try (FileChannel channel = FileChannel.open(
                    partial,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(page);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("The notes (%s) cannot be written.".formatted(file), e);
        }
    }
}
