package dev.nightjar.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.stream.Stream;

/// What of `/proc` is the kernel's and not a process's.
///
/// A `/proc` that is wholly read-only is safest, but CUDA names its threads there and finds no GPU if it cannot. So
/// where there is one, only this part is read-only, as it is seen from outside.
final class KernelProc {
    private static final Path PROC = Path.of("/proc");

    private KernelProc() {}

    /// Every folder there that is no process's, and every file that its owner, root, may write: by these root
    /// changes the machine, and whoever starts the engine as root is root behind walls, as far as files are
    /// concerned.
    static List<Path> entries() throws IOException {
        try (Stream<Path> entries = Files.list(PROC)) {
            return entries.filter(entry ->
                            !Character.isDigit(entry.getFileName().toString().charAt(0)))
                    .filter(KernelProc::writable)
                    .sorted()
                    .toList();
        }
    }

    private static boolean writable(Path entry) {
        try {
            return Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
                    || (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)
                            && Files.getPosixFilePermissions(entry).contains(PosixFilePermission.OWNER_WRITE));
        } catch (IOException gone) {
            return false;
        }
    }
}
