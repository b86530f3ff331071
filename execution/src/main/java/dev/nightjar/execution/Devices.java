package dev.nightjar.execution;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.trial.Interruption;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// One trial a device, machine-wide and across labs: a lock on a file for each device, which the system gives back
/// when its holder dies, however it dies.
public final class Devices {
    private static final long LOOK_AGAIN_NANOS = 200_000_000;

    private final Path folder;

    /// @param cache Nightjar's cache folder
    public Devices(Path cache) {
        this.folder = cache.resolve("devices");
    }

    /// The lease of a device. Close it to give the device back.
    public static final class Lease implements AutoCloseable {
        private final FileChannel file;

        private Lease(FileChannel file) {
            this.file = file;
        }

        @Override
        public void close() {
            try {
                file.truncate(0);
                file.close();
            } catch (IOException broken) {
                throw new IllegalStateException("A device could not be given back.", broken);
            }
        }
    }

    /// Leases a device or refuses.
    ///
    /// @param holder who it is for, shown to whoever finds the device in use: the lab and the run
    /// @throws UserError of kind `DEVICE_BUSY` that names the holder
    public Lease lease(Compute compute, String holder) {
        return tryLease(compute, holder).orElseThrow(() -> busy(compute));
    }

    /// Leases a device as soon as it is free.
    ///
    /// @param waiting told once who holds it, if somebody does
    /// @throws Interruption.Interrupted if a stop was requested before
    public Lease await(Compute compute, String holder, Consumer<String> waiting, Interruption interruption) {
        Optional<Lease> lease = tryLease(compute, holder);
        if (lease.isEmpty()) {
            waiting.accept("The device (%s) is in use by %s; waiting for it."
                    .formatted(compute.leaseName(), holderOf(compute)));
        }
        while (lease.isEmpty()) {
            interruption.check();
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            lease = tryLease(compute, holder);
        }
        return lease.get();
    }

    private Optional<Lease> tryLease(Compute compute, String holder) {
        Path path = file(compute);
        try {
            Files.createDirectories(folder);
            FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(file)) {
                file.close();
                return Optional.empty();
            }
            file.truncate(0);
            String words =
                    "%s (process %d)".formatted(holder, ProcessHandle.current().pid());
            file.write(ByteBuffer.wrap(words.getBytes(StandardCharsets.UTF_8)));
            return Optional.of(new Lease(file));
        } catch (IOException broken) {
            throw Disk.trouble(folder, broken);
        }
    }

    /// The lock is the channel's, and ends with it.
    private static boolean locked(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException _) {
            return false; // Another run in this very process.
        }
    }

    private UserError busy(Compute compute) {
        return new UserError(
                UserError.Kind.DEVICE_BUSY,
                "The device (%s) is in use by %s.".formatted(compute.leaseName(), holderOf(compute)),
                "it is free when that run ends; \"--wait\" waits for it.");
    }

    private String holderOf(Compute compute) {
        try {
            String words = Files.readString(file(compute)).strip();
            return words.isEmpty() ? "another run" : words;
        } catch (IOException unknown) {
            return "another run";
        }
    }

    private Path file(Compute compute) {
        return folder.resolve(compute.leaseName() + ".lock");
    }
}
