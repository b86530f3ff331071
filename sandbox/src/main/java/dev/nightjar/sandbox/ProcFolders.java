package dev.nightjar.sandbox;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What of `/proc` is the kernel's and not a process's.
///
/// A `/proc` that is wholly read-only is safest, but CUDA names its threads there and finds no GPU if it cannot. So
/// where there is one, only this part is read-only, as it is seen from outside.
final class ProcFolders {

    private ProcFolders() {}

    /// Files by which root changes a machine (a driver's, the processor's memory types) lie in these; those that
    /// `bwrap` itself covers (`sys`, `irq`, `bus`, `sysrq-trigger`) are named all the same.
    static List<Path> ofTheKernel() {
        return Stream.of(
                        "acpi",
                        "asound",
                        "bus",
                        "driver",
                        "dynamic_debug",
                        "fs",
                        "irq",
                        "mtrr",
                        "pressure",
                        "scsi",
                        "sys",
                        "sysrq-trigger",
                        "tty")
                .map(name -> Path.of("/proc", name))
                .filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS))
                .toList();
    }
}
