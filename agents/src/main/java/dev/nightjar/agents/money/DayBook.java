package dev.nightjar.agents.money;

import dev.nightjar.core.error.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.UnaryOperator;

/// What all runs of this machine spent today: one small file a day, `tokens money`, shared by processes under a lock.
/// A day begins at this machine's midnight.
public final class DayBook {

    private static final Object ONE_THREAD = new Object(); // a file lock is the process's, not the thread's

    private final Path folder;
    private final InstantSource clock;
    private final ZoneId zone;

    /// @param folder in Nightjar's cache; made when something is spent
    public DayBook(Path folder, InstantSource clock, ZoneId zone) {
        this.folder = folder;
        this.clock = clock;
        this.zone = zone;
    }

    public Spent today() {
        return locked(spent -> spent);
    }

    /// Adds, and gives the sum.
    ///
    /// @throws UserError of kind `DISK` if it cannot be written: what is not counted must not be spent
    public Spent add(Spent more) {
        return locked(spent -> spent.plus(more));
    }

    private Spent locked(UnaryOperator<Spent> change) {
        boolean interrupted = false;
        try {
            while (true) {
                interrupted |= Thread.interrupted(); // who was told to stop must still say what was spent
                try {
                    return inTurn(change);
                } catch (ClosedByInterruptException | FileLockInterruptionException e) {
                    interrupted = true;
                }
            }
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.DISK,
                    "What models cost today cannot be counted in (%s): %s.".formatted(folder, e),
                    "the disk is full, or the folder is somebody else's.",
                    e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Spent inTurn(UnaryOperator<Spent> change) throws IOException {
        synchronized (ONE_THREAD) {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                return lock.isValid() ? changed(change) : Spent.NOTHING;
            }
        }
    }

    private Spent changed(UnaryOperator<Spent> change) throws IOException {
        Path file = folder.resolve(LocalDate.ofInstant(Instant.ofEpochMilli(clock.millis()), zone) + ".txt");
        Spent before = read(file);
        Spent after = change.apply(before);
        if (!after.equals(before)) {
            write(file, after);
        }
        return after;
    }

    private static Spent read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Spent.NOTHING;
        }
        String text = Files.readString(file).strip();
        try {
            String[] words = text.split(" ", -1);
            return new Spent(Long.parseLong(words[0]), Double.parseDouble(words[1]));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new UserError(
                    UserError.Kind.DISK,
                    "The file (%s) holds (%s), not tokens and money.".formatted(file, text),
                    "somebody edited it: delete it to begin the day anew.",
                    e);
        }
    }

    private static void write(Path file, Spent spent) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes =
                    ByteBuffer.wrap((spent.tokens() + " " + spent.money() + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
