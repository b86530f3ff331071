package dev.nightjar.lab.run;

import dev.nightjar.core.error.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/// The right to write to a lab's runs: one process at a time. The operating system gives it back when the process ends,
/// however
/// it does. The holder's process id stands in a file of its own, because on POSIX a process that closes any channel of
/// a locked
/// file loses its lock.
public final class LabLock implements AutoCloseable {

    private static final Map<Path, LabLock> HELD_HERE = new HashMap<>();

    private final Path home;
    private final FileChannel channel;

    private LabLock(Path home, FileChannel channel) {
        this.home = home;
        this.channel = channel;
    }

    /// @throws UserError of kind `LAB_BUSY`, with the holder's process id, if somebody has it
    public static LabLock acquire(Path lab) {
        synchronized (HELD_HERE) {
            Path home = home(lab);
            if (HELD_HERE.containsKey(home)) {
                throw busy(lab, ProcessHandle.current().pid());
            }
            try {
                FileChannel channel = open(home);
                FileLock lock = channel.tryLock();
                if (lock == null) {
                    channel.close();
                    throw busy(lab, owner(home).orElse(0));
                }
                Files.writeString(
                        home.resolve("owner"),
                        Long.toString(ProcessHandle.current().pid()));
                LabLock held = new LabLock(home, channel);
                HELD_HERE.put(home, held);
                return held;
            } catch (IOException e) {
                throw new UserError(
                        UserError.Kind.DISK,
                        "The lock of lab (%s) cannot be written: %s.".formatted(lab, e.getMessage()),
                        "the disk is full or read-only.",
                        e);
            }
        }
    }

    /// The process that is at work on the lab, if one is.
    public static OptionalLong holder(Path lab) {
        synchronized (HELD_HERE) {
            Path home = home(lab);
            if (HELD_HERE.containsKey(home)) {
                return OptionalLong.of(ProcessHandle.current().pid());
            }
            if (!Files.exists(home.resolve("lock"))) {
                return OptionalLong.empty();
            }
            try (FileChannel channel = FileChannel.open(home.resolve("lock"), StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                return lock == null ? OptionalLong.of(owner(home).orElse(0)) : OptionalLong.empty();
            } catch (IOException e) {
                throw new UncheckedIOException("The lock of lab (%s) cannot be read.".formatted(lab), e);
            }
        }
    }

    private static Path home(Path lab) {
        try {
            return RunFolders.home(Files.createDirectories(lab.toAbsolutePath()).toRealPath());
        } catch (IOException e) {
            throw new UncheckedIOException("The lab's folder (%s) cannot be found.".formatted(lab), e);
        }
    }

    private static FileChannel open(Path home) throws IOException {
        Files.createDirectories(home);
        return FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static OptionalLong owner(Path home) throws IOException {
        try {
            String text = Files.readString(home.resolve("owner")).strip();
            return text.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        }
    }

    private static UserError busy(Path lab, long pid) {
        return new UserError(
                UserError.Kind.LAB_BUSY,
                "The lab (%s) is in use by another run, process %d.".formatted(lab, pid),
                "\"nightjar stop\" ends it, or another lab is meant.");
    }

    @Override
    public void close() {
        synchronized (HELD_HERE) {
            if (HELD_HERE.remove(home, this)) {
                try {
                    channel.close();
                } catch (IOException e) {
                    throw new UncheckedIOException("The lock in (%s) cannot be given back.".formatted(home), e);
                }
            }
        }
    }
}
