package dev.nightjar.lab.git;

import dev.nightjar.core.error.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.DeflaterOutputStream;

/// Writes loose objects as git does: `type size NUL content`, named by its hash and deflated, in a file that is
/// complete and on disk before it has its name. Four processes for each experiment would cost more than all else that
/// the engine does for it; the format has been the same since 2005.
final class ObjectWriter {

    private static final long PROCESS = ProcessHandle.current().pid();

    private final Path objects;
    private final MessageDigest digest;
    private final Map<Path, byte[]> staged = new LinkedHashMap<>();

    ObjectWriter(Git git) {
        this.objects = git.folder().resolve(git.run("rev-parse", "--git-path", "objects"));
        Git.Result format = git.attempt(new byte[0], "rev-parse", "--show-object-format");
        try {
            this.digest = MessageDigest.getInstance(format.text().equals("sha256") ? "SHA-256" : "SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-1 and SHA-256.", e);
        }
    }

    /// The id of an object, which the next [#flush] writes unless it is there.
    synchronized String stage(String type, byte[] content) {
        byte[] header = "%s %d\0".formatted(type, content.length).getBytes(StandardCharsets.US_ASCII);
        digest.update(header);
        String id = HexFormat.of().formatHex(digest.digest(content));
        Path file = objects.resolve(id.substring(0, 2)).resolve(id.substring(2));
        if (!Files.exists(file)) {
            staged.put(file, deflated(header, content));
        }
        return id;
    }

    /// Writes what is staged. All files are forced to disk at the same time, because a file system makes one commit
    /// of that; then they get their names in the order of staging, so that none refers to one that is not there.
    ///
    /// @throws UserError of kind `DISK` if they cannot be written
    synchronized void flush() {
        try {
            Map<Path, Path> temporaries = new LinkedHashMap<>();
            List<FileChannel> channels = new ArrayList<>();
            try {
                for (Map.Entry<Path, byte[]> object : staged.entrySet()) {
                    Path file = object.getKey();
                    Files.createDirectories(file.getParent());
                    Path temporary = file.resolveSibling("tmp_obj_nightjar_" + PROCESS + "_" + file.getFileName());
                    Files.deleteIfExists(temporary);
                    channels.add(write(temporary, object.getValue()));
                    temporaries.put(temporary, file);
                }
                force(channels);
            } finally {
                for (FileChannel channel : channels) {
                    channel.close();
                }
            }
            for (Map.Entry<Path, Path> written : temporaries.entrySet()) {
                if (!written.getKey().toFile().setReadOnly()) {
                    throw new IOException("%s cannot be made read-only".formatted(written.getKey()));
                }
                Files.move(written.getKey(), written.getValue(), StandardCopyOption.ATOMIC_MOVE);
            }
            staged.clear();
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.DISK,
                    "Objects cannot be written to (%s): %s.".formatted(objects, e.getMessage()),
                    "the disk is full; with room again, \"nightjar resume\" goes on.",
                    e);
        }
    }

    private static FileChannel write(Path file, byte[] bytes) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        return channel;
    }

    private static void force(List<FileChannel> channels) throws IOException {
        List<Future<?>> forced = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (FileChannel channel : channels) {
                forced.add(threads.submit(() -> {
                    channel.force(false);
                    return true;
                }));
            }
        }
        for (Future<?> future : forced) {
            if (future.state() == Future.State.FAILED) {
                throw new IOException(future.exceptionNow());
            }
        }
    }

    private static byte[] deflated(byte[] header, byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length / 2 + 64);
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(bytes)) {
            deflater.write(header);
            deflater.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot fail to be written.", e);
        }
        return bytes.toByteArray();
    }
}
